"""Facts and quantities a second, cost per megabyte as texts grow, and how far confidence can be trusted: one run.

quantulum3 is no dependency of the project: `pip install quantulum3` into the environment that runs this script, or
into another one and name its site-packages folder as the only argument.
"""

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

if len(sys.argv) > 1:
    sys.path.append(sys.argv[1])
sys.path.append(str(Path(__file__).parent.parent))

from extraction import extract
from extraction.quantities import find
from extraction.sentences import sentences
from schemas.article import Article
from tests import blind_articles
from tests.annotated_articles import reliability

LEXICON = blind_articles.lexicon()
FLOODS = {
    "prose": "Kestrel Air carried 1.3 million passengers in May, 7.5% more than a year ago. ",
    "quotes": '"',
    "numbers": "7 ",
    "digits": "7",
    "years": "2024 ",
    "commas": "1,",
    "brackets": "(",
    "names": "Kestrel ",
    "one line": "it rose 4% to 45 boats and ",
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def article(text: str) -> Article:
    return Article.identified(name="bench", source_id="bench", text=text)


def rates() -> None:
    """Sentences a second for quantities and facts, beside quantulum3 where it is installed."""
    articles = [blind_articles.article_of(row) for row in blind_articles.catalogue()["articles"]]
    texts = [a.text for a in articles]
    count = sum(len(sentences(text)) for text in texts)
    for a in articles:
        extract(a, LEXICON)
    facts = count / min(seconds(lambda: [extract(a, LEXICON) for a in articles]) for _ in range(7))
    quantities = count / min(seconds(lambda: [find(t, LEXICON.units) for t in texts]) for _ in range(7))
    print(f"facts       {facts:10,.0f} sentences/s")
    print(f"quantities  {quantities:10,.0f} sentences/s")
    if find_spec("quantulum3") is None:
        print("For the comparison: pip install quantulum3, or give the site-packages folder that has it as argument")
        return
    import warnings

    warnings.simplefilter("ignore")
    from quantulum3 import parser

    parser.parse(texts[0])
    theirs = count / seconds(lambda: [parser.parse(t) for t in texts])
    ratios = f"ratios: facts {facts / theirs:.1f}, quantities {quantities / theirs:.1f}"
    print(f"quantulum3  {theirs:10,.0f} sentences/s   {ratios}")


def growth(sizes: tuple[int, ...] = (250_000, 1_000_000)) -> None:
    """Seconds per megabyte of monotonous texts; a ratio near 1 is a cost that grows as the text does."""
    print(f"\n{'seconds per MB of':18}" + "".join(f"{size / 1e6:>9.2f} MB" for size in sizes) + "    ratio")
    for name, piece in FLOODS.items():
        costs = []
        for size in sizes:
            flood = article(piece * (size // len(piece)))
            costs.append(seconds(lambda flood=flood: extract(flood, LEXICON)) / (size / 1e6))  # type: ignore[misc]
        print(f"{name:18}" + "".join(f"{cost:12.2f}" for cost in costs) + f"{costs[-1] / costs[0]:9.2f}")


def trust() -> None:
    """Of the facts at each level of confidence: how many there are, and how many find one written down by hand."""
    print(f"\n{'confidence from':18}{'facts':>8}{'right':>8}{'share':>8}")
    blind = blind_articles.score().by_confidence
    table = reliability(("seeds", "dev"))
    above = 1.01
    for step, count, right in table:
        mine = [ok for confidence, ok in blind if step <= confidence < above]
        above = step
        total, good = count + len(mine), right + sum(mine)
        print(f"{step:<18}{total:8}{good:8}{good / max(total, 1):8.1%}")


def main() -> int:
    """Print the three tables."""
    rates()
    growth((1_000_000, 10_000_000) if "--long" in sys.argv else (100_000, 400_000))
    trust()
    return 0


if __name__ == "__main__":
    sys.exit(main())
