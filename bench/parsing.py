"""How well and at what cost pages are parsed, beside trafilatura in several settings.

    python bench/parsing.py FOLDER

FOLDER, or FIGUREWATCH_BENCH_PAGES, holds `html/ID.html.gz` and `ground-truth.json`, whose object has for each ID
`{"url": ..., "articleBody": ...}`.
"""

import gzip
import json
import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import trafilatura  # noqa: E402

from fetching.html import NoArticle, parse_page  # noqa: E402

BOUND = 1.15
SHINGLE = 4
FIXED: dict[str, Any] = {"include_comments": False, "deduplicate": False}
OTHERS: dict[str, dict[str, Any]] = {
    "trafilatura, as it comes": {},
    "favor_precision": {"favor_precision": True},
    "favor_recall": {"favor_recall": True},
    "without tables": {"include_tables": False},
    "fast": {"fast": True},
    "fast, favor_recall": {"fast": True, "favor_recall": True},
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every stretch of four words, and how often it occurs."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def score(wanted: dict[str, str], texts: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of shingles, every page counting the same."""
    right = extra = missing = 0.0
    for name, body in wanted.items():
        true, found = shingles(body), shingles(texts[name])
        both, more, less = (sum(part.values()) for part in (true & found, found - true, true - found))
        whole = both + more + less
        right, extra, missing = right + both / whole, extra + more / whole, missing + less / whole
    precision, recall = right / (right + extra), right / (right + missing)
    return precision, recall, 2 * precision * recall / (precision + recall)


def timed(pages: dict[str, bytes], read: Callable[[str, bytes], str]) -> tuple[dict[str, str], float]:
    """What `read` makes of each page, and the processor time a page in ms."""
    started = time.process_time()
    texts = {name: read(name, page) for name, page in pages.items()}
    return texts, 1000 * (time.process_time() - started) / len(pages)


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FIGUREWATCH_BENCH_PAGES", "")
    if not given or not (Path(given) / "ground-truth.json").exists():
        print("parsing: not measured; give a folder of marked pages (see the head of bench/parsing.py)")
        return
    truth = json.loads((Path(given) / "ground-truth.json").read_text())
    pages = {name: gzip.decompress((Path(given) / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    wanted = {name: truth[name]["articleBody"] for name in truth}
    now, dated = datetime.now(UTC), 0

    def ours(name: str, page: bytes) -> str:
        nonlocal dated
        try:
            parsed = parse_page(page, truth[name]["url"], seen_at=now)
        except NoArticle:
            return ""
        dated += parsed.published is not None
        return parsed.record.text

    def bare(name: str, page: bytes, **options: object) -> str:
        document = trafilatura.bare_extraction(page, url=truth[name]["url"], **options)
        return (document.text or "") if document else ""

    timed(dict(list(pages.items())[:5]), ours)
    dated = 0
    texts, cost = timed(pages, ours)
    print(f"{len(pages)} pages; F1 of {SHINGLE}-word shingles of the body; processor time a page")
    row = "  {:28} precision {:.3f} recall {:.3f} F1 {:.3f}  {:5.1f} ms"
    print(row.format("figurewatch", *score(wanted, texts), cost) + f"  (dated: {dated})")
    for name, options in OTHERS.items():
        others, took = timed(pages, lambda key, page, options=options: bare(key, page, **FIXED, **options))
        print(row.format(name, *score(wanted, others), took))
    _, whole = timed(pages, lambda key, page: bare(key, page, with_metadata=True))
    print(f"trafilatura.bare_extraction(with_metadata=True): {whole:.1f} ms a page")
    print(f"parsing / trafilatura with metadata: {cost / whole:.2f} (bound: {BOUND})")


if __name__ == "__main__":
    main()
