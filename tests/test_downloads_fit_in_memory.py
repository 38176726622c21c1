"""Bombs, endless bodies and large lists at sixteen hosts at once cost no more than 150 MB."""

import asyncio
import json
import sys
from pathlib import Path

from worst_server import WorstServer

CLIENT = """
import asyncio, json, re, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fetching.downloading import Limits
from worst_server import SmallWeb, WorstServer, source

def peak_mb():
    status = Path("/proc/self/status").read_text()  # what getrusage gives may be the parent's
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1024

async def main():
    server = WorstServer()
    server.port = int(sys.argv[2])
    async with SmallWeb(server).downloader(limits=Limits(read_s=110, deadline_s=110)) as downloads:
        await downloads.get("http://idle.example/small", source(), "article")
        idle = peak_mb()

        async def error(n, path):
            return (await downloads.get(f"http://h{n}.example{path}", source(), "list")).request.error

        for paths in sys.argv[3:]:
            several = (paths.split() * 16)[:16]
            errors = dict(zip(several, await asyncio.gather(*map(error, range(16), several))))
            print(json.dumps({"grown_mb": peak_mb() - idle, "errors": errors}))

asyncio.run(main())
"""


def endless(body: str) -> dict:
    return {"send": ["HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", {"repeat": body, "each": 20_000}]}


def packed(packing: str, zeros: int) -> dict:
    headers = {"Content-Type": "text/xml", "Content-Encoding": packing.replace("+", ", ")}
    return {"body": "<urlset>", "zeros": zeros, "packed": packing, "headers": headers}


def grown(answers: dict, *paths: str) -> list[dict]:
    """The errors, and how far the memory has grown beyond that of an idle client, after each of several crowds."""

    async def run():
        async with WorstServer(answers | {"/small": "ferry", "/robots.txt": ""}).running() as server:
            arguments = ("-c", CLIENT, str(Path(__file__).parent), str(server.port), *paths)
            client = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
            try:
                return [json.loads(line) for line in (await client.communicate())[0].splitlines()]
            finally:
                if client.returncode is None:
                    client.kill()

    return asyncio.run(asyncio.wait_for(run(), 120))


def test_bombs_and_endless_bodies_do_not_fill_the_memory():
    answers = {
        "/bomb": packed("gzip", 60_000_000),
        "/bombs": packed("gzip+gzip", 60_000_000),
        "/endless": endless("<url>ferry</url>"),
        "/large": {"body": "<url>ferry</url>" * 3_000_000},
    }
    hostile, large = grown(answers, "/bomb /bombs /endless", "/large /bomb /small /small")
    assert hostile["errors"] == {"/bomb": "unpacks too large", "/bombs": "unpacks too large", "/endless": "too large"}
    assert hostile["grown_mb"] <= 110
    assert large["errors"] == {"/large": None, "/bomb": "unpacks too large", "/small": None}
    assert large["grown_mb"] <= 150
