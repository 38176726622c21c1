"""Kept pages through today's parser."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fetching.page_store import PageLost, read_kept_page
from fetching.parsers import Parsed, Parsers, Sheet
from schemas.acquisition import Link, Page
from schemas.catalogue import Publisher
from schemas.source import Keep, Source

PART = 100
"""So many pages at a time; those that wait for a worker are not read from their file yet."""


class ToParse(NamedTuple):
    """A kept page, with the source and the link that it came by."""

    page: Page
    link: Link
    source: Source


def parse_again(
    pages: Sequence[ToParse], folder: Path, publishers: tuple[Publisher, ...], workers: int = 2
) -> Iterator[Parsed]:
    """What each page comes to today, in order; never raises for what is in it, or for a page that is lost.

    What is kept was decided when the page was fetched, so that `keep` of its source counts for nothing here.
    """
    with Parsers(publishers, workers) as parsers:
        for first in range(0, len(pages), PART):
            yield from asyncio.run(_parse_part(pages[first : first + PART], folder, parsers))


async def _parse_part(part: Sequence[ToParse], folder: Path, parsers: Parsers) -> list[Parsed]:
    places = asyncio.Semaphore(2 * parsers.workers)

    async def parse(one: ToParse) -> Parsed:
        async with places:
            return await _parse(one, folder, parsers)

    return await asyncio.gather(*(parse(one) for one in part))


async def _parse(one: ToParse, folder: Path, parsers: Parsers) -> Parsed:
    page = one.page
    try:
        kept = read_kept_page(folder, page.warc_file, page.warc_offset)
    except PageLost as error:
        return Parsed(None, "hard", "page lost", str(error))
    source = one.source.model_copy(update={"keep": Keep()})
    sheet = Sheet(
        page.page_id, page.final_url, kept.body, page.content_type, page.charset, source, one.link, page.fetched_at
    )
    return await parsers.parse(sheet)
