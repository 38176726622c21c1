"""Whose a figure is that somebody sets, builds or wants for another: `The council set the fund's limit at 40`."""

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower
from extraction.mentions import Mention
from extraction.rules import where

_ALMOST = r"(?:(?:about|around|some|nearly|almost|over|just|only|more\s+than|up\s+to)\s+)*"
_SETTING = frozenset(("set", "sets", "setting", "fixed", "fixes"))
_SET = in_lower(r"\b(?:set|sets|setting|fixed|fixes)\s+(?:the\s+)?$")
_AT = in_lower(rf"(?:['’]s)?\s(?:[a-z-]+\s){{1,4}}(?:for\s(?:the\s)?[\w/-]+\s)?at\s{_ALMOST}")
_BUILT = in_lower(r"\s(?:[a-z-]+\s){1,3}?(?:that|which)\s(?:the\s)?")
_BUILDS = in_lower(
    r"\s(?:(?:will|would|plans\sto|intends\sto|is\sto|wants\sto|hopes\sto)\s(?:build|open|run|set\sup|put\sup)|is\s(?:building|opening|planning)"
    r"|(?:has\s|had\s)?(?:built|opened|planned))\b"
)
_LONGEST = 120
"""How far before a figure what it is wanted for may be told."""
_SHARE = in_lower(
    r"\W*an?\s(?:share|figure|number|total|level|rate|amount|sum|proportion)\s(?:that\s|which\s)?(?!of\s)"
    r"[\w’' -]+?\s(?:wants?|wanted|hopes?|plans?|aims?|intends?)\sto\s"
)


@where(*_SETTING, near="before")
def set_for(figure: Figure) -> Belonging | None:
    """What somebody sets a limit or price for: `The council set the Quay Fund's limit for the year at 40 million`."""
    lower = figure.reading.lower
    for m in figure.own:
        thing = m.end < figure.start and m.sort == "name" and not m.place
        if thing and _AT.fullmatch(lower, m.end, figure.start) and _SET.search(lower, figure.left, m.start):
            return Belonging(m.entity, "what it is set for", 0.9)
    return None


@where(near="later")
def built_by(figure: Figure) -> Belonging | None:
    """Who builds what has the figure: `a $40 million hall that Oslo's Acme will build`."""
    if not figure.money and "-" not in figure.text[figure.start : figure.end]:
        return None
    thing = _BUILT.match(figure.reading.lower, figure.end)
    if thing is None:
        return None
    builder: Mention | None = None
    for m in figure.mentions:
        if m.start == thing.end() or (builder and figure.text[builder.end : m.start] == "'s "):
            builder = m
    if builder is None or not _BUILDS.match(figure.reading.lower, builder.end):
        return None
    return Belonging(builder.entity, "who builds it", 0.88, passing=True)


@where(near="told")
def wanted_more(figure: Figure) -> Belonging | None:
    """What somebody wants to change is whose it was before: `Tins were 9%, a share Acme wants to raise to 30%`."""
    focus, lower = figure.reading.focus.get(figure.number, ""), figure.reading.lower
    opening = max(figure.reading.sentences[figure.number].start, figure.start - _LONGEST)
    place = lower.rfind(", a", opening, figure.start) if focus else -1
    told = place >= 0 and _SHARE.match(lower, place, figure.start) and figure.text[place - 1] not in "0123456789"
    return Belonging(focus, "as the figure before", 0.8) if told else None
