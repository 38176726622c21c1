"""Copies of one text: the same words, or nearly all of a shorter text in a longer one, within a month."""

import re
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from zlib import crc32

from schemas.article import Article
from schemas.sketch import CopyPair, Dated, Likeness, Sketch

COPY = Likeness(shared=0.7, fewest=8, common=50, within=timedelta(days=30))
"""Two short reports of one figure are easily alike, and a shingle of very many texts is furniture."""
WORD = re.compile(r"\w+")
RUN = 5
"""Words to a shingle."""
KEPT = 4
"""One shingle in so many is compared, the same ones in every text. Another number here, or above, asks for new sketches
of all that is stored: a migration that empties their table."""


def sketch_of(article: Article) -> Sketch:
    """What of the article's text is compared with others."""
    words = WORD.findall(article.text.casefold())
    runs = (crc32(" ".join(words[place : place + RUN]).encode()) for place in range(len(words) - RUN + 1))
    return Sketch(
        article_id=article.article_id,
        revision=article.revision,
        words=sha256(" ".join(words).encode()).hexdigest(),
        shingles=tuple(sorted({run for run in runs if run % KEPT == 0})),
    )


def stories_of(copies: Iterable[CopyPair]) -> dict[str, str]:
    """The story of each article that has copies: the id of the first published of them; of others there is no entry.

    Copies are connected: where B is a copy of A, and C of B, all three are one story.
    """
    leader: dict[Dated, Dated] = {}

    def lead(one: Dated) -> Dated:
        while (above := leader.setdefault(one, one)) != one:
            leader[one] = leader[above]
            one = above
        return one

    for one, other in copies:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    return {one.article_id: lead(one).article_id for one in list(leader)}
