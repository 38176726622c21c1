"""Texts give exactly the facts listed for them, with entity, role, kind and period."""

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import Lexicon, extract, quantities
from extraction.opening import read
from extraction.times import inherited
from schemas.article import Article
from schemas.catalogue import Entity, Publisher, UnitDefinition
from schemas.published import Published

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for name in ("facts.yaml", "facts_periods.yaml", "facts_recall.yaml", "facts_told.yaml")
    for case in yaml.safe_load((FOLDER / name).read_text("utf-8"))
]
IN_CONTEXT = yaml.safe_load((FOLDER / "facts_context.yaml").read_text("utf-8"))
ENTITIES = (
    Entity(id="lake-town", name="Laketown", dollar="CAD"),
    Entity(id="ferry-co", name="Blue Ferry Company", aliases=("BFC", "Blue Ferry"), part_of="lake-town"),
    Entity(id="north-park", name="Laketown North Park"),
    Entity(id="st-anna", name="St Anna's Hospital", aliases=("SAH",)),
    Entity(id="grain-board", name="National Grain Board", aliases=("NGB",)),
)
UNITS = (
    UnitDefinition(id="companies", nouns=("company", "firm", "start-up", "startup", "enterprise", "business")),
    UnitDefinition(id="people", nouns=("person", "people", "employee", "staff", "worker")),
    UnitDefinition(id="jobs", nouns=("job", "position")),
    UnitDefinition(id="laboratories", nouns=("laboratory", "lab")),
)
PUBLISHERS = (
    Publisher(id="peso-post", name="Peso Post", dollar="MXN"),
    Publisher(id="south-post", name="South Post", dollar="NZD"),
)
LEXICON = Lexicon.of(ENTITIES, UNITS, PUBLISHERS)
NEIGHBOURS = (
    Entity(id="quay-exchange", name="Quay Exchange", part_of="lake-town"),
    Entity(id="quay-index", name="Quay 40 Index", aliases=("Quay Index",), part_of="quay-exchange"),
    Entity(id="fish-market", name="Harbour Fish Market", aliases=("Fish Market",)),
    Entity(id="mill-road", name="Mill Road Market", aliases=("Mill Road",)),
    Entity(id="tourism-board", name="Laketown Tourism Board", part_of="lake-town"),
    Entity(id="spain", name="Spain"),
)
WIDER_LEXICON = Lexicon.of((*ENTITIES, *NEIGHBOURS), UNITS, PUBLISHERS)


def article(text, **fields):
    fields = {"published": Published.read("2025-06-18", "record")} | fields
    return Article.identified(name="case", source_id="cases", text=text, **fields)


def row(fact):
    value = format(fact.value.normalize(), "f") if fact.value is not None else f"{fact.low}..{fact.high}"
    period = f"{fact.period_start}..{fact.period_end}" if fact.period_end else "-"
    return " | ".join([fact.quote, value, fact.unit, fact.qualifier, fact.entity or "-", fact.role, fact.kind, period])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60].strip())
def test_case(case):
    assert [
        row(fact) for fact in extract(article(case["text"].strip(), title=case.get("title")), LEXICON).facts
    ] == case["facts"]


@pytest.mark.parametrize("case", IN_CONTEXT, ids=lambda case: case["text"][:60].strip())
def test_case_in_context(case):
    told = article(case["text"].strip(), title=case.get("title"))
    assert [row(fact) for fact in extract(told, WIDER_LEXICON).facts] == case["facts"]


def only(text, **fields):
    facts = extract(article(text, **fields), LEXICON).facts
    assert len(facts) == 1, facts
    return facts[0]


def test_a_bare_dollar_is_the_publishers_then_that_of_the_place_then_the_us_one():
    assert only("Blue Ferry earned $5 million.").unit == "CAD"
    assert only("Blue Ferry earned $5 million.", publisher_id="peso-post").unit == "MXN"
    assert only("Blue Ferry earned $5 million.", publisher="Peso Post").unit == "MXN"
    assert only("St Anna's Hospital earned $5 million.").unit == "USD"
    assert only("The Quay Hall earned $5 million with the Blue Ferry Company.").unit == "CAD"


def test_a_bare_dollar_beside_the_places_own_signed_one_is_the_us_one():
    units = [
        fact.unit
        for fact in extract(article("Blue Ferry earned CA$5 million. It then borrowed $3 million."), LEXICON).facts
    ]
    assert units == ["CAD", "USD"]


def test_the_winter_of_a_land_in_the_south_is_in_june():
    text = "Blue Ferry sold 40 boats in the winter of 2024."
    south, north = only(text, publisher="South Post"), only(text, publisher="Peso Post")
    assert (str(south.period_start), str(south.period_end)) == ("2024-06-01", "2024-08-31")
    assert (str(north.period_start), str(north.period_end)) == ("2024-12-01", "2025-02-28")


def test_a_conversion_is_kept_with_its_fact():
    fact = only("Blue Ferry paid €9 million ($10.4 million) for the pier.", publisher="Peso Post")
    assert (fact.unit, fact.converted.unit, fact.converted.value) == ("EUR", "MXN", 10400000)


@pytest.mark.parametrize(
    ("text", "given_up"),
    [
        ("Blue Ferry's sales for 2024 were $31 million, not $34 million as reported in March.", "$34 million"),
        ("The output of 2024 has been restated to 47,900 tonnes from 48,300 tonnes.", "48,300 tonnes"),
        ("The fleet now has 410 boats, while 395 boats was first published.", "395 boats"),
        ("Sales in 2024 were $31 million, instead of $30 million as published in January.", "$30 million"),
    ],
)
def test_a_figure_that_is_given_up_is_marked_and_has_no_time_of_its_own(text, given_up):
    marked = [fact for fact in extract(article(text), LEXICON).facts if fact.compared]
    assert [(fact.quote, fact.period_end) for fact in marked] == [(given_up, None)]


def test_a_figure_that_is_only_denied_is_not_given_up():
    facts = extract(
        article("Blue Ferry runs 40 boats, not 30. It sold $2 million of tickets, as reported."), LEXICON
    ).facts
    assert not any(fact.compared for fact in facts)


def test_a_growth_figure_knows_its_direction_and_base():
    change, _, _ = extract(
        article("Blue Ferry's sales fell 10% to $45 million from $50 million in 2023."), LEXICON
    ).facts
    assert (change.role, change.change_of.direction, change.change_of.base_value, change.falls) == (
        "change",
        "down",
        50000000,
        True,
    )
    assert change.change_of.base_period == "in 2023"


def test_what_is_dropped_says_why():
    text = "Ferries\nBlue Ferry ran for two decades.\nREAD MORE: Pier sold for $9 million"
    from schemas.article import Furniture

    start = text.index("READ")
    dropped = extract(
        article(text, furniture=(Furniture(start=start, end=len(text), sort="related"),)), LEXICON
    ).dropped
    assert [(d.quote, d.reason) for d in dropped] == [
        ("two decades", "a duration"),
        ("$9 million", "inside a related-headline link"),
    ]


def test_the_same_text_gives_the_same_ids():
    text = "Blue Ferry has 45 boats and 12 routes."
    first, second = (extract(article(text), LEXICON) for _ in range(2))
    assert first == second
    assert len({fact.fact_id for fact in first.facts}) == 2


PIECES = st.sampled_from(
    [
        "Blue Ferry",
        "the park",
        "It",
        " (",
        ")",
        "$4.2 million",
        "from",
        "to",
        "rose",
        "12%",
        "2024",
        "last year",
        ".",
        "\n",
        "| ",
        "three",
        "有500人",
        "“",
        "”",
        ",",
        "who",
        "first",
        "in Laketown",
        "’s",
        "0",
        "nearly 60 firms",
        "each dollar",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(min_size=1, max_size=200))
def test_any_text_gives_true_spans_in_order(text):
    found = extract(article(text or "-"), LEXICON)
    said = (*found.facts, *found.dropped)
    assert all(text[f.start : f.end] == f.quote for f in said)
    assert all(type(f)(**dict(f)) == f for f in said)  # what is not checked when made would pass
    assert all(text[f.sentence_start : f.sentence_start + len(f.sentence)] == f.sentence for f in found.facts)
    assert [f.start for f in found.facts] == sorted(f.start for f in found.facts)
    assert all(text[q.start : q.end] == q.quote for q in quantities(text, LEXICON))


@pytest.mark.parametrize(
    "piece", ["Blue Ferry has 45 boats and ", "It rose 4% to 45 boats. ", "| 12th ", "(", "7", "1,", "Blue "]
)
def test_cost_grows_no_faster_than_the_text(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        start = process_time()
        extract(article(text), LEXICON)
        return process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 4 * seconds(20_000) + 0.5


def test_the_line_that_introduces_a_list_is_looked_for_once():
    def seconds(lines):
        reading = read(article("The ports of 2024\n" + "The quay has room for ships\n" * lines), LEXICON)
        start = process_time()
        for number in range(lines):
            inherited(reading, number, (0, 10), "actual", "level")
        return process_time() - start

    seconds(100)
    assert seconds(4_000) < 10 * seconds(1_000) + 0.1


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Blue Ferry backs 290 glass firms and about 430 in timber.", "firms"),
        ("Blue Ferry backs 290 glass firms, up from 270.", "glass firms"),
    ],
)
def test_number_of_another_sort_borrows_the_noun_without_what_describes_it(text, noun):
    _, second = extract(article(text), LEXICON).facts
    assert second.noun == noun


@pytest.mark.parametrize(("name", "whose"), [("Oldmark", "oldmark"), ("Island Government", "isle")])
def test_a_state_that_is_called_by_its_government_is_a_place_and_a_government_is_not(name, whose):
    entities = (
        Entity(id="isle", name="Norway"),
        Entity(id="oldmark", name=name, aliases=("Government of Oldmark",), part_of="isle"),
    )
    publisher = Publisher(id="oldmark-finance", name="Oldmark Finance", authority="official", official_for=("oldmark",))
    told = article("Our economy grew by 7.9 per cent.", publisher_id="oldmark-finance")
    (fact,) = extract(told, Lexicon.of(entities, (), (publisher,))).facts
    assert fact.entity == whose


@pytest.mark.parametrize(("what", "whose"), [("2025-26 Budget", "lake-gov"), ("budget", "ferry-co")])
def test_what_the_budget_of_a_state_gives_is_its_governments_and_any_other_budget_of_who_is_spoken_of(what, whose):
    government = Entity(id="lake-gov", name="Laketown Government", part_of="lake-town")
    told = article(f"Blue Ferry runs 40 boats. The {what} sets aside $3 million for lamps.")
    *_, fact = extract(told, Lexicon.of((*ENTITIES, government), UNITS, PUBLISHERS)).facts
    assert (fact.quote, fact.entity) == ("$3 million", whose)


@pytest.mark.parametrize(("before", "whose"), [("Upland Hills is cold.", "hills"), ("It is cold.", "lake-town")])
def test_a_common_word_for_a_place_is_the_catalogues_only_where_the_text_names_that(before, whose):
    hills = Entity(id="hills", name="Upland Hills Province", aliases=("Upland Hills", "the Province"))
    told = article(f"Laketown has 40 boats. {before} The province made $3 million.")
    *_, fact = extract(told, Lexicon.of((*ENTITIES, hills), UNITS, PUBLISHERS)).facts
    assert (fact.quote, fact.entity) == ("$3 million", whose)
