"""A news site on this machine: pages that can be put up, edited and taken down, with validators like a real one."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = tuple[int, dict[str, str], bytes]


def article_page(title: str, published: str, *paragraphs: str) -> str:
    """A page as newsrooms serve them."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{published}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
{body}
</article><footer>© 2031 Coast Herald</footer></body></html>"""


def feed(site: str, *items: tuple[str, str, str]) -> str:
    """An RSS feed of (path, title, date as RFC 822)."""
    entries = "".join(
        f"<item><title>{title}</title><link>{site}{path}</link><pubDate>{date}</pubDate></item>"
        for path, title, date in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'


class NewsSite:
    """The pages by path, and the requests they got."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, int]] = []
        """Path and status of every request, in order."""
        self.place = f"127.0.0.1:{server.server_address[1]}"
        self.url = f"http://{self.place}"

    def put(self, path: str, text: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        """Puts a page up, or another in its place."""
        body = text.encode() if isinstance(text, str) else text
        headers = {"Content-Type": kind, "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
        self.pages[path] = (status, headers, body)

    def counted(self) -> Counter[int]:
        """How many requests were answered with each status since the last call; robots.txt left out."""
        counts = Counter(status for path, status in self.asked if path != "/robots.txt")
        self.asked.clear()
        return counts


@contextmanager
def news_site(pages: Mapping[str, Any] | None = None) -> Iterator[NewsSite]:
    """A running site; `pages` are put up before it starts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = site.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"not here"))
            if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag"):
                status, body = 304, b""
            site.asked.append((self.path, status))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = NewsSite(server)
    for path, text in (pages or {}).items():
        site.put(path, text)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
