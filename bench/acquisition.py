"""Fetching many pages: CPU of download, parse, extract and load beside trafilatura alone on the same pages, and memory.

usage: acquisition.py [FOLDER_OF_HTML_GZ] [PAGES]

The pages (gzip files, as *.html.gz) are served by a local server on many hosts, each page under addresses of its own
with its number in the text, so that no two are the same. Without a folder the pages are ones made up here.
"""

import gzip
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOSTS = 50
TARGET = 2.0
PARAGRAPH = (
    "<p>The company said on Tuesday that revenue rose 12 per cent to US$4.2 billion in the first half, from US$3.75"
    " billion a year earlier, and that it had opened 28 shops in {place}. Its chief executive told reporters that the"
    " order book was the strongest for five years, with more than 160 ships to be built by 2030.</p>"
)
PLACES = ("Oslo", "Lima", "Perth", "Quito", "Turin", "Osaka", "Leeds", "Accra", "Dakar", "Hanoi")


def made_up() -> list[bytes]:
    """Pages of the size of real ones: an article among navigation, scripts and related links."""
    links = "".join(f'<li><a href="/topic/{n}">Topic number {n} of the day</a></li>' for n in range(150))
    script = "<script>" + "var settings = {tracking: true, slots: [1, 2, 3]};" * 300 + "</script>"
    pages = []
    for number in range(40):
        text = "".join(PARAGRAPH.format(place=PLACES[(number + line) % len(PLACES)]) for line in range(6 + number % 14))
        pages.append(
            f"<!doctype html><html><head><title>Story {number}</title>{script}</head><body><nav><ul>{links}</ul></nav>"
            f"<article><h1>Story {number}</h1>{text}</article><aside><ul>{links}</ul></aside></body></html>".encode()
        )
    return pages


def read_pages(folder: Path | None) -> list[bytes]:
    """The pages to serve."""
    if folder is None:
        return made_up()
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]


def serve(bodies: list[bytes], count: int, ready: "multiprocessing.Queue[int]") -> None:
    """A server in a process of its own, so that its CPU is not counted: /list/HOST and /page/NUMBER."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, _, name = self.path.strip("/").partition("/")
            if kind == "page":
                number = int(name)
                body = bodies[number % len(bodies)].replace(b"</title>", f" {number}</title>".encode(), 1)
                body = body.replace(b"</p>", f" Item {number} of the day.</p>".encode(), 1)
                content = "text/html"
            elif kind == "list":
                base = f"http://{self.headers['Host']}"
                items = "".join(
                    f"<item><title>{n}</title><link>{base}/page/{n}</link></item>"
                    for n in range(int(name), count, HOSTS)
                )
                body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()
                content = "application/rss+xml"
            else:
                body, content = b"User-agent: *\nAllow: /\n", "text/plain"
            self.send_response(200)
            self.send_header("Content-Type", content)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 256

    server = Server(("0.0.0.0", 0), Handler)
    ready.put(server.server_address[1])
    server.serve_forever()


@contextmanager
def served(bodies: list[bytes], count: int) -> Iterator[tuple[int, int]]:
    """The port of a running server, and its process."""
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    process = multiprocessing.Process(target=serve, args=(bodies, count, ready), daemon=True)
    process.start()
    try:
        yield ready.get(timeout=30), process.pid or 0
    finally:
        process.terminate()
        process.join()


def cpu(server: int) -> float:
    """Seconds of processor time of this process and all it has started, the page server with that id left out."""
    times = os.times()
    seconds = times.user + times.system + times.children_user + times.children_system
    return seconds + sum(_used(pid) for pid in _descendants(os.getpid()) if pid != server)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the parent's id on; none for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1:]
    except OSError:
        return []


def _used(pid: int) -> float:
    fields = _stat(pid)
    return sum(map(int, fields[10:14])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _descendants(root: int) -> list[int]:
    parents = {
        int(p.name): fields[0] for p in Path("/proc").iterdir() if p.name.isdigit() and (fields := _stat(int(p.name)))
    }
    found = [root]
    for parent in found:
        found += [pid for pid, its_parent in parents.items() if int(its_parent) == parent]
    return found[1:]


def bare(bodies: list[bytes], count: int) -> float:
    """Seconds of CPU that trafilatura alone takes for `count` pages, metadata included."""
    import trafilatura

    sample = [bodies[number % len(bodies)] for number in range(min(count, 2 * len(bodies)))]
    trafilatura.bare_extraction(sample[0], with_metadata=True)
    started = time.process_time()
    for body in sample:
        trafilatura.bare_extraction(body, with_metadata=True)
    return (time.process_time() - started) * count / len(sample)


CATALOGUE = {
    "entities": "- {id: acme, name: Acme Shipping}\n",
    "metrics": "- {id: acme-ships, title: Ships, entity: acme, unit: ships, period: instant, match: {nouns: [ship]}}\n",
}


def whole(bodies: list[bytes], count: int) -> dict[str, float]:
    """CPU by stage, wall time and peak memory of one run over all hosts."""
    from flows.ingest_recipe import Order, ingest_recipe
    from flows.settings import Settings

    stages: dict[str, float] = {}

    with served(bodies, count) as (port, server), tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / "catalogue"
        catalogue.mkdir()
        hosts = [f"127.0.1.{number + 1}" for number in range(HOSTS)]
        sources = "".join(
            f"- {{id: host-{n}, type: feed, url: 'http://{host}:{port}/list/{n}', max_articles: 100000,"
            f" politeness: {{delay_s: 0}}}}\n"
            for n, host in enumerate(hosts)
        )
        for name, text in (CATALOGUE | {"sources": sources}).items():
            (catalogue / f"{name}.yaml").write_text(text)
        allow = ",".join(f"{host}:{port}" for host in hosts)
        settings = Settings(home=Path(folder) / "home", catalogue=catalogue, fetch_allow=allow)

        def step(name: str, work):  # noqa: ANN001, ANN202
            before = cpu(server)
            result = work()
            stages[name] = stages.get(name, 0) + cpu(server) - before
            return result

        stages["idle"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started, before = time.monotonic(), cpu(server)
        summary = ingest_recipe(Order(now=datetime.now(UTC)), settings, step)
        stages |= {"whole": cpu(server) - before, "wall": time.monotonic() - started}
    stages["articles"], stages["facts"] = summary.articles_new, summary.facts
    stages["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return stages


def measured(folder: Path | None, count: int, connection) -> None:  # noqa: ANN001
    """One run in a process of its own, so that its peak memory is its own."""
    connection.send(whole(read_pages(folder), count))


def in_own_process(folder: Path | None, count: int) -> dict[str, float]:
    """What `whole` gives, from a fresh process."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=measured, args=(folder, count, sender))
    process.start()
    result: dict[str, float] = receiver.recv()
    process.join()
    return result


def main() -> None:
    """Prints cost per stage, the ratio to trafilatura alone, and how memory grows with the number of pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    bodies = read_pages(folder)
    alone = bare(bodies, count)
    runs = {number: in_own_process(folder, number) for number in (count // 4, count // 2, count)}
    full = runs[count]
    print(f"{count} pages over {HOSTS} hosts: {full['articles']:.0f} articles, {full['facts']:.0f} facts")
    for name in ("plan", "fetch", "record", "extract", "load", "publish", "deliver", "tell ops"):
        print(f"  {name:10} {full.get(name, 0) * 1000 / count:7.2f} ms CPU a page")
    print(
        f"  whole      {full['whole'] * 1000 / count:7.2f} ms CPU a page, trafilatura alone {alone * 1000 / count:.2f}"
    )
    print(f"  cores      {full['whole'] / full['wall']:7.2f} busy on average ({full['wall']:.0f} s)")
    for number, run in runs.items():
        print(f"  memory     {run['memory']:7.0f} MB at most for {number} pages, {run['idle']:.0f} MB before the first")
    print(f"ratio of CPU, whole run to trafilatura alone: {full['whole'] / alone:.2f} (at most {TARGET})")


if __name__ == "__main__":
    main()
