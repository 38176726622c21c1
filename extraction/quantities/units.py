"""Which words and signs are units: the packaged lexicon together with a catalogue's own nouns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from extraction.quantities import lexicon
from extraction.quantities.nouns import plural, singular
from extraction.quantities.records import Sort
from schemas.catalogue import UnitDefinition

_SPACES = re.compile(r"[\s\u00a0-]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: canonical id, what sort of quantity it makes, and the factor to its base."""

    id: str
    sort: Sort
    factor: Decimal = Decimal(1)
    glued_only: bool = False
    spaced_only: bool = False
    dollar: bool = False


@dataclass(slots=True)
class UnitTable:
    """Compiled look-ups from written forms to units."""

    before: dict[str, Unit]
    """Currency signs and letters that stand before a number."""
    short: dict[str, Unit]
    """Short forms, case as written."""
    words: dict[str, Unit]
    """Words and word groups in lower case, plurals included."""
    counts: dict[str, str]
    """Lemma of a counted noun (or of a short noun group) to its unit."""
    count_units: frozenset[str]
    """The units that stand there."""
    before_sizes: list[int]
    """How long those are, the longest first."""
    before_lasts: frozenset[str]
    """The last characters of those."""
    cents_before: dict[str, Unit]
    """Letters of a currency that stand before its cents (`HK22 cents`)."""
    short_pattern: re.Pattern[str]
    word_firsts: frozenset[str]
    compounds: dict[str, dict[str, Unit]]
    """Unit, unit it is divided by, and the unit that makes."""

    @classmethod
    def of(cls, units: Iterable[UnitDefinition]) -> Self:
        """The table of the packaged units and those of a catalogue, whose entries win."""
        before, short, words = _packaged()
        counts: dict[str, str] = {}
        for name, nouns in lexicon.read("units")["counts"].items():
            counts |= {_key(noun): name for noun in nouns}
        for unit in units:
            if unit.kind == "count":
                counts |= {_key(noun): unit.id for noun in (*unit.nouns, unit.id)}
            elif unit.kind == "currency":
                found = Unit(unit.id, "amount")
                before |= {noun: found for noun in unit.nouns if not noun.islower() or not noun.isalpha()}
                words |= _with_plurals(unit.nouns, found)
            elif unit.kind == "measure":
                known = words.get(unit.id.lower()) or short.get(unit.id)
                found = Unit(unit.id, known.sort if known else "measure")
                words |= _with_plurals((*unit.nouns, unit.id), found)
        return cls(
            before=before,
            short=short,
            words=words,
            counts=counts,
            count_units=frozenset(counts.values()),
            before_sizes=sorted({len(form) for form in before}, reverse=True),
            before_lasts=frozenset(form[-1] for form in before),
            cents_before={
                sign[:-1]: Unit(unit.id, "amount", Decimal("0.01"))
                for sign, unit in before.items()
                if sign.endswith("$") and sign[:-1].isalpha() and sign[:-1].isupper()
            },
            short_pattern=re.compile(lexicon.alternation(set(short)) + r"(?![^\W\d_])"),
            compounds=_compounds(),
            word_firsts=frozenset(_SPACES.split(form)[0] for form in words),
        )

    def counted(self, phrase: str, head: str) -> str:
        """The unit of a counted noun phrase: the catalogue's word for it, else the head's plural."""
        parts = _key(phrase).split(" ")
        for size in (3, 2):
            known = self.counts.get(" ".join(parts[-size:])) if len(parts) >= size else None
            if known:
                return known
        known = self.counts.get(_key(head))
        if known is None and "-" in head:
            known = self.counts.get(head.rsplit("-", 1)[-1])
        return known or plural(head)

    def knows(self, head: str) -> bool:
        """Whether the catalogue counts in a noun, given in the singular."""
        return _key(head) in self.counts


def _key(noun: str) -> str:
    """A noun group with its last word as lemma, lower-case, hyphens as spaces."""
    if noun.isalpha():
        return singular(noun.lower())
    parts = _SPACES.split(noun.lower().replace("’", "'").strip())
    return " ".join([*parts[:-1], singular(parts[-1])])


def _with_plurals(forms: Iterable[str], unit: Unit) -> dict[str, Unit]:
    made = {}
    for form in forms:
        low = form.lower()
        made[low] = unit
        first, _, rest = low.partition(" ")
        made[plural(low) if not rest else f"{first} {plural(rest)}"] = unit
        made[low + "s"] = unit
    return made


def _packaged() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    data = lexicon.read("units")
    before: dict[str, Unit] = {}
    short: dict[str, Unit] = {}
    words: dict[str, Unit] = {}
    glued = set(data["glued_only"])
    spaced = set(data["spaced_only"])
    money = {**data["currencies"], "$": data["dollar"]}
    for code, forms in money.items():
        unit = Unit(code, "amount", dollar=code == "$")
        cent = Unit(code, "amount", Decimal("0.01"), dollar=code == "$")
        before |= dict.fromkeys(forms["before"], unit)
        words |= _with_plurals(forms["words"], unit)
        tenth = Unit(code, "amount", Decimal("0.1"), dollar=code == "$")
        words |= _with_plurals(forms.get("tenths", ()), tenth)
        for form in forms.get("cents", ()):
            if (form.isalpha() and len(form) > 1) or " " in form:
                words |= _with_plurals([form], cent)
            else:
                short[form] = Unit(code, "amount", Decimal("0.01"), form in glued, False, code == "$")
        if code.isalpha():
            before[code] = unit
            words[code.lower()] = unit
    for family in data["shared"]:
        for form in family["words"]:
            words |= _of_nations(form, family["of"])
    for form, nations in data["adjectives"].items():
        words |= _of_nations(form, nations)
    for sign in [form for form in before if not form[0].isalnum()]:
        short[sign] = before[sign]
    for name, forms in data["measures"].items():
        sort = forms.get("sort", "measure")
        unit = Unit(forms.get("is", name), sort, Decimal(forms.get("factor", "1")))
        words |= _with_plurals(forms["words"], unit)
        short |= {form: Unit(unit.id, sort, unit.factor, form in glued, form in spaced) for form in forms["short"]}
    for symbol, (name, prefixes) in data["prefixed"].items():
        for prefix in prefixes:
            unit = Unit(prefix + symbol, "duration" if symbol == "s" else "measure")
            short |= {prefix + symbol: unit} if prefix != "µ" else {"µ" + symbol: unit, "μ" + symbol: unit}
            word = data["prefixes"][prefix] + name
            words |= _with_plurals([word, word.replace("litre", "liter")], unit)
    for symbol, (name, area, volume) in data["powers"].items():
        for power, made, sign in (("square", area, "²"), ("cubic", volume, "³")):
            unit = Unit(made, "measure")
            words |= {f"{power} {form}": unit for form in _with_plurals([name, name.replace("metre", "meter")], unit)}
            digit = "2" if sign == "²" else "3"
            short |= {symbol + mark: unit for mark in (sign, digit, f"^{digit}")}
    words |= {"pound": Unit("GBP", "amount"), "pounds": Unit("GBP", "amount")}
    return before, short, words


def _of_nations(form: str, nations: dict[str, str]) -> dict[str, Unit]:
    """A name of money with each adjective that tells whose it is: `Swedish crowns`."""
    made: dict[str, Unit] = {}
    for nation, code in nations.items():
        made |= dict.fromkeys((f"{nation} {form}".lower(), f"{nation} {plural(form)}".lower()), Unit(code, "amount"))
    return made


def _compounds() -> dict[str, dict[str, Unit]]:
    made: dict[str, dict[str, Unit]] = {}
    for name, (top, bottom) in lexicon.read("units")["compounds"].items():
        made.setdefault(top, {})[bottom] = Unit(name, "measure")
    return made
