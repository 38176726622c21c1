"""Steps that read again what is stored: kept pages by today's parser, everything by today's extraction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from fetching.parsers import Parsed
from fetching.reparsing import ToParse, parse_again
from flows.fact_differences import Difference, differences
from flows.faults import as_faults
from flows.fetch_steps import pages_folder
from flows.ledger_steps import catalogue_digest
from flows.parts import Recording
from flows.reading_steps import Figures
from flows.settings import Settings
from schemas.article import Article, RevisionKey
from schemas.catalogue import Catalogue
from schemas.fact import Fact
from schemas.record import Record
from warehouse.known import last_catalogue
from warehouse.ledger import open_ledger
from warehouse.recording import start_run
from warehouse.rereading import stored_articles, stored_pages, unfinished_articles

METADATA = ("title", "author", "publisher_id", "publisher", "language", "published")


class Reread(NamedTuple):
    """A stored article, and the same as today's parser gives it."""

    before: Article
    facts: list[Fact]
    after: Article
    from_page: bool
    trouble: str | None = None


class Outcome(Record):
    """What reading everything again came to."""

    articles: int = 0
    from_pages: int = 0
    """Those whose page was parsed again; of the others the stored text was read."""
    texts_changed: tuple[str, ...] = ()
    """Ids of articles whose page gives another text."""
    metadata_changed: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By article, each changed field with its old and new value."""
    differences: tuple[Difference, ...] = ()
    troubles: dict[str, str] = Field(default_factory=dict)
    """By article, why its page could not be used; its stored text was read instead."""
    titles: dict[str, str] = Field(default_factory=dict)
    """Of the articles named above."""
    accepted: bool = False
    held: int = 0
    """Alerts that follow and wait for a person."""

    @property
    def counts(self) -> Counter[str]:
        """Facts gained, lost and changed."""
        return Counter(one.what for one in self.differences)


def reread_articles(catalogue: Catalogue, settings: Settings) -> list[Reread]:
    """Every stored article, those aside that the next run has yet to load, with what its page gives today."""
    with as_faults():
        unfinished = unfinished_articles(settings.home)
        stored = [one for one in stored_articles(settings.home) if one[0].article_id not in unfinished]
        pages = stored_pages(settings.home)
    sources = {source.id: source for source in catalogue.sources}
    asked = [
        (article.article_id, ToParse(kept.page, kept.link, sources[article.source_id]))
        for article, _ in stored
        if (kept := pages.get(article.article_id)) and article.source_id in sources
    ]
    parsed = dict(
        zip(
            (article_id for article_id, _ in asked),
            parse_again([page for _, page in asked], pages_folder(settings.home), catalogue.publishers),
            strict=True,
        )
    )
    return [_reread(article, facts, parsed.get(article.article_id)) for article, facts in stored]


def _reread(article: Article, facts: list[Fact], parsed: Parsed | None) -> Reread:
    if parsed is None:
        return Reread(article, facts, article, from_page=False)
    if parsed.article is None:
        return Reread(article, facts, article, False, f"{parsed.error}: {parsed.detail}")
    # An article stays the one it is, whatever address its page gives today.
    now = {name: getattr(parsed.article, name) for name in (*METADATA, "text", "furniture")}
    if now["text"] != article.text:
        now["revision"] = article.revision + 1
    return Reread(article, facts, article.model_copy(update=now), from_page=True)


def compare(read: Sequence[Reread], figures: Figures) -> Outcome:
    """What differs between what is stored and what is read today."""
    new: dict[str, list[Fact]] = {}
    for fact in figures.facts:
        new.setdefault(fact.article_id, []).append(fact)
    found = [one for r in read for one in differences(r.before.article_id, r.facts, new.get(r.before.article_id, ()))]
    texts = tuple(r.before.article_id for r in read if r.after.revision != r.before.revision)
    metadata = {r.before.article_id: changed for r in read if (changed := _changed_metadata(r.before, r.after))}
    troubles = {r.before.article_id: r.trouble for r in read if r.trouble}
    named = {*texts, *metadata, *troubles, *(one.article_id for one in found)}
    return Outcome(
        articles=len(read),
        from_pages=sum(r.from_page for r in read),
        texts_changed=texts,
        metadata_changed=metadata,
        differences=tuple(found),
        troubles=troubles,
        titles={r.after.article_id: r.after.title or r.after.name for r in read if r.after.article_id in named},
    )


def _changed_metadata(before: Article, after: Article) -> tuple[str, ...]:
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in METADATA]
    return tuple(f"{name}: {_shown(was)} -> {_shown(now)}" for name, was, now in pairs if was != now)


def _shown(value: object) -> str:
    at, basis = getattr(value, "at", None), getattr(value, "basis", None)
    return f"{at:%Y-%m-%d %H:%M} ({basis})" if isinstance(at, datetime) else str(value or "none")


def begin_reprocess(
    read: Sequence[Reread], catalogue: Catalogue, settings: Settings, run_id: str, now: datetime
) -> Recording:
    """Writes down that the run began; all its articles are put to work."""
    with open_ledger(settings.home, f"run {run_id}") as ledger:
        start_run(ledger, run_id, "reprocess", now)
        before, _ = last_catalogue(ledger)
    return Recording(
        new=0,
        revised=sum(r.after.revision != r.before.revision for r in read),
        known=sum(r.after.revision == r.before.revision for r in read),
        to_do=[RevisionKey(r.after.article_id, r.after.revision) for r in read],
        fresh=frozenset(r.after.article_id for r in read),
        catalogue_changed=before != catalogue_digest(catalogue),
        nothing_to_load=not read,
        digits={},
    )
