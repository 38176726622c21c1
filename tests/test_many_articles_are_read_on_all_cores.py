"""However many processes read the articles, the figures are the same, in the same order."""

import os

import pytest
from newsroom import NOW, article, written

from fetching.articles import to_article
from fetching.files import parse_record
from flows import reading_steps
from flows.opening import open_catalogue


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core only: everything is read in one process")
def test_many_articles_give_the_figures_that_they_give_one_by_one(tmp_path, monkeypatch):
    catalogue = open_catalogue(written(tmp_path / "catalogue"))
    texts = [f"The Dale Co-op now runs {40 + n} shops. Ostra Ferries has {3 + n} ships." for n in range(60)]
    records = [parse_record(article(f"news-{n}", "2031-09-01", text)) for n, text in enumerate(texts)]
    articles = [to_article(r, catalogue.publishers, name="x", source_id="s", seen_at=NOW) for r in records]
    alone = reading_steps.read_figures(articles, catalogue)
    monkeypatch.setattr(reading_steps, "MANY", 50)
    assert reading_steps.read_figures(articles, catalogue) == alone
    assert len(alone.observations) == 120
