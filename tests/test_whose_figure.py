"""Each figure of tests/cases/attribution.yaml belongs to whom a reader would say."""

from pathlib import Path

import pytest
import yaml

from extraction import Lexicon, extract
from fetching.furniture import furniture
from schemas.article import Article
from schemas.catalogue import Entity, Publisher, UnitDefinition
from schemas.published import Published

DATA = yaml.safe_load((Path(__file__).parent / "cases" / "attribution.yaml").read_text("utf-8"))
LEXICON = Lexicon.of(
    [Entity.model_validate(row, strict=False) for row in DATA["entities"]],
    [UnitDefinition.model_validate(row, strict=False) for row in DATA["units"]],
    [Publisher.model_validate(row, strict=False) for row in DATA["publishers"]],
)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["text"][:60].strip())
def test_figure_belongs_to_its_owner(case):
    text = case["text"].strip()
    article = Article.identified(
        name="case",
        source_id="cases",
        title=case.get("title"),
        publisher=case.get("publisher"),
        text=text,
        published=Published.read("2025-06-18", "record"),
        furniture=furniture(text, case.get("title")),
    )
    facts = extract(article, LEXICON).facts
    owners = {q: next((f.entity for f in facts if q in f.quote), "no such fact") for q in case["owners"]}
    assert owners == case["owners"]
