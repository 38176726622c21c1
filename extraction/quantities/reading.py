"""One number, read where it stands: trap or candidate, with currency, scale, unit, qualifier and direction."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extraction.quantities import measuring, numerals, qualifiers, traps, written_units
from extraction.quantities.anchors import LONGEST_RUN
from extraction.quantities.misreading import RANKED, misread, worded_label
from extraction.quantities.mixed import add_fraction
from extraction.quantities.numerals import Numeral
from extraction.quantities.records import Candidate, Drop, Found
from extraction.quantities.scientific import read_power
from extraction.quantities.trapping import SCALE_AFTER, trap
from extraction.quantities.units import Unit, UnitTable

_MINUS = re.compile(r"(?:(?:(?<=[\s(,\[])|^)[-\u2212\u2013]|\u2212|(?<!or )[Mm]inus |[Nn]egative )\Z")
_NUMBERED = re.compile(r"[A-Z][\w&’'.-]*[ ]\d{1,4}s?(?=[ ]|\Z)")
_MINUS_SIGNS = frozenset("-\u2212\u2013")
_HEIGHT = re.compile(r"([3-8])['’′][ ]?(1[01]|\d)(?:[\"”″]|''|(?![\w'’]))")
_UNIT_SORTS = frozenset({"measure", "duration", "amount", "percent", "points", "age"})
_SUPERLATIVE = re.compile(
    r"(?:[- ](?:largest|biggest|highest|lowest|best|worst|most|busiest|smallest|fastest|slowest|"
    r"longest|oldest|youngest|richest|poorest|strongest|cheapest|hottest|coldest|wettest|"
    r"[a-z]{3,9}est)\b)?"
)
_PRESSURE = re.compile(r"1\d\d/(\d{2,3})(?![\d/])[ ]?")


@dataclass(slots=True)
class Reader:
    """Reads the numbers of one text into `found`."""

    text: str
    table: UnitTable
    dollar: str
    found: Found
    label_end: int = -1
    head_start: int = -1
    head_end: int = -1
    """Where the last counted noun has a number inside ("three-pointers", "Model 3s")."""

    def drop(self, start: int, end: int, reason: str) -> int:
        """Note that `text[start:end]` is no quantity; returns `end`."""
        self.found.dropped.append(Drop(start, end, reason))
        return end

    def digits(self, start: int, end: int) -> int:
        """Read the digit run at `[start, end)`; the place where the search goes on."""
        text = self.text
        if end - start > LONGEST_RUN:
            return self.drop(start, end, "too long to be a figure")
        before = text[start - 1 : start]
        money = written_units.currency_before(text, start, self.table)
        if money is None and before in ("-", "\u2212") and text[start - 2 : start - 1] in tuple("$£€¥"):
            money = written_units.currency_before(text, start - 1, self.table)
            if money:
                return self._negative(start, end, money)
        if money is None and before and before in "$£€¥":
            scale = SCALE_AFTER.match(text, end)
            return self.drop(start, scale.end() if scale else end, "money of an unknown sign")
        if money is None and before.isupper():
            money = written_units.cents_before(text, start, end, self.table)
        if money is None:
            if before == "." and text[max(0, start - 2) : start - 1] in ("", *" \n(\u00a0$£€") and end - start < 5:
                return self._point(start, end)
            height = _HEIGHT.match(text, start) if end == start + 1 and before in "( -\u00a0" else None
            if height:
                return self._height(height)
            if before == "(" and text[end : end + 1] == ")":
                money = written_units.currency_before(text, start - 1, self.table)
                if money:
                    return self._negative(start, end, money)
            pressure = _PRESSURE.match(text, start) if text[start + 3 : start + 4] == "/" else None
            if pressure and (text.startswith("mmHg", pressure.end()) or "pressure" in text[max(0, start - 60) : start]):
                return self._pressure(start, pressure.start(1), pressure.end(1))
            if traps.in_address(text, start, end):
                return self.drop(start, end, "inside a web or mail address")
            stop = trap(self, start, end, before)
            if stop:
                return stop
        numeral = numerals.read_digits(text, start, end)
        if numeral is None:
            return self.drop(start, end, "a version, ratio or code")
        read_power(text, numeral)
        if text.startswith((" and ", "-and-"), numeral.end) and numeral.step >= 1:
            add_fraction(text, numeral)
        return self.number(numeral, money, sought=True)

    def _negative(self, start: int, end: int, money: tuple[Unit, int]) -> int:
        """Read an amount whose minus stands after the currency sign ("$-99"), or whose brackets mean minus."""
        numeral = numerals.read_digits(self.text, start, end)
        if numeral is None:
            return self.drop(start, end, "a version, ratio or code")
        numeral.value = -numeral.value
        numeral.mantissa = numeral.value
        numeral.end += self.text[start - 1] == "("
        return self.number(numeral, money)

    def _point(self, start: int, end: int) -> int:
        """Read a decimal without its zero (".311")."""
        digits = self.text[start:end]
        if not digits.isdigit():
            return self.drop(start, end, "a version, ratio or code")
        value = Decimal(f"0.{digits}")
        return self.number(Numeral(start - 1, end, value, numerals.step_of(f"0.{digits}"), mantissa=value))

    def _height(self, found: "re.Match[str]") -> int:
        """Read feet and inches written with marks (5'11")."""
        for group, unit, stop in ((1, "feet", found.start(2)), (2, "inches", found.end())):
            value = Decimal(found.group(group))
            begin, end = found.span(group)
            self.found.quantities.append(
                Candidate(begin, stop, begin, end, value, step=Decimal(1), unit=unit, sort="measure", mantissa=value)
            )
        return found.end()

    def _pressure(self, start: int, second: int, end: int) -> int:
        """Read the two numbers of a blood pressure ("120/80")."""
        for begin, stop in ((start, second - 1), (second, end)):
            value = Decimal(self.text[begin:stop])
            self.number(Numeral(begin, stop, value, Decimal(1), mantissa=value))
        upper, lower = self.found.quantities[-2:]
        upper.unit, upper.sort = lower.unit, lower.sort
        return end

    def ordinal(self, start: int, end: int, rank: Decimal) -> int:
        """Keep the rank at `[start, end)`, with the superlative after it."""
        text = self.text
        dated = traps.BEFORE_MONTH.search(text[max(0, start - 12) : start])
        if dated:
            return self.drop(start, end, "a date")
        if text[end : end + 8].lower() == " century":
            return self.drop(start, end + 8, "a date")
        superlative = _SUPERLATIVE.match(text, end)
        assert superlative is not None
        begin = start
        ranked = RANKED.search(text, start - 16, start)
        if ranked:
            begin = ranked.start()
        self.found.ordinals.append(
            Candidate(begin, superlative.end(), start, end, value=rank, step=Decimal(1), unit="rank", sort="ordinal")
        )
        return superlative.end()

    def number(self, numeral: Numeral, money: tuple[Unit, int] | None = None, *, sought: bool = False) -> int:
        """Read the number with all that belongs to it into a candidate, unless it proves to be a trap.

        `money` is the currency before it; `sought` says that it has been looked for.
        """
        text = self.text
        start = numeral.start
        if money is None and not sought:
            money = written_units.currency_before(text, start, self.table)
        begin = money[1] if money else start
        signed = text[begin - 1 : begin] in _MINUS_SIGNS or text.endswith(("inus ", "egative "), 0, begin)
        minus = _MINUS.search(text, begin - 9, begin) if signed else None
        if not numeral.scaled:
            numerals.read_scale(text, numeral, money is not None)
        candidate = Candidate(
            money[1] if money else start,
            numeral.end,
            start,
            numeral.end,
            numeral.value,
            step=numeral.step,
            in_words=numeral.in_words,
            vague=numeral.vague,
            mantissa=numeral.mantissa,
            scaled=numeral.scaled,
        )
        if minus and not (
            money is None
            and text[minus.start()] == "\u2013"
            and text[max(0, minus.start() - 2) : minus.start()].strip()[-1:].isdigit()
        ):
            candidate.value, candidate.mantissa = -numeral.value, -numeral.value
            candidate.start = minus.start()
        if money:
            written_units.apply_unit(candidate, money[0], self.dollar)
            tail = written_units.unit_after(text, candidate.end, self.table, money=False)
            if (
                tail
                and tail[0].sort == "amount"
                and (tail[0].id == money[0].id or tail[0].dollar or money[0].dollar)
                and tail[0].factor == money[0].factor
            ):
                candidate.end = tail[1]
                if money[0].dollar and not tail[0].dollar:
                    candidate.unit, candidate.bare_dollar = tail[0].id, False
        else:
            plus = qualifiers.qualify_after(candidate, text, candidate.end)
            if plus > candidate.end and text[candidate.end] in "+-":
                candidate.end = plus
            measuring.measure(candidate, text, self.table, self.dollar)
            reason = worded_label(self, candidate) if numeral.in_words else misread(self, candidate)
            if reason:
                return self.drop(candidate.start, max(candidate.num_end, self._label_end(candidate)), reason)
        return self._finish(candidate)

    def _label_end(self, candidate: Candidate) -> int:
        if self.label_end > candidate.num_end:
            return self.label_end
        return candidate.num_end

    def _finish(self, candidate: Candidate) -> int:
        text = self.text
        words = qualifiers.words_left(text, candidate.start)
        extreme = candidate.sort == "duration" and text.startswith((" low", " high", " peak"), candidate.end)
        before = candidate.start if extreme else qualifiers.qualify(candidate, words)
        last = self.found.quantities[-1] if self.found.quantities else None
        if (
            last
            and candidate.sort == "measure"
            and candidate.qualifier_start == last.end + 1
            and words[-1][0] == "over"
        ):
            candidate.qualifier, candidate.qualifier_start, before = "exact", None, candidate.start
        if candidate.qualifier == "exact":
            qualifiers.qualify_after(candidate, text, candidate.end)
        candidate.direction = qualifiers.direction_of(candidate, text, words, before)
        qualifiers.set_bounds(candidate)
        end = measuring.per(candidate, text)
        self.found.quantities.append(candidate)
        if candidate.per and (candidate.per[0].isdigit() or candidate.per.startswith(("hundred ", "thousand "))):
            return max(end, candidate.end)
        if candidate.sort in _UNIT_SORTS:
            return candidate.end
        noun = text.rfind(" ", candidate.num_end, candidate.end) + 1
        name = _NUMBERED.search(text, candidate.num_end, candidate.end) if noun else None
        if name:
            self.head_start, self.head_end = name.span()
        elif noun and "-" in text[noun : candidate.end] and not text.endswith("olds", noun, candidate.end):
            self.head_start, self.head_end = noun, candidate.end
        return candidate.num_end
