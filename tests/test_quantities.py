"""Cases of the quantity layer: each text yields exactly the quantities its case names, in order."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from extraction.quantities import Candidate, UnitTable, fill_nouns, find, to_quantity
from schemas.catalogue import UnitDefinition

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("quantities_*.yaml"))
UNITS = [
    UnitDefinition(
        id="companies", nouns=("company", "enterprise", "firm", "business", "start-up", "startup", "unicorn")
    ),
    UnitDefinition(id="people", nouns=("person", "staff", "employee", "worker", "guest")),
]
TABLE = UnitTable.of(UNITS)


def note(candidate: Candidate) -> str:
    """The candidate in the short notation of the cases: `over 450 investors`, `5..7 %`, `12 % (up)`."""
    words = [] if candidate.qualifier in ("exact", "range") else [candidate.qualifier]
    if candidate.value is None:
        assert candidate.low is not None
        assert candidate.high is not None
        words.append(f"{candidate.low:f}..{candidate.high:f}")
    else:
        words.append(f"{candidate.value:f}")
    words += [candidate.unit] if candidate.unit else []
    words += [f"({candidate.direction})"] if candidate.direction else []
    return " ".join(words)


def cases() -> list[dict[str, object]]:
    return [case for file in FILES for case in yaml.safe_load(file.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"][:60])
def test_case(case):
    found = find(case["text"], TABLE)
    fill_nouns(found.quantities, case["text"], TABLE)
    assert [note(candidate) for candidate in found.quantities] == case["expect"]
    if "nouns" in case:
        assert [candidate.noun for candidate in found.quantities] == case["nouns"]
    if "quotes" in case:
        assert [case["text"][candidate.start : candidate.end] for candidate in found.quantities] == case["quotes"]
    if "ranks" in case:
        assert [str(candidate.value) for candidate in found.ordinals] == case["ranks"]
    if "dropped" in case:
        assert [drop.reason for drop in found.dropped] == case["dropped"]


def test_there_are_enough_cases():
    assert len(cases()) >= 250


def test_a_bare_dollar_is_what_the_caller_says():
    (candidate,) = find("It cost $3.2 million.", TABLE, dollar="HKD").quantities
    assert (candidate.unit, candidate.bare_dollar) == ("HKD", True)
    (named,) = find("It cost US$3.2 million.", TABLE, dollar="HKD").quantities
    assert (named.unit, named.bare_dollar) == ("USD", False)


def test_a_conversion_points_at_what_it_converts():
    found = find("The deal is worth $4.2bn (£3.1bn), or 33 million shares.", TABLE)
    assert [candidate.converts for candidate in found.quantities] == [None, 0, None]


def test_two_amounts_in_brackets_of_one_currency_are_no_conversion():
    found = find("Sales were $4.2bn ($3.1bn a year before).", TABLE)
    assert [candidate.converts for candidate in found.quantities] == [None, None]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("36 cents per share", "share"),
        ("12 per 100,000 people", "100,000 people"),
        ("£1,250 a month", "month"),
        ("40 km", None),
    ],
)
def test_the_denominator_of_a_rate(text, per):
    (candidate,) = find(f"It was {text}.", TABLE).quantities
    assert candidate.per == per


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("30.13 billion yuan", "10000000"),
        ("4,700 cows", "100"),
        ("5.0%", "0.1"),
        ("437 votes", "1"),
        ("36 cents", "0.01"),
    ],
)
def test_the_step_is_one_unit_of_the_last_digit(text, step):
    (candidate,) = find(f"It was {text}.", TABLE).quantities
    assert candidate.step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over 160 boats", 160, None),
        ("nearly 160 boats", None, 160),
        ("up to 160 boats", None, 160),
        ("about 160 boats", None, None),
    ],
)
def test_qualifiers_set_the_bound_they_imply(text, low, high):
    (candidate,) = find(f"There were {text}.", TABLE).quantities
    assert (candidate.low, candidate.high) == (low, high)


def test_nothing_is_looked_for_inside_avoided_spans():
    text = "Read more: 40 ships. The port has 12 cranes."
    found = find(text, TABLE, avoid=[(0, 20)])
    assert [note(candidate) for candidate in found.quantities] == ["12 cranes"]
    assert [drop.reason for drop in found.dropped] == ["inside text that is set aside"]


def test_the_record_quotes_the_text():
    text = "It hired more than 1,500 nurses."
    (candidate,) = find(text, TABLE).quantities
    quantity = to_quantity(candidate, text)
    assert (quantity.quote, quantity.value, quantity.unit, quantity.qualifier) == (
        "1,500 nurses",
        1500,
        "nurses",
        "over",
    )


def test_a_catalogue_may_name_its_own_measure():
    table = UnitTable.of([UnitDefinition(id="container units", nouns=("box unit",), kind="measure")])
    (candidate,) = find("The quay moved 4.1 million box units.", table).quantities
    assert (candidate.value, candidate.unit, candidate.sort) == (4100000, "container units", "measure")
