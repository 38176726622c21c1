"""Constructions of a sentence that show whose a figure is: labels, brackets, lists of clauses."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower, words
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.rules import where
from extraction.sources import is_speaker

_LISTS = words("entities")
_MEASURED = frozenset(
    (*words("measures")["measure_nouns"], *words("measures")["counting_nouns"], *_LISTS["mass_nouns"])
)
_LABEL = re.compile(r"(?:\s\([A-Z&]+\))?\s?[:|]\s*$")
_BRACKET = re.compile(r"'?\s\((?:[a-z]+\s){0,3}$")
_NEXT = re.compile(r"(?:,|;|\band|\bwhile|\bbut|\bas)\s+(?:the\s+)?$")
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_PAST = in_lower(r"[a-z]{3,}ed\b")
_GAPPED = re.compile(
    r"(?:\s\([A-Z][\w&]+\))?\s+(?:(?:second|third|fourth|fifth|sixth|next|last)\s+)?(?:with|at|on|by|from|to)?\s*(?:about\s+|around\s+|over\s+|nearly\s+|some\s+)?$|,\s+$"
)
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')\s+(?!(?:by|to|at|from)\s)(?:[a-z-]+\s+){0,2}")
_OWN = re.compile(r"\s+(?:[a-z-]+\s+){0,1}")
_OF_ALL = in_lower(r"\bof\s+$")
_EXPLAINED = in_lower(
    r",\s+(?:an?|the)\s+(?:(?:[a-z][\w-]*\s+){1,4}?(?:of|with|employing|selling|running|serving)\s+)?"
    r"(?:(?:some|about|over|nearly|almost|just|only|more\s+than|around)\s+)?"
)
_SUMMED_UP = in_lower(
    r",\s(?:about\s|some\s|around\s|over\s|nearly\s|almost\s)?(?:[\d,.]+\s[a-z]+\s(?:on|in|with|and)\s(?:about\s|some\s)?)?"
)
_RUNS = in_lower(r"\b(?:runs?|ran|owns?|owned|manages?|managed|heads?|leads?|operates?)\s(?:the\s)?$")
_ANNOUNCED = in_lower(
    r"(?:announce[sd]?|unveil(?:s|ed)|launch(?:es|ed)|present(?:s|ed)|introduce[sd]?|show(?:s|ed|cased)|reveal(?:s|ed)|opene?[sd]|(?:is|was|are)\s+(?:building|planning|opening|launching))\b"
)
_ALMOST = r"(?:(?:about|around|some|nearly|almost|over|just|only|more\s+than|up\s+to)\s+)*"
_WORTH = in_lower(rf"\s(?:of|worth)\s+{_ALMOST}")
_FUNDS = frozenset(("fund", "scheme", "programme", "program", "facility", "plan", "initiative", "package"))
_NEXT_TO = frozenset(("followed", "ahead", "behind"))
_MARKETS = frozenset(("market", "markets", "buyer", "buyers", "source", "customer"))
"""Words by which places in a list are only where something goes to or comes from."""
_BEHIND = in_lower(r"\b(?:followed\sby|ahead\sof|behind)\s(?:the\s)?$")
_WITH_ITS = in_lower(rf"\s(?:with|at|on)\s+{_ALMOST}")
_WITH = in_lower(r"with\s+(?:(?:some|about|over|nearly|almost|just|only|more\s+than|around|its|a|the)\s+){0,2}")
_SET_OFF_WITH = in_lower(
    r",\s+with\s+(?:(?:some|about|over|nearly|almost|just|only|more\s+than|around|its|a|the)\s+){0,2}"
)
_MEASURE = re.compile(r"[Tt]he\s[\d,.]+(?:\s?(?:MW|GW|kW|MWh|ha|km|hectares?|acres?)|-[a-z][a-z-]+)")
_SITE = re.compile(
    r"\s(?:[a-z]+\s)?(?:farm|park|plant|dam|tower|bridge|tunnel|reservoir|mine|mill|stadium|hall|quarter|estate|site|line|pipeline|depot)\b"
)
"""What sort of thing a name before it is the name of: `the 64 MW Weir wind farm`."""
_GOES_ON = in_lower(
    r"\s(?!(?:and|or|in|on|at|to|of|by|for|with|from|into|under|which|that|will|would|is|was|as|over|this|next|last)\b)[a-z]"
)
"""After a name that only describes the noun behind it: `a $90 million Quay Renewal contract`."""
_DETERMINED = in_lower(r"(?:\ba|\bthe|\bits|\btheir|\bour|['’]s?)\s(?:[a-z]+\s)?$")
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s")


@where(near="earlier")
def label(figure: Figure) -> Belonging | None:
    """A name and a colon before the figure: `Harbour Relief Scheme: 340 (290)`; places only tell parts apart."""
    opening = figure.reading.sentences[figure.number].start
    first = next((m for m in figure.mentions if m.sort in ("name", "free") and m.start - opening < 4), None)
    if first is None or first.end >= figure.start or (first.place and first.entity != figure.reading.topic):
        return None
    heads = {word.lower() for word in figure.text[first.start : first.end].split()}
    stop = first_digit(figure, first.end)
    if not heads.isdisjoint(_MEASURED) or not _LABEL.match(figure.reading.plain, first.end, stop):
        return None
    if not first.organisation and len(heads) == 1:
        return None
    return Belonging(first.entity, "the label before it", 0.88)


def first_digit(figure: Figure, place: int) -> int:
    """Where the first number after a place in the sentence stands, the figure at the latest."""
    found = _DIGIT.search(figure.text, place, figure.start)
    return found.start() if found else figure.start


@where(near="earlier")
def bracketed(figure: Figure) -> Belonging | None:
    """The name right before the bracket that holds the figure; a place there is only a part of a breakdown."""
    for m in figure.mentions:
        near = m.end < figure.start < m.end + 24 and not m.place and m.sort in ("name", "free")
        if near and _BRACKET.fullmatch(figure.reading.plain, m.end, figure.start):
            return Belonging(m.entity, "named before its bracket", 0.85)
    return None


@where(near="earlier")
def apposed(figure: Figure) -> Belonging | None:
    """The name that a phrase with the figure explains: `Mosstone, a team of 28 divers in Oldport`."""
    for m in figure.mentions:
        named = m.end < figure.start and m.sort in ("name", "free") and not m.place
        if not named or figure.reading.lower[m.end] != ",":
            continue
        if not figure.money and m.organisation and _is_summed_up(figure, m):
            return Belonging(m.entity, "explained by it", 0.88)
        if _EXPLAINED.fullmatch(figure.reading.lower, m.end, figure.start):
            return Belonging(m.entity, "explained by it", 0.88, passing=_is_announced(figure, m))
    return None


def _is_summed_up(figure: Figure, body: Mention) -> bool:
    """Whether a body that somebody runs is told by its size alone: `They run Acme, 90 goats on 40 hectares`."""
    lower = figure.reading.lower
    if not _SUMMED_UP.fullmatch(lower, body.end, figure.start) or not _RUNS.search(
        lower, max(0, body.start - 16), body.start
    ):
        return False
    return figure.reading.first_verb(figure.end, figure.right) is None


def _is_announced(figure: Figure, thing: Mention) -> bool:
    """Whether a body announces a thing and stays what the text is about: `Acme showed Gull, a 40-foot boat`."""
    if thing.organisation:
        return False
    verb = figure.reading.first_verb(figure.reading.sentences[figure.number].start, thing.start)
    acts = verb and any(m.organisation and not m.place and m.end <= verb[0] for m in figure.mentions)
    return bool(acts and verb and _ANNOUNCED.match(figure.reading.lower, verb[0]))


@where(near="later")
def sized(figure: Figure) -> Belonging | None:
    """The fund or scheme whose size stands before its name: `the government's $3 billion Harbour Relief Scheme`."""
    if not figure.money and not _MEASURE.fullmatch(figure.text, figure.start - 4, figure.end):
        return None
    found = next((m for m in figure.mentions if figure.text[figure.end : m.start] == " "), None)
    if found is None or found.place or found.sort == "pronoun":
        return None
    if not (found.organisation or _SITE.match(figure.text, found.end) or _is_endowed(figure, found)):
        return None
    return Belonging(found.entity, "names what has this size", 0.92, passing=not figure.money and found.sort == "free")


@where(of="money", near="before")
def fund_of(figure: Figure) -> Belonging | None:
    """The fund or scheme whose size stands right behind its name: `set up a Harbour Relief Fund of $3 billion`."""
    for m in figure.own:
        named = m.end < figure.start and m.organisation and not m.place and m.sort in ("name", "free")
        if named and _WORTH.fullmatch(figure.reading.lower, m.end, figure.start):
            last = figure.reading.lower[m.start : m.end].rsplit(maxsplit=1)[-1]
            return Belonging(m.entity, "names what has this size", 0.92) if last in _FUNDS else None
    return None


@where(*_NEXT_TO, near="before")
def followed(figure: Figure) -> Belonging | None:
    """Who comes next in a list with a figure of its own: `Acme led with 40, followed by Oslo with 30`."""
    lower = figure.reading.lower
    for m in reversed(figure.own):
        if m.end < figure.start and _WITH_ITS.fullmatch(lower, m.end, figure.start):
            next_to = m.sort in ("name", "free") and _BEHIND.search(lower, figure.left, m.start)
            if m.place and not _MARKETS.isdisjoint(figure.said):
                return None
            return Belonging(m.entity, "follows with its own", 0.88, passing=True) if next_to else None
    return None


def _is_endowed(figure: Figure, name: Mention) -> bool:
    """Whether a name of several words is that of what millions go into: `a $90 million Quay Renewal Drive for`."""
    several = figure.text.find(" ", name.start, name.end) > 0 and not _GOES_ON.match(figure.reading.lower, name.end)
    millions = several and "illion" in figure.text[figure.start : figure.end]
    return millions and bool(_DETERMINED.search(figure.reading.lower, figure.start - 16, figure.start))


@where(near="before")
def possessor(figure: Figure) -> Belonging | None:
    """The owner right before the figure: `four of the carrier's 64 aircraft`, `Acme's $4 million sale`."""
    for m in figure.own:
        if m.end > figure.start:
            break
        own = m.noun in ("its", "our", "my")
        if (_OWN if own else _POSSESSIVE).fullmatch(figure.reading.plain, m.end, figure.start):
            of_all = own and _OF_ALL.search(figure.reading.lower, m.start - 10, m.start)
            if is_speaker(figure.reading, m) or (own and not of_all):
                return None
            return Belonging(m.entity, "owner right before it", 0.92)
    return None


@where(near="earlier")
def with_its_own(figure: Figure) -> Belonging | None:
    """The name that the figure is set off after: `Bolt, with 148 stores, reported a profit`."""
    for m in figure.mentions:
        lower = figure.reading.lower
        set_off = m.end < figure.start and lower[m.end] == "," and _SET_OFF_WITH.fullmatch(lower, m.end, figure.start)
        if set_off and m.sort != "pronoun" and (not m.place or m.entity == figure.reading.topic):
            return Belonging(m.entity, "set off after it", 0.88)
    return None


@where(near="later")
def with_figure(figure: Figure) -> Belonging | None:
    """The subject after a phrase that opens the sentence: `With 64 aircraft in its fleet, the airline cannot grow`."""
    reading = figure.reading
    opening = reading.sentences[figure.number].start
    if not _WITH.fullmatch(reading.lower, opening, figure.start):
        return None
    for m in figure.mentions:
        after_comma = m.start >= figure.end and reading.plain.startswith(", ", m.start - 2)
        if after_comma and not m.place and m.noun != "its":
            return Belonging(m.entity, "subject after the opening phrase", 0.85)
    return None


@where(near="before")
def conjunct(figure: Figure) -> Belonging | None:
    """The subject of a later clause of a list: `Acme rose 2%, Bolt fell 3% and Corvid ended with 5%`."""
    text, left = figure.reading.plain, figure.left
    count = _DIGIT if text[figure.start].isdigit() else _COUNT
    for m in reversed(figure.own):
        if m.end > figure.start or m.sort == "pronoun" or not count.search(text, left, m.start):
            continue
        if text.startswith("(", m.start - 1):
            continue  # only the short form of the name before it
        if not _NEXT.search(text, left, m.start):
            return None
        before = figure.reading.focus.get(figure.number)
        told = figure.share and any(before == one.entity for one in figure.own if one.end < m.start)
        gapped = told and text.endswith(", ", 0, m.start) and text[m.end : figure.start].isspace()
        if m.place and m.entity != figure.reading.topic and not gapped:
            return None
        if preposition_before(figure.reading.lower, left, m.start) == "between":
            return None
        if figure.reading.acts(m.end, _ADVERB, _PAST) or gapped or _GAPPED.fullmatch(text, m.end, figure.start):
            return Belonging(m.entity, "subject of its own part of a list", 0.85)
        return None
    return None
