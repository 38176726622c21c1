"""The step that finds which articles are copies of one text."""

from collections.abc import Sequence

from schemas.article import Article
from tracking.copies import COPY, sketch_of, stories_of
from warehouse.copies import copies_of, loaded_without_sketch, record_sketches, without_sketch
from warehouse.ledger import Ledger

AT_A_TIME = 500


def find_stories(ledger: Ledger, articles: Sequence[Article]) -> dict[str, str]:
    """The story of each of the articles that has copies, and of the loaded ones that these are copies of.

    Sketches of texts are made once, and kept; those of a ledger from before there were any, when they are first needed.
    """
    record_sketches(ledger, map(sketch_of, without_sketch(ledger, articles)))
    while older := loaded_without_sketch(ledger, AT_A_TIME):
        record_sketches(ledger, map(sketch_of, older))
    newest = {one.article_id: one for one in sorted(articles, key=lambda one: one.revision)}
    return stories_of(copies_of(ledger, newest, COPY))
