"""Facts and quantities a second beside quantulum3, and how far confidence can be trusted: one run.

quantulum3 is no dependency of the project: `pip install quantulum3` into the environment that runs this script, or
into another one and name its site-packages folder as the only argument.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

if len(sys.argv) > 1:
    sys.path.append(sys.argv[1])
sys.path.append(str(Path(__file__).parent.parent))

from extraction import Lexicon, extract
from extraction.quantities import find
from extraction.sentences import sentences
from schemas.article import Article
from tests import annotated_articles, blind_articles
from tests.annotated_articles import STEPS, reliability

Text = tuple[Article, Lexicon]
TURNS = 5


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def news() -> list[Text]:
    """The annotated articles: news as it is, with half a fact in each sentence."""
    folders = ("seeds", "dev")
    paths = [path for name in folders for path in sorted((annotated_articles.ANNOTATED / name / "articles").glob("*"))]
    articles = [annotated_articles.article_of(json.loads(path.read_text("utf-8"))) for path in paths]
    return [(article, annotated_articles.lexicon()) for article in articles]


def cases() -> list[Text]:
    """The articles of a few lines that the case file holds: hardly a sentence without a figure."""
    rows = blind_articles.catalogue()["articles"]
    return [(blind_articles.article_of(row), blind_articles.lexicon()) for row in rows]


def rates(name: str, texts: list[Text]) -> None:
    """Sentences a second for facts and quantities, beside quantulum3 where it is installed.

    All are measured in turns, since a machine is not equally fast at all times: first the least time of each, what the
    work costs when the machine does nothing else, then the middle of the ratios of the turns.
    """
    count = sum(len(sentences(article.text)) for article, _ in texts)
    found = sum(len(extract(article, lexicon).facts) for article, lexicon in texts)
    parse = quantulum3_parser()
    turns = []
    for _ in range(TURNS):
        ours = [seconds(lambda: [extract(article, lexicon) for article, lexicon in texts]) for _ in range(4)]
        quantities = seconds(lambda: [find(article.text, lexicon.units) for article, lexicon in texts])
        theirs = seconds(lambda: [parse(article.text) for article, _ in texts]) if parse else 0.0
        ours += [seconds(lambda: [extract(article, lexicon) for article, lexicon in texts]) for _ in range(4)]
        turns.append((ours, quantities, theirs))
    facts, least = min(min(ours) for ours, _, _ in turns), min(quantities for _, quantities, _ in turns)
    print(f"{name}: {len(texts)} articles, {count} sentences, {found} facts")
    print(f"  facts       {count / facts:10,.0f} sentences/s")
    print(f"  quantities  {count / least:10,.0f} sentences/s")
    if parse is None:
        print("  For the comparison: pip install quantulum3, or give the site-packages folder that has it as argument")
        return
    theirs = min(theirs for _, _, theirs in turns)
    middle = median(theirs / mean(ours) for ours, _, theirs in turns)
    ratios = (
        f"ratios: facts {theirs / facts:.1f} (middle of {TURNS} turns {middle:.1f}), quantities {theirs / least:.1f}"
    )
    print(f"  quantulum3  {count / theirs:10,.0f} sentences/s   {ratios}")


def quantulum3_parser() -> Callable[[str], object] | None:
    """What reads a text with quantulum3, its units loaded; None where it is not installed."""
    if find_spec("quantulum3") is None:
        return None
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    parser.parse("40 metres")
    return parser.parse


def trust() -> None:
    """Of the facts at each level of confidence: how many there are, and how many are right, ever more strictly."""
    parts = {"annotated": ("seeds", "dev"), "kept aside": ("kept",)}
    for name, chosen in parts.items():
        print(f"\n{name + ', confidence from':28}{'facts':>8}{'value':>8}{'+ sort':>8}{'all':>8}")
        for step, count, *right in reliability(chosen):
            print(f"{step:<28}{count:8}" + "".join(f"{good / max(count, 1):8.1%}" for good in right))
    print(f"\n{'short articles':28}{'facts':>8}{'value':>8}")
    blind, above = blind_articles.score().by_confidence, 1.01
    for step in STEPS:
        mine = [ok for confidence, ok in blind if step <= confidence < above]
        above = step
        print(f"{step:<28}{len(mine):8}{sum(mine) / max(len(mine), 1):8.1%}")


def main() -> int:
    """Print the tables."""
    rates("news", news())
    rates("cases", cases())
    trust()
    return 0


if __name__ == "__main__":
    sys.exit(main())
