"""What a matched figure amounts to: losses below zero, fiscal years of the metric, periods its article lends it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemas.article import Article
from schemas.catalogue import Entity, MatchRule, Metric
from schemas.change import Match, Observation
from schemas.fact import Fact
from schemas.published import Published
from tracking.observing import observe_article

ENTITIES = [
    Entity(id="ferries", name="Ostra Ferries"),
    Entity(id="harbour-line", name="Harbour Line", part_of="ferries"),
    Entity(id="trams", name="Larkin Tramways"),
]
RESULT = Metric(
    id="result", title="Result", entity="ferries", unit="EUR", period="year", match=MatchRule(near=("result", "profit"))
)
LOSSES = Metric(
    id="losses", title="Losses", entity="ferries", unit="EUR", period="year", match=MatchRule(near=("loss",))
)
ACCOUNT = Metric(
    id="account", title="Account", entity="ferries", unit="EUR", period="year", match=MatchRule(near=("account",))
)


def figure(name: str, sentence: str, quote: str, **fields: Any) -> Fact:
    start = sentence.index(quote)
    given = {
        "fact_id": name,
        "article_id": "art",
        "revision": 1,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "sentence": sentence,
        "sentence_start": 0,
        "value": Decimal(4000000),
        "unit": "EUR",
        "entity": "ferries",
        "confidence": 1.0,
    }
    if "period_end" in fields:
        given["period_basis"] = "stated"
    return Fact(**{**given, **fields})


def observed(published: str, *pairs: tuple[Fact, Metric]) -> dict[str, Observation]:
    """The observations of an article's facts, by fact."""
    article = Article(
        article_id="art", name="art", source_id="folder", text="text", published=Published.read(published, "record")
    )
    facts = [fact for fact, _ in pairs]
    matches = [Match(fact_id=fact.fact_id, metric_id=metric.id) for fact, metric in pairs]
    metrics = {metric.id: metric for _, metric in pairs}
    return {one.fact_id: one for one in observe_article(article, facts, matches, metrics, [], ENTITIES)}


@pytest.mark.parametrize(
    ("sentence", "metric", "value"),
    [
        ("Ostra Ferries made a net loss of EUR 4 million.", RESULT, -4000000),
        ("Ostra Ferries' loss narrowed to EUR 4 million.", RESULT, -4000000),
        ("Ostra Ferries lost EUR 4 million.", RESULT, -4000000),
        ("Ostra Ferries posted a EUR 4 million loss.", RESULT, -4000000),
        ("After a loss, Ostra Ferries had a profit of EUR 4 million.", RESULT, 4000000),
        ("Despite a loss, the result of Ostra Ferries was EUR 4 million.", RESULT, 4000000),
        ("Ostra Ferries had a profit of EUR 4 million, after a loss the year before.", RESULT, 4000000),
        ("Ostra Ferries made a loss of EUR 4 million.", LOSSES, 4000000),
        ("Ostra Ferries made a profit of EUR 4 million.", LOSSES, -4000000),
        ("The current account shows a deficit of EUR 4 million.", ACCOUNT, -4000000),
        ("There is a deficit on the account of EUR 4 million.", ACCOUNT, -4000000),
        ("The account shows a surplus of EUR 4 million.", ACCOUNT, 4000000),
        ("The account holds EUR 4 million.", ACCOUNT, 4000000),
    ],
)
def test_a_loss_is_below_zero_where_the_metric_counts_no_losses(sentence: str, metric: Metric, value: int) -> None:
    assert observed("2031-05-02", (figure("a", sentence, "EUR 4 million"), metric))["a"].value == value


def test_what_is_lost_of_counted_things_stays_a_count() -> None:
    members = Metric(id="members", title="Members", entity="ferries", unit="members", period="instant")
    said = figure("a", "Ostra Ferries lost 300 members.", "300 members", value=Decimal(300), unit="members")
    assert observed("2031-05-02", (said, members))["a"].value == 300


def test_a_range_below_zero_keeps_its_ends_in_order() -> None:
    said = figure("a", "It lost EUR 3 to 4 million.", "EUR 3 to 4 million", value=None, low=Decimal(3), high=Decimal(4))
    found = observed("2031-05-02", (said, RESULT))["a"]
    assert (found.low, found.high) == (-4, -3)


FISCAL = Metric(
    id="turnover", title="Turnover", entity="ferries", unit="EUR", period="fiscal-year", fiscal_year_start=7
)


@pytest.mark.parametrize(
    ("words", "given", "published", "first"),
    [
        ("in 2030/31", (2030, 4), "2031-08-02", date(2030, 7, 1)),
        ("in the 2030/31 season", (2030, 4), "2031-08-02", date(2030, 7, 1)),
        ("FY2031", (2030, 4), "2031-08-02", date(2030, 7, 1)),
        ("last financial year", (2031, 4), "2032-05-02", date(2030, 7, 1)),
        ("this financial year", (2032, 4), "2032-05-02", date(2031, 7, 1)),
        ("in the year to March 2031", (2030, 4), "2031-08-02", date(2030, 4, 1)),
    ],
)
def test_a_fiscal_year_without_months_is_the_metrics_own(
    words: str, given: tuple[int, int], published: str, first: date
) -> None:
    start, end = date(*given, 1), date(given[0] + 1, 3, 31)
    said = figure("a", "EUR 4 million", "EUR 4 million", period_start=start, period_end=end, period_text=words)
    assert observed(published, (said, FISCAL))["a"].period_start == first


def test_the_period_of_the_other_figures_is_lent_to_one_without() -> None:
    year = {"period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31)}
    before = {"period_start": date(2029, 1, 1), "period_end": date(2029, 12, 31)}
    dated = figure("dated", "A result of EUR 4 million.", "EUR 4 million", **year)
    without = figure("without", "An account of EUR 4 million.", "EUR 4 million")
    found = observed("2031-12-02", (dated, RESULT), (without, ACCOUNT))
    assert found["without"].period_end == date(2030, 12, 31)
    assert observed("2032-05-02", (dated, RESULT), (without, ACCOUNT))["without"].period_end is None, "long over"
    line = figure("line", "A result of EUR 4 million.", "EUR 4 million", entity="harbour-line", **year)
    assert observed("2031-12-02", (line, RESULT), (without, ACCOUNT))["without"].period_end == date(2030, 12, 31)
    trams = figure("trams", "A result of EUR 4 million.", "EUR 4 million", entity="trams", **year)
    assert observed("2031-12-02", (trams, RESULT), (without, ACCOUNT))["without"].period_end is None
    two = figure("two", "A result of EUR 4 million.", "EUR 4 million", **before)
    assert observed("2032-12-30", (dated, RESULT), (two, RESULT), (without, ACCOUNT))["without"].period_end is None
    assert observed("2031-05-02", (dated, RESULT), (two, RESULT), (without, ACCOUNT))["without"].period_end == date(
        2030, 12, 31
    ), "of two years the last complete one is meant"


def test_no_period_is_lent_where_the_article_has_a_figure_for_it_or_only_compares() -> None:
    year = {"period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31)}
    dated = figure("dated", "A result of EUR 4 million.", "EUR 4 million", **year)
    other = figure("other", "A usual result of EUR 9 million.", "EUR 9 million", value=Decimal(9000000))
    assert observed("2031-05-02", (dated, RESULT), (other, RESULT))["other"].period_end is None
    compared = figure("compared", "From EUR 4 million.", "EUR 4 million", compared=True)
    assert observed("2031-05-02", (dated, RESULT), (compared, ACCOUNT))["compared"].period_end is None


OCCUPANCY = Metric(id="let", title="Cabins let", entity="ferries", unit="%", period="instant")


@pytest.mark.parametrize(
    ("sentence", "now"),
    [
        ("Occupancy rose to 72%.", True),
        ("Ostra Ferries cut its occupancy to 72%.", True),
        ("Occupancy has fallen back to about 72%.", True),
        ("Occupancy had risen to 72%.", False),
        ("Ostra Ferries, 72% let, is on the river.", False),
    ],
)
def test_a_stock_that_moved_to_a_figure_is_of_the_day_it_is_told(sentence: str, now: bool) -> None:
    said = figure("a", sentence, "72%", value=Decimal(72), unit="%")
    found = observed("2031-05-02", (said, OCCUPANCY))["a"]
    assert found.period_end == (date(2031, 5, 2) if now else None)
    assert observed("2031-05", (said, OCCUPANCY))["a"].period_end is None, "no day is known"


MEMBERS = Metric(id="members", title="Members", entity="ferries", unit="members", period="instant")


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Ostra Ferries ended 2030 with 40 members.", False),
        ("Ostra Ferries had 40 members in 2030.", False),
        ("In 2030 some 40 members joined.", True),
        ("Ostra Ferries has welcomed 40 members in 2030.", True),
    ],
)
def test_a_stock_told_for_a_year_is_of_its_end_unless_the_words_say_what_came_in_it(sentence: str, span: bool) -> None:
    year = {"period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31), "period_text": "2030"}
    said = figure("a", sentence, "40 members", value=Decimal(40), unit="members", noun="members", **year)
    found = observed("2031-05-02", (said, MEMBERS))["a"]
    assert (found.period_start == found.period_end) is not span


def test_a_period_in_a_figures_own_words_is_not_shared_by_one_that_inherits_it() -> None:
    year = {"period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31)}
    dated = figure("dated", "A result of EUR 4 million in 2030.", "EUR 4 million", **year)
    other = figure("other", "A result of EUR 9 million.", "EUR 9 million", value=Decimal(9000000))
    borrowed = other.model_copy(update={"period_basis": "inherited"} | year)
    found = observed("2031-05-02", (dated, RESULT), (borrowed, RESULT))
    assert (found["dated"].period_end, found["other"].period_end) == (date(2030, 12, 31), None)
    assert observed("2031-05-02", (borrowed, RESULT))["other"].period_end == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("quote", "unit", "metric_unit", "text", "found"),
    [
        ("188 million kroner", "DKK", "NOK", "", "NOK"),
        ("188 million Danish kroner", "DKK", "NOK", "", "DKK"),
        ("188 million kroner", "DKK", "SEK", "", "DKK"),
        ("$5 million", "USD", "AUD", "It paid $5 million.", "AUD"),
        ("$5 million", "USD", "AUD", "It paid $5 million and A$2 million.", "USD"),
        ("US$5 million", "USD", "AUD", "It paid US$5 million.", "USD"),
        ("$5 million", "USD", "EUR", "It paid $5 million.", "USD"),
    ],
)
def test_a_shared_name_of_currencies_means_the_metrics_where_nothing_says_otherwise(
    quote: str, unit: str, metric_unit: str, text: str, found: str
) -> None:
    metric = Metric(id="fares", title="Fares", entity="ferries", unit=metric_unit, period="year")
    article = Article(
        article_id="art", name="a", source_id="folder", text=text or quote, published=Published.read("2031", "record")
    )
    said = figure("a", f"It took {quote}.", quote, unit=unit)
    match = Match(fact_id="a", metric_id="fares")
    (made,) = observe_article(article, [said], [match], {"fares": metric}, [], ENTITIES)
    assert made.unit == found


@pytest.mark.parametrize(
    ("quote", "value", "unit", "told"),
    [("1.25 GW", "1.25", "GW", "1250"), ("900 MW", "900", "MW", "900"), ("80 kW", "80", "kW", "0.08")],
)
def test_a_multiple_of_the_metrics_unit_is_told_in_it(quote: str, value: str, unit: str, told: str) -> None:
    power = Metric(
        id="power", title="Power", entity="ferries", unit="MW", period="instant", match=MatchRule(near=("power",))
    )
    said = figure("power", f"Its power is {quote}.", quote, value=Decimal(value), step=Decimal("0.01"), unit=unit)
    one = observed("2031-06-18", (said, power))["power"]
    assert one.step is not None
    assert (one.value, one.unit) == (Decimal(told), "MW")
    assert one.step / Decimal("0.01") == Decimal(told) / Decimal(value)
