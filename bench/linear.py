"""Seconds for each megabyte of text as texts grow, for news and texts made to hurt: quantities, facts and metrics.

A cost that grows as the text does is the same in every column. `--full` measures 1, 2.5, 5 and 10 MB, which takes
hours; without it a twentieth of that, some minutes. `--only NAME...` measures some of the texts.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))

from extraction import extract
from extraction.quantities import find
from schemas.article import Article
from schemas.catalogue import Entity, MatchRule, Metric
from schemas.published import Published
from tests import annotated_articles, blind_articles
from tracking.deciding import decide
from tracking.matching import Matcher
from tracking.observing import observe_article

PUBLISHED = Published.read("2031-06-18", "record")
SIZES = (1_000_000, 2_500_000, 5_000_000, 10_000_000)
LEXICON = blind_articles.lexicon()
ENTITIES = [Entity.model_validate(row, strict=False) for row in blind_articles.catalogue()["catalogue"]]
METRICS = {
    name: Metric(id=name, title=name, entity="kestrel", unit=unit, period=period, match=rule)
    for name, unit, period, rule in (
        ("boats", "boats", "instant", MatchRule(near=("run", "own", "sail"), not_=("leased",))),
        ("passengers", "passengers", "month", MatchRule(near=("carry", "fly"))),
        ("revenue", "USD", "year", MatchRule(nouns=("revenue", "sales"))),
        ("filled", "%", "month", MatchRule(near=("full", "fill"))),
    )
}
"""What figures of the texts are of, so that matching has work to do."""
MATCHER = Matcher.of(list(METRICS.values()), ENTITIES)


def repeated(piece: str) -> Callable[[int], str]:
    """A text that says one thing again and again."""
    return lambda size: piece * (size // len(piece) + 1)


def numbered(piece: str) -> Callable[[int], str]:
    """A text that says one thing of ever other numbers, put in for each `{}`."""
    return lambda size: "".join(piece.replace("{}", str(n % 900 + 20)) for n in range(size // (len(piece) - 2) + 1))


def news(size: int) -> str:
    """The annotated articles one after another, in an order that is the same in every run."""
    texts = annotated_articles.texts()
    shuffle = random.Random(7)
    whole: list[str] = []
    length = 0
    while length < size:
        shuffle.shuffle(texts)
        whole.extend(texts)
        length += sum(len(text) + 2 for text in texts)
    return "\n\n".join(whole)[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "news": news,
    "news, one line": lambda size: news(size).replace("\n", " "),
    "news, no stops": lambda size: "".join(letter for letter in news(size + size // 20) if letter not in ".,;:!?\n")[
        :size
    ],
    "one sentence": repeated("Kestrel Air carried 1.3 million passengers in May, 7.5% more than a year ago. "),
    "one line": repeated("it rose 4% to 45 boats and "),
    "short lines": repeated("12 boats\n"),
    "list": repeated("- some 12 boats sailed out to sea\n"),
    "headings": repeated("Kestrel sailed for 12 ports\n\n"),
    "table": repeated("| Kestrel | 12 | 4.5% | 2024 |\n"),
    "wide table": repeated("| Kestrel Air of Norland | 1,200 passengers | 4.5% of seats | June 2024 |\n"),
    "digits": repeated("7"),
    "numbers": repeated("7 "),
    "years": repeated("2024 "),
    "commas": repeated("1,"),
    "commas only": repeated(","),
    "ranks": repeated("12th "),
    "number words": repeated("one hundred "),
    "ranges": repeated("5-7 to "),
    "money": repeated("US$5 million (HK$39 million) "),
    "percent": repeated("up 4% from 3% in May "),
    "brackets": repeated("("),
    "open brackets": repeated("the port (12 ships "),
    "nested brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "quotes": repeated('"'),
    "open quotes": repeated('the "port of 12 ships '),
    "names": repeated("Kestrel "),
    "many names": lambda size: " ".join(f"Kestrel{n} Group" for n in range(size // 14)),
    "names and figures": lambda size: " ".join(f"Alba{n} Group now has {n} ships, and" for n in range(size // 33)),
    "pronouns": repeated("It has 12 ships. The park has 30 firms. "),
    "owners": repeated("Its 12 ships sail on. "),
    "companies": lambda size: " ".join(f"The Alba{n} company has {n} ships." for n in range(size // 33)),
    "the index": repeated("The index rose 12 points. "),
    "acronyms": lambda size: " ".join(f"Grain Board (GB{n})" for n in range(size // 20)),
    "people": repeated("Mr John Smith said "),
    "small words": repeated("a "),
    "one word": repeated("a"),
    "blanks": repeated(" "),
    "line breaks": repeated("\n"),
    "dots": repeated("."),
    "hyphens": repeated("a-5 "),
    "addresses": repeated("www.example.org/5/"),
    "Chinese": repeated("公司有500人，"),
    "metric, sentences": numbered(
        "Kestrel Air runs {} boats and carried {} passengers in May. It sold $1.{} million. "
    ),
    "metric, sentence": numbered("Kestrel Air ran {} boats of its own and "),
    "metric, of which": numbered("Kestrel Air ran boats, of which {} boats sailed and "),
    "metric, lines": numbered("Kestrel Air in May\n\nKestrel runs {} boats\n\nIt carried {} passengers.\n\n"),
    "metric, table": numbered("| Kestrel Air | {} boats run | {} passengers carried | revenue of ${} million |\n"),
    "metric, money": numbered("Kestrel Air revenue of ${} million or "),
    "metric, shares": numbered("Kestrel Air filled {}% of seats and in May "),
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def follow(article: Article) -> float:
    """Seconds to match, observe and decide what an article says of the metrics."""
    found = extract(article, LEXICON).facts

    def work() -> None:
        matches = [MATCHER.match(fact, article) for fact in found]
        observations = observe_article(article, found, matches, METRICS, (), ENTITIES)
        for metric in METRICS.values():
            decide(metric, [one for one in observations if one.metric_id == metric.id])

    return seconds(work)


def row(name: str, layer: str, costs: list[float]) -> str:
    """One line of the table: seconds a megabyte at each size, and how the last compares with the first."""
    ratio = costs[-1] / costs[0] if costs[0] else 1.0
    return f"{name:20}{layer:12}" + "".join(f"{cost:10.3f}" for cost in costs) + f"{ratio:8.2f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    sizes = SIZES if options.full else tuple(size // 20 for size in SIZES)
    print(f"{'seconds a MB':32}" + "".join(f"{size / 1e6:>7.2f} MB" for size in sizes) + "   ratio", flush=True)
    for name, make in TEXTS.items():
        if options.only and name not in options.only:
            continue
        texts = [make(size)[:size] for size in sizes]
        articles = [
            Article.identified(name="bench", source_id="bench", text=text, published=PUBLISHED) for text in texts
        ]
        found = [seconds(partial(find, text, LEXICON.units)) / len(text) * 1e6 for text in texts]
        print(row(name, "quantities", found), flush=True)
        facts = [seconds(partial(extract, one, LEXICON)) / len(one.text) * 1e6 for one in articles]
        print(row("", "facts", facts), flush=True)
        metrics = [follow(one) / len(one.text) * 1e6 for one in articles]
        print(row("", "metrics", metrics), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
