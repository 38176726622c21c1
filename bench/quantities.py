"""Quantities beside quantulum3: F1 on its own shipped test file and on our cases, and sentences a second, in one run.

quantulum3 is no dependency of the project: `pip install quantulum3` into the environment that runs this script, or
into another one and name its site-packages folder as the only argument.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import yaml

if len(sys.argv) > 1:
    sys.path.append(sys.argv[1])

from extraction.quantities import Candidate, UnitTable, fill_nouns, find
from extraction.quantities.nouns import plural

CASES = Path(__file__).parent.parent / "tests" / "cases"
TABLE = UnitTable.of([])
Pairs = list[tuple[float, str]]
NAMES = {
    "USD": "dollar",
    "GBP": "pound sterling",
    "EUR": "euro",
    "JPY": "japanese yen",
    "CNY": "yuan",
    "INR": "indian rupee",
    "%": "percentage",
    "°C": "degree celsius",
    "°F": "degree fahrenheit",
    "mph": "mile per hour",
    "km/h": "kilometre per hour",
    "m": "metre",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "kg": "kilogram",
    "g": "gram",
    "lb": "pound-mass",
    "nm": "nanometre",
    "V": "volt",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GB": "gigabyte",
    "MB": "megabyte",
    "ml": "millilitre",
    "sq m": "square metre",
    "sq ft": "square foot",
    "ms": "millisecond",
    "Hz": "hertz",
    "MHz": "megahertz",
    "mg": "milligram",
    "cl": "centilitre",
    "tbsp": "tablespoon",
    "tsp": "teaspoon",
    "GHz": "gigahertz",
    "Wh": "watt hour",
    "kWh": "kilowatt hour",
    "MWh": "megawatt hour",
    "sq km": "square kilometre",
    "sq miles": "square mile",
    "inches": "inch",
    "TB": "terabyte",
    "GW": "gigawatt",
    "tonnes": "tonne",
    "hp": "horsepower",
    "feet": "foot",
    "centuries": "century",
    "eV": "electronvolt",
    "TeV": "teraelectronvolt",
    "EB": "exabyte",
    "cubic km": "cubic kilometre",
    "cubic metres": "cubic metre",
    "litres": "litre",
    "m/s": "metre per second",
}


def named(unit: str | None) -> str:
    """Our unit in quantulum3's spelling; counted nouns have no unit there."""
    if unit is None:
        return "dimensionless"
    return NAMES.get(unit, unit.removesuffix("s"))


def read(text: str) -> list[Candidate]:
    """Every quantity of the text, with the nouns that stand elsewhere."""
    found = find(text, TABLE).quantities
    fill_nouns(found, text, TABLE)
    return found


def ours(text: str) -> Pairs:
    """What we find, in quantulum3's terms: a range is its middle."""
    pairs: Pairs = []
    for c in read(text):
        value = c.value if c.value is not None else (c.low + c.high) / 2  # type: ignore[operator]
        unit = None if c.sort in ("count", "bare", "multiple", "rate") else c.unit
        name = named(None if c.sort == "fraction" else unit)
        if c.per and name != "dimensionless":
            name += f" per {named(plural(c.per)) if c.per not in NAMES else NAMES[c.per]}"
        pairs.append((float(value / 100 if c.sort == "fraction" else value), name))
    return pairs


def convention(found: Pairs, expected: Pairs) -> str:
    """Why the two answers differ by convention rather than by error; empty when they do not."""
    values = [value for value, _ in found]
    if any(value not in values and value == int(value) and 1500 <= value <= 2100 for value, _ in expected):
        return "years and decades are numbers there, dates here"
    if any(unit in ("dozen", "gross", "baker's dozen") for _, unit in expected):
        return "a dozen is a unit there, twelve here"
    if any(unit in ("cent", "penny", "dime") for _, unit in expected):
        return "cents are a unit there, parts of the currency here"
    middles = [(low + high) / 2 for low, high in pairwise(values)]
    if any(value not in values and value in middles for value, _ in expected):
        return "from A to B is its middle there, two figures of a change here"
    return ""


def score(found: Callable[[str], Pairs], gold: list[tuple[str, Pairs]], unit: bool) -> float:
    """F1 of values, or of values with units, over `gold`."""
    right = said = meant = 0
    for text, expected in gold:
        keys = [
            Counter((float(f"{v:.3g}") if abs(v) < 1 else round(v, 6), u.lower() if unit else "") for v, u in pairs)
            for pairs in (found(text), expected)
        ]
        right += sum((keys[0] & keys[1]).values())
        said += sum(keys[0].values())
        meant += sum(keys[1].values())
    return 2 * right / (said + meant)


def own_cases() -> list[tuple[str, Pairs]]:
    """Our case files as (text, pairs); counted nouns are units here."""
    gold = []
    for file in sorted(CASES.glob("quantities_*.yaml")):
        read = yaml.safe_load(file.read_text("utf-8"))
        gold += [(case["text"], [pair(line) for line in case["expect"]]) for case in read]
    return gold


def pair(line: str) -> tuple[float, str]:
    """`over 450 investors (up)` as (450, "investor")."""
    words = [word for word in line.split(" ") if word not in ("(up)", "(down)")]
    while not words[0].lstrip("-")[0].isdigit():
        words.pop(0)
    low, _, high = words[0].partition("..")
    unit = " ".join(words[1:])
    value = (float(low) + float(high)) / 2 if high else float(low)
    return value, named(unit or None)


def with_nouns(text: str) -> Pairs:
    """What we find, counted nouns as units."""
    return [
        (float(c.value if c.value is not None else (c.low + c.high) / 2), named(c.unit))  # type: ignore[operator]
        for c in read(text)
    ]


def rate(read: Callable[[str], object], texts: list[str], seconds: float = 3.0) -> float:
    """Sentences a second."""
    read(texts[0])
    start = time.perf_counter()
    done = 0
    while time.perf_counter() - start < seconds:
        for text in texts:
            read(text)
            done += 1
            if time.perf_counter() - start >= seconds:
                break
    return done / (time.perf_counter() - start)


def main() -> int:
    """Print the table; 0 also when quantulum3 is absent, after saying what to install."""
    texts = [text for text, _ in own_cases()]
    if find_spec("quantulum3") is None:
        print(f"quantities: {rate(ours, texts):,.0f} sentences/s. For the comparison install quantulum3:")
        print("  pip install quantulum3, or give the site-packages folder that has it as argument")
        return 0
    import warnings

    warnings.simplefilter("ignore")
    import quantulum3
    from quantulum3 import parser

    def theirs(text: str) -> Pairs:
        return [(q.value, q.unit.name) for q in parser.parse(text)]

    def theirs_plural(text: str) -> Pairs:
        return [
            (value, named(plural(unit) if unit not in NAMES.values() else unit))
            if unit != "dimensionless"
            else (value, unit)
            for value, unit in theirs(text)
        ]

    shipped = Path(quantulum3.__file__).parent / "_lang" / "en_US" / "tests" / "quantities.json"
    gold = [
        (item["req"], [(float(r["value"]), r["unit"]) for r in item["res"]])
        for item in json.loads(shipped.read_text("utf-8"))
    ]
    print(f"{'':34}{'ours':>10}{'quantulum3':>12}")
    for name, unit in (("value F1", False), ("value with unit F1", True)):
        print(f"{'its test file: ' + name:34}{score(ours, gold, unit):10.3f}{score(theirs, gold, unit):12.3f}")
    kinds = Counter(kind for text, expected in gold if (kind := convention(ours(text), expected)))
    for kind, count in kinds.most_common():
        print(f"{count:4} of {len(gold)} sentences: {kind}")
    alike = [(text, expected) for text, expected in gold if not convention(ours(text), expected)]
    for name, unit in (("value F1", False), ("value with unit F1", True)):
        print(f"{'the rest of it: ' + name:34}{score(ours, alike, unit):10.3f}{score(theirs, alike, unit):12.3f}")
    mine = own_cases()
    for name, unit in (("value F1", False), ("value with unit F1", True)):
        print(f"{'our cases: ' + name:34}{score(with_nouns, mine, unit):10.3f}{score(theirs_plural, mine, unit):12.3f}")
    fast, slow = rate(ours, texts), rate(theirs, texts)
    print(f"{'sentences a second':34}{fast:10,.0f}{slow:12,.0f}   ratio {fast / slow:.1f}")
    if "--show" in sys.argv:
        for text, expected in gold:
            if Counter((round(v, 6), u) for v, u in ours(text)) != Counter((round(v, 6), u) for v, u in expected):
                print(text, "\n   expected", expected, "\n   ours    ", ours(text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
