"""The sentences of tests/cases/matching.yaml: each figure goes to the metric a reader would give it, or to none."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article
from schemas.catalogue import Entity, Metric, UnitDefinition
from schemas.fact import Fact
from schemas.published import Published
from tracking.matching import Matcher, match
from tracking.words import found, lemma, lemmas, phrase

DATA = yaml.safe_load((Path(__file__).parent / "cases" / "matching.yaml").read_text(encoding="utf-8"))
ENTITIES = [Entity(**one) for one in DATA["entities"]]
METRICS = [Metric(**one) for one in DATA["metrics"]]
UNITS = [UnitDefinition(**one) for one in DATA["units"]]
MATCHER = Matcher.of(METRICS, ENTITIES, UNITS)


def fact(case: dict[str, Any]) -> Fact:
    start = case["sentence"].index(case["quote"])
    return Fact(
        fact_id="fact",
        article_id="article",
        revision=1,
        quote=case["quote"],
        start=start + 100,
        end=start + 100 + len(case["quote"]),
        sentence=case["sentence"],
        sentence_start=100,
        clause=case.get("clause", ""),
        value=Decimal(1),
        unit=case["unit"],
        noun=case["noun"],
        measure=case.get("measure", ""),
        entity=case["entity"],
        role=case.get("role", "level"),
        kind=case.get("kind", "actual"),
        period_start=case.get("start") and date.fromisoformat(str(case["start"])),
        period_end=case.get("end") and date.fromisoformat(str(case["end"])),
        period_text=case.get("words"),
        period_basis="stated" if "end" in case else "none",
        compared=case.get("compared", False),
        reasons=tuple(case.get("reasons", ())),
        confidence=1.0,
    )


def article(case: dict[str, Any]) -> Article | None:
    """The article of a case that says what stands before its sentence, or when it was published."""
    if "before" not in case and "published" not in case:
        return None
    text = case.get("before", "").ljust(100) + case["sentence"]
    published = Published.read(str(case["published"]), "record") if "published" in case else None
    return Article(article_id="article", name="article", source_id="folder", text=text, published=published)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{case['quote']} in {case['sentence'][:40]}")
def test_sentence_goes_to_its_metric(case: dict[str, Any]) -> None:
    found_match = MATCHER.match(fact(case), article(case))
    assert (found_match.metric_id, found_match.in_scope) == (case["metric"], case.get("in_scope", True)), found_match
    assert found_match.reasons or found_match.metric_id is None
    assert any(case.get("missing", "") in miss for miss in (*found_match.near_misses, ""))


def test_order_of_the_catalogue_does_not_matter() -> None:
    facts = [fact(case) for case in DATA["cases"] if "before" not in case]
    turned = match(facts, METRICS[::-1], ENTITIES[::-1], UNITS[::-1])
    assert turned == [MATCHER.match(one) for one in facts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("companies", "company"),
        ("Invested", "invest"),
        ("storing", "stores"),
        ("committed", "commit"),
        ("children", "child"),
        ("women", "Woman"),
        ("theses", "thesis"),
        ("start-ups", "startup"),
        ("people", "person"),
        ("criteria", "criterion"),
        ("agreed", "agrees"),
    ],
)
def test_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert phrase(one) == phrase(other)


@pytest.mark.parametrize(
    ("one", "other"), [("news", "new"), ("bed", "bee"), ("species", "spec"), ("bus", "but"), ("thing", "th")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert lemma(one) != lemma(other)


@pytest.mark.parametrize("text", ["an investment", "its investors", "invested", "investing"])
def test_a_root_is_found_in_what_is_made_from_it(text: str) -> None:
    assert found(phrase("invest"), lemmas(text), derived=True)


@pytest.mark.parametrize(
    ("root", "text"), [("list", "a listless day"), ("art", "this article"), ("plan", "a planet"), ("rank", "rankle")]
)
def test_a_root_is_not_found_in_words_that_only_begin_alike(root: str, text: str) -> None:
    assert not found(phrase(root), lemmas(text), derived=True)


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=80), st.one_of(st.none(), st.text(max_size=30)))
def test_any_text_has_a_match_or_none(before: str, quote: str, after: str, noun: str | None) -> None:
    case = {"sentence": before + quote + after, "quote": quote, "noun": noun, "unit": "firms", "entity": "quayside"}
    assert MATCHER.match(fact(case)).metric_id in (None, "tenants", "graduates", "startups")
