"""Pages parsed on all cores: worker processes that start with the first page and end with the visit."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from types import TracebackType
from typing import NamedTuple, Self

from fetching.articles import seen_now, to_article
from fetching.html import NoArticle, parse_page
from fetching.keeping import is_kept
from fetching.workers import worker_pool
from schemas.acquisition import Failure, Link
from schemas.article import Article
from schemas.catalogue import Publisher
from schemas.source import Source

LONGEST_S = 60
"""A page that takes longer to parse is given up; the slowest real ones take a second or two."""
PAGES_BETWEEN_RESETS = 200


class Sheet(NamedTuple):
    """A page to parse, with what is known of it."""

    page_id: str
    url: str
    body: bytes
    content_type: str | None
    charset: str | None
    source: Source
    link: Link
    fetched_at: datetime


class Parsed(NamedTuple):
    """The article of a page; or why there is none: it is of no use, or not wanted (`failure` is None)."""

    article: Article | None = None
    failure: Failure | None = None
    error: str | None = None
    detail: str | None = None


_publishers: tuple[Publisher, ...] = ()
_parsed = 0


def _start(publishers: tuple[Publisher, ...]) -> None:
    global _publishers  # noqa: PLW0603 - what a worker process is given once, at its start
    _publishers = publishers


def parse_sheet(sheet: Sheet, publishers: tuple[Publisher, ...]) -> Parsed:
    """The article of a page of a source, as it is kept."""
    source = sheet.source
    try:
        page = parse_page(
            sheet.body,
            sheet.url,
            charset=sheet.charset,
            content_type=sheet.content_type,
            hint=sheet.link,
            time_zone=source.time_zone,
            seen_at=sheet.fetched_at,
        )
    except NoArticle as error:
        return Parsed(None, error.failure, error.error, error.detail)
    record = page.record
    if not is_kept(source.keep, record.title, record.text):
        return Parsed(detail="no word of `keep`")
    article = to_article(
        record.model_copy(update={"language": record.language or source.language}),
        publishers,
        name=record.url or sheet.link.url,
        source_id=source.id,
        seen_at=sheet.fetched_at,
        published=seen_now(sheet.fetched_at) if source.type == "page" else page.published,
    )
    own: dict[str, str | None] = {"page_id": sheet.page_id, "url": article.url or sheet.link.url}
    if article.publisher_id is None and source.publisher:
        own["publisher_id"] = source.publisher
    article = article.model_copy(update=own)
    return Parsed(article, detail=page.caution.detail if page.caution else None)


def _parse(sheet: Sheet) -> Parsed:
    global _parsed  # noqa: PLW0603 - counts what this worker process has done
    _parsed += 1
    if _parsed % PAGES_BETWEEN_RESETS == 0:
        from trafilatura.meta import reset_caches

        reset_caches()
    return parse_sheet(sheet, _publishers)


class Parsers:
    """Parses pages in worker processes; one that dies or hangs costs its page and no other."""

    def __init__(self, publishers: tuple[Publisher, ...], workers: int) -> None:
        self.publishers, self.workers = publishers, workers
        self._pool: ProcessPoolExecutor | None = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = worker_pool(self.workers, _start, self.publishers)
        return self._pool

    def _give_up(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is pool:
            self._pool = None
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)

    async def parse(self, sheet: Sheet) -> Parsed:
        """What a page comes to; never raises for what is in it."""
        for last_try in (False, True):
            pool = self._running()
            try:
                return await asyncio.wait_for(asyncio.wrap_future(pool.submit(_parse, sheet)), LONGEST_S)
            except TimeoutError:
                self._give_up(pool)
                return Parsed(None, "soft", "parser too slow", f"not parsed in {LONGEST_S} s; look at the page")
            except (BrokenProcessPool, asyncio.CancelledError) as error:
                if isinstance(error, asyncio.CancelledError) and self._pool is pool:
                    raise
                self._give_up(pool)
                if last_try:
                    return Parsed(None, "soft", "parser died", "the page kills the parser; look at the page")
        raise AssertionError("the second try always answers")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
