"""Copies of one text: the same words, or nearly all of a shorter text in a longer one, within a month."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from zlib import crc32

from schemas.article import Article

COPIED_WITHIN = timedelta(days=30)
WORD = re.compile(r"\w+")
RUN = 5
"""Words to a shingle."""
KEPT = 4
"""One shingle in so many is compared, the same ones in every text."""
FEWEST = 8
"""A text with fewer of these is only compared whole: two short reports of one figure are easily alike."""
ALIKE = 0.7
COMMON = 50
"""A shingle of so many texts is furniture, and says nothing."""


def stories_of(articles: Iterable[Article]) -> dict[str, str]:
    """The story of each article that has copies: the id of the first published of them; of others there is no entry.

    Copies are connected: where B is a copy of A, and C of B, all three are one story. The last of several records of
    one article counts.
    """
    newest = {article.article_id: article for article in sorted(articles, key=lambda one: one.revision)}
    words = {key: WORD.findall(article.text.casefold()) for key, article in newest.items()}
    leader = {key: key for key in newest}

    def lead(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    def place(key: str) -> tuple[str, str]:
        published = newest[key].published
        return published.at.isoformat() if published else "", key

    for one, other in sorted(_pairs(words)):
        if _near_in_time(newest[one], newest[other]):
            first, second = sorted((lead(one), lead(other)), key=place)
            leader[second] = first
    sizes = Counter(lead(key) for key in newest)
    return {key: lead(key) for key in newest if sizes[lead(key)] > 1}


def _pairs(words: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """The pairs of texts that are the same, or overlap enough."""
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    having: dict[int, list[str]] = defaultdict(list)
    kept: dict[str, set[int]] = {}
    for key, said in words.items():
        same[tuple(said)].append(key)
        kept[key] = _shingles(said)
        for shingle in kept[key]:
            having[shingle].append(key)
    pairs = {(keys[0], other) for keys in same.values() for other in keys[1:]}
    shared: Counter[tuple[str, str]] = Counter()
    for keys in having.values():
        if 1 < len(keys) <= COMMON:
            ordered = sorted(keys)
            shared.update((one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :])
    for (one, other), count in shared.items():
        fewer = min(len(kept[one]), len(kept[other]))
        if fewer >= FEWEST and count >= ALIKE * fewer:
            pairs.add((one, other))
    return pairs


def _shingles(words: list[str]) -> set[int]:
    runs = (crc32(" ".join(words[place : place + RUN]).encode()) for place in range(len(words) - RUN + 1))
    return {run for run in runs if run % KEPT == 0}


def _near_in_time(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None:
        return False
    return abs(one.published.at - other.published.at) <= COPIED_WITHIN
