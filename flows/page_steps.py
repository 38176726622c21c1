"""Steps that read kept pages again."""

from datetime import datetime
from typing import NamedTuple

from fetching.page_store import Headers, PageLost, read_kept_page
from flows.console import Fault
from flows.fetch_steps import pages_folder
from flows.published import read_rows
from flows.settings import Settings

FIND = """
SELECT p.url, p.final_url, p.fetched_at, p.warc_file, p.warc_offset
FROM data.pages p LEFT JOIN data.articles a ON a.page_id = p.page_id
WHERE p.page_id = ? OR a.article_id = ? OR p.url = ? OR p.final_url = ? OR a.url = ?
ORDER BY p.fetched_at DESC LIMIT 1
"""


class Original(NamedTuple):
    """A page as it came."""

    url: str
    final_url: str
    fetched_at: datetime
    headers: Headers
    body: bytes


def kept_page(settings: Settings, asked: str) -> Original:
    """The newest page kept of an article, page or address; a Fault where there is none, or it cannot be read."""
    rows = read_rows(settings.home, FIND, (asked,) * 5)
    if not rows:
        raise Fault(
            f"no page is kept of {asked!r}; articles from files have none, `figurewatch explain` shows what is known"
        )
    (row,) = rows
    try:
        kept = read_kept_page(pages_folder(settings.home), row["warc_file"], row["warc_offset"])
    except PageLost as error:
        raise Fault(str(error)) from error
    return Original(row["url"], row["final_url"], row["fetched_at"], kept.headers, kept.body)
