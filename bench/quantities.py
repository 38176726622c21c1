"""Quantities beside quantulum3: F1 on its own shipped test file and on our cases, and sentences a second, in one run.

quantulum3 is no dependency of the project: `pip install quantulum3` into the environment that runs this script, or
into another one and name its site-packages folder as the only argument. Its test file holds what quantulum3 itself
answers, so that it scores 1.000 there whatever it does; what the two disagree on is listed by convention.
"""

import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import yaml

if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
    sys.path.append(sys.argv[1])

from extraction.quantities import Candidate, UnitTable, fill_nouns, find
from extraction.quantities.nouns import plural
from schemas.catalogue import UnitDefinition

CASES = Path(__file__).parent.parent / "tests" / "cases"
TABLE = UnitTable.of(
    [
        UnitDefinition(
            id="companies", nouns=("company", "enterprise", "firm", "business", "start-up", "startup", "unicorn")
        ),
        UnitDefinition(id="people", nouns=("person", "staff", "employee", "worker", "guest")),
    ]
)
"""The units that the case files are written with."""
Pairs = list[tuple[float, str]]
Key = tuple[float, str]
NAMES = {
    "USD": "dollar",
    "sq miles": "square mile",
    "cubic km": "cubic kilometre",
    "pm": "picometre",
    "GBP": "pound sterling",
    "inches": "inch",
    "feet": "foot",
    "centuries": "century",
    "x": "dimensionless",
    "°C": "degree celsius",
    "ml": "cubic centimetre",
    "tonnes": "tonne",
    "s⁻¹": "inverse second",
    "tpd": "ton per day",
    "W/min": "watt per minute",
    "km/s²": "kilometre per square second",
}
"""Our units whose names quantulum3 does not find by asking it for one of them; a millilitre is a cubic centimetre."""
PARTS = {"cent", "penny", "dime"}
DOZENS = {"dozen", "baker's dozen", "gross"}
MALFORMED = "a number apart from its unit (245 23 yen) makes the text unreadable there, is a number here"
RARE = {"inverse femtobarn", "joule second", "candela second", "attometre", "gigayear", "megayear"}


def read(text: str) -> list[Candidate]:
    """Every quantity of the text, with the nouns that stand elsewhere."""
    found = find(text, TABLE).quantities
    fill_nouns(found, text, TABLE)
    return found


@cache
def named(unit: str | None) -> str:
    """Our unit in quantulum3's spelling; counted nouns have no unit there."""
    if unit is None:
        return "dimensionless"
    if unit in NAMES:
        return NAMES[unit]
    if find_spec("quantulum3"):
        from quantulum3 import parser

        asked = parser.parse(f"1 {unit}")
        if len(asked) == 1 and asked[0].value == 1 and asked[0].unit.name != "dimensionless":
            return str(asked[0].unit.name)
    return unit.removesuffix("s")


def ours(text: str) -> Pairs:
    """What we find, in quantulum3's terms: a range is its middle."""
    pairs: Pairs = []
    for c in read(text):
        value = c.value if c.value is not None else (c.low + c.high) / 2  # type: ignore[operator]
        unit = None if c.sort in ("count", "bare", "multiple", "rate", "fraction") else c.unit
        name = named(unit)
        if c.per and c.unit == "times":
            name = "count"
        if c.per and name != "dimensionless":
            name += f" per {named(plural(c.per)) if c.per not in NAMES else NAMES[c.per]}"
        pairs.append((float(value / 100 if c.sort == "fraction" else value), name))
    return pairs


def with_nouns(text: str) -> Pairs:
    """What we find, counted nouns as units."""
    return [
        (float(c.value if c.value is not None else (c.low + c.high) / 2), c.unit or "")  # type: ignore[operator]
        for c in read(text)
    ]


def key(pair: tuple[float, str], unit: bool = True) -> Key:
    """The pair as it is compared: three figures of a value below one, no unit where only values count."""
    value, name = pair
    return (float(f"{value:.3g}") if abs(value) < 1 else round(value, 6), name.lower() if unit else "")


def convention(text: str, found: Pairs, expected: Pairs) -> set[str]:
    """The conventions by which the two answers differ; empty where they agree or one of them is wrong."""
    missing = Counter(map(key, expected)) - Counter(map(key, found))
    extra = Counter(map(key, found)) - Counter(map(key, expected))
    kinds = {kind(text, pair, [value for value, _ in found]) for pair in missing}
    if not expected and extra:
        return {MALFORMED}
    return set() if "" in kinds or (extra and not missing) else kinds


def kind(text: str, pair: Key, values: list[float]) -> str:
    """Why we do not give `pair`."""
    value, unit = pair
    whole = int(value) if value == int(value) else -1
    if unit == "dimensionless" and 1500 <= whole <= 2100:
        return "years and decades are numbers there, dates here"
    if re.search(rf"\b(?:Voyager|English) {whole}\b|\babsolute zero\b", text):
        return "numbers of names (Voyager 2, English 101, absolute zero) count there, not here"
    if unit in DOZENS:
        return "a dozen is a unit there, twelve here"
    if unit in PARTS:
        return "cents are a unit there, parts of the currency here; a penny alone is one there"
    if unit in RARE:
        return "units no paper writes (fb⁻¹, attometres, gigaanna) have names there"
    if any(value == (low + high) / 2 for low, high in combinations(values, 2)):
        return "from A to B is its middle there, the two figures of a change here"
    if value == 1 and re.search(r"\bA kibibyte is\b", text):
        return "an article (a kibibyte is ...) is a one there, a thing here"
    if value < 0 and f"(${-value})" in text:
        return "an amount alone in brackets is negative there, an aside here"
    return ""


def f1(found: Callable[[str], Pairs], gold: Iterable[tuple[str, Pairs]], unit: bool) -> float:
    """F1 of values, or of values with units, over `gold`."""
    right = said = meant = 0
    for text, expected in gold:
        a, b = (Counter(key(pair, unit) for pair in pairs) for pairs in (found(text), expected))
        right += sum((a & b).values())
        said += sum(a.values())
        meant += sum(b.values())
    return 2 * right / (said + meant)


def own_cases() -> list[tuple[str, Pairs]]:
    """Our case files as (text, pairs); counted nouns are units here."""
    gold = []
    for file in sorted(CASES.glob("quantities_*.yaml")):
        gold += [
            (case["text"], [pair(line) for line in case["expect"]]) for case in yaml.safe_load(file.read_text("utf-8"))
        ]
    return gold


def pair(line: str) -> tuple[float, str]:
    """`over 450 investors (up)` as (450, "investors")."""
    words = [word for word in line.split(" ") if word not in ("(up)", "(down)")]
    while not words[0].lstrip("-")[0].isdigit():
        words.pop(0)
    low, _, high = words[0].partition("..")
    return (float(low) + float(high)) / 2 if high else float(low), " ".join(words[1:])


def seconds(found: Callable[[str], object], texts: list[str]) -> float:
    """Processor time for all the texts."""
    start = time.process_time()
    for text in texts:
        found(text)
    return time.process_time() - start


def compare(texts: list[str]) -> None:
    """Print both systems beside each other."""
    import quantulum3
    from quantulum3 import parser

    def theirs(text: str) -> Pairs:
        return [(q.value, q.unit.name) for q in parser.parse(text)]

    units = {named(unit): unit for _, pairs in own_cases() for _, unit in pairs if unit}

    def theirs_in_our_units(text: str) -> Pairs:
        return [
            (value, "" if unit == "dimensionless" else units.get(unit, plural(unit))) for value, unit in theirs(text)
        ]

    shipped = Path(quantulum3.__file__).parent / "_lang" / "en_US" / "tests" / "quantities.json"
    gold = [
        (item["req"], [(float(r["value"]), r["unit"]) for r in item["res"]])
        for item in json.loads(shipped.read_text("utf-8"))
    ]
    kinds = {text: convention(text, ours(text), expected) for text, expected in gold}
    alike = [(text, expected) for text, expected in gold if not kinds[text]]
    print(f"{'':44}{'ours':>8}{'quantulum3':>12}")
    for name, sentences in (("its test file", gold), ("where conventions agree", alike)):
        for what, unit in (("value F1", False), ("value with unit F1", True)):
            print(f"{f'{name}: {what}':44}{f1(ours, sentences, unit):8.3f}{f1(theirs, sentences, unit):12.3f}")
    print(f"disagreements of convention, {len(gold) - len(alike)} of its {len(gold)} sentences:")
    for name, count in Counter(name for names in kinds.values() for name in names).most_common():
        print(f"{count:4}  {name}")
    mine = own_cases()
    for what, unit in (("value F1", False), ("value with unit F1", True)):
        print(f"{f'our cases: {what}':44}{f1(with_nouns, mine, unit):8.3f}{f1(theirs_in_our_units, mine, unit):12.3f}")
    few = texts[::4]
    fast, slow = (
        min(column) for column in zip(*((seconds(read, few), seconds(theirs, few)) for _ in range(4)), strict=True)
    )
    print(f"{'sentences a second':44}{len(few) / fast:8,.0f}{len(few) / slow:12,.0f}   ratio {slow / fast:.1f}")
    if "--show" in sys.argv:
        for text, expected in gold:
            if Counter(map(key, ours(text))) != Counter(map(key, expected)):
                print(f"{text}\n   expected {expected}\n   ours     {ours(text)}\n   {kinds[text]}")


def main() -> int:
    """Print the table; 0 also when quantulum3 is absent, after saying what to install."""
    warnings.simplefilter("ignore")
    texts = [text for text, _ in own_cases()]
    if find_spec("quantulum3") is None:
        print(
            f"quantities: {len(texts) / seconds(read, texts):,.0f} sentences/s. For the comparison install quantulum3:"
        )
        print("  pip install quantulum3, or give the site-packages folder that has it as argument")
        return 0
    compare(texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
