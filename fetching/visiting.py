"""One visit to one source: its lists, then the articles they lead to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from fetching.collecting import Collector
from fetching.downloading import Answer, Downloader
from fetching.page_store import PageWriter
from fetching.parsers import Parsers, Sheet
from fetching.reading_lists import read_list
from fetching.resting import next_visit
from schemas import ids
from schemas.acquisition import Failure, Haul, Link, Page, Plan, Request, Visit
from schemas.article import Article
from schemas.source import Source


class Assignment(NamedTuple):
    """A source to visit: all that is new, or with `since` what was published from that day on, up to `until`."""

    source: Source
    plan: Plan
    since: date | None = None
    until: date | None = None


class Desk(NamedTuple):
    """What all visits of a run share."""

    download: Downloader
    writer: PageWriter
    parsers: Parsers
    collector: Collector
    now: datetime
    taken: set[str]
    """Addresses that were asked for, by any visit of this run or by an earlier one: shared articles come once."""


@dataclass
class _Tally:
    requests: int = 0
    wire_bytes: int = 0
    listed: int | None = None
    links: int = 0
    articles: int = 0
    list_trouble: Request | None = None
    failed: list[Request] = field(default_factory=list)


def _rows(answer: Answer, last: Request | None = None) -> tuple[Request, ...]:
    return (*answer.earlier, last or answer.request)


def _place(url: str) -> str:
    """The address as it is compared: a feed that goes over to https, or drops a slash, gives no new articles."""
    return url.partition("://")[2].rstrip("/")


def _newest_first(links: Sequence[Link]) -> list[Link]:
    """Links with a date by their date, before them those without in the order they were given."""
    dated = sorted((link.published.at, place) for place, link in enumerate(links) if link.published)
    undated = [link for link in links if not link.published]
    return [*undated, *(links[place] for _, place in reversed(dated))]


class _Visit:
    """The state of one visit while it goes on."""

    def __init__(self, assignment: Assignment, desk: Desk) -> None:
        self.source, self.plan = assignment.source, assignment.plan
        self.assignment, self.desk = assignment, desk
        self.tally = _Tally()

    async def _write_down(self, haul: Haul) -> None:
        self.tally.requests += len(haul.requests)
        self.tally.wire_bytes += sum(request.wire_bytes for request in haul.requests)
        self.tally.links += len(haul.links)
        self.tally.articles += len(haul.articles)
        await self.desk.collector.add(haul)

    def _wanted(self, link: Link) -> bool:
        until = self.assignment.until
        return not (until and link.published and link.published.first_day > until)

    async def new_links(self) -> list[Link]:
        """The links of the source's lists that the ledger does not have; recorded before any is followed."""
        assert self.source.url is not None
        have = {_place(url) for url in self.plan.known}
        have |= {_place(link.url) for link in (*self.plan.pending, *self.plan.due_again)}
        lists, read = deque([self.source.url]), {self.source.url}
        found: dict[str, Link] = {}
        # An index of sitemaps is read besides the sitemaps that it names.
        left = self.source.paging.max_pages + (self.source.type == "sitemap")
        while lists and left:
            left -= 1
            url = lists.popleft()
            answer = await self.desk.download.get(url, self.source, "list", self.plan.validators.get(url))
            request, fresh = answer.request, []
            if answer.body is not None:
                listing = read_list(
                    self.source,
                    request.final_url or url,
                    answer.body,
                    answer.content_type,
                    answer.charset,
                    self.assignment.since,
                )
                if listing.problem:
                    failure, error, detail = listing.problem
                    request = request.model_copy(update={"failure": failure, "error": error, "detail": detail})
                elif listing.links or listing.older or not listing.further:
                    # An index of sitemaps says nothing itself, and those that it names may not have changed.
                    self.tally.listed = (self.tally.listed or 0) + len(listing.links) + len(listing.older)
                fresh = [one for one in listing.links if _place(one.url) not in have and self._wanted(one)]
                lists.extend(place for place in listing.further if place not in read)
                read.update(listing.further)
                found.update({link.url: link for link in fresh})
                have.update(_place(link.url) for link in fresh)
            if request.failure and (self.tally.list_trouble is None):
                self.tally.list_trouble = request
            await self._write_down(Haul(source_id=self.source.id, requests=_rows(answer, request), links=tuple(fresh)))
            if self.source.type == "listing" and answer.body is not None and not fresh:
                break
        return list(found.values())

    async def take(self, link: Link) -> None:
        """Downloads and parses one article, and writes down what came of it."""
        known = self.plan.validators.get(link.url)
        answer = await self.desk.download.get(link.url, self.source, "article", known)
        request = answer.request
        pages: tuple[Page, ...] = ()
        articles: tuple[Article, ...] = ()
        if answer.body is not None and request.sha256 and not (known and known.sha256 == request.sha256):
            page = ids.page_id(link.url, request.sha256)
            url = request.final_url or link.url
            sheet = Sheet(
                page, url, answer.body, answer.content_type, answer.charset, self.source, link, request.requested_at
            )
            parsed = await self.desk.parsers.parse(sheet)
            request = request.model_copy(
                update={"failure": parsed.failure, "error": parsed.error, "detail": parsed.detail}
            )
            articles = (parsed.article,) if parsed.article else ()
            if parsed.article or parsed.failure:
                pages = (self._kept(page, link.url, url, answer),)
        if request.failure:
            self.tally.failed.append(request)
        rows = _rows(answer, request)
        await self._write_down(Haul(source_id=self.source.id, requests=rows, pages=pages, articles=articles))

    def _kept(self, page: str, url: str, final_url: str, answer: Answer) -> Page:
        request, body = answer.request, answer.body or b""
        file, offset = self.desk.writer.write(
            final_url, request.status or 200, answer.headers, body, request.requested_at
        )
        return Page(
            page_id=page,
            source_id=self.source.id,
            url=url,
            final_url=final_url,
            fetched_at=request.requested_at,
            status=request.status or 200,
            content_type=answer.content_type,
            charset=answer.charset,
            sha256=request.sha256 or "",
            body_bytes=len(body),
            warc_file=file,
            warc_offset=offset,
        )

    async def take_all(self, links: Sequence[Link]) -> None:
        """Takes every link; hosts side by side, each host by as many requests as the source allows."""
        by_host: dict[str, deque[Link]] = defaultdict(deque)
        fresh = [link for link in links if link.url not in self.desk.taken]
        self.desk.taken.update(link.url for link in fresh)
        for link in fresh:
            by_host[urlsplit(link.url).netloc].append(link)

        async def work(waiting: deque[Link]) -> None:
            while waiting:
                await self.take(waiting.popleft())

        async with asyncio.TaskGroup() as group:
            for waiting in by_host.values():
                for _ in range(min(self.source.politeness.concurrency, len(waiting))):
                    group.create_task(work(waiting))

    def ended(self) -> Visit:
        """How it went."""
        tally = self.tally
        trouble = tally.list_trouble if self.source.type != "page" else next(iter(tally.failed), None)
        failure: Failure | None = trouble.failure if trouble else None
        wakes = (
            next_visit(failure, self.plan.failures_in_a_row, trouble.retry_at, self.desk.now)
            if trouble and failure
            else None
        )
        return Visit(
            source_id=self.source.id,
            visited_at=self.desk.now,
            state="failed" if failure else "ok" if tally.articles else "unchanged",
            failure=failure,
            error=f"{trouble.error}: {trouble.detail}" if trouble else None,
            requests=tally.requests,
            wire_bytes=tally.wire_bytes,
            listed=tally.listed,
            links=tally.links,
            articles=tally.articles,
            next_visit_at=wakes,
        )


async def visit(assignment: Assignment, desk: Desk) -> Visit:
    """How the visit to one source went; what it brought in has been written down."""
    one = _Visit(assignment, desk)
    source, plan = assignment.source, assignment.plan
    if source.type == "page":
        assert source.url is not None
        await one.take(Link(source_id=source.id, url=source.url))
    else:
        fresh = await one.new_links()
        chosen = _newest_first([*fresh, *plan.pending])[: source.max_articles]
        await one.take_all([*chosen, *plan.due_again])
    return one.ended()
