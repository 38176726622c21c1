"""What somebody foresees or counts that is not their own."""

import re

from extraction.agreeing import PUBLIC
from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention

_LISTS = words("entities")
_FORECASTS = re.compile(
    rf"\s+(?:\w+ly\s+|now\s+|still\s+|also\s+)?(?:{alternation(_LISTS['forecasting_verbs'])})\b(?!\s+(?:to|on|up|in|into|out|back)\b)"
)
_OBSERVER = in_lower(
    r"\W*(?:the|its|both)\s(?:institutes?|think[- ]tank|banks?|rating\sagency|forecasters?|consultancy|economists?"
    r"|researchers|university|authors|study|report|survey)"
    rf"\s(?:also\s|now\s)?(?:{alternation(_LISTS['forecasting_verbs'])}|expect|forecast|predict|see)\b(?!\s(?:its|their)\b)"
)
"""Who foresees what is not their own: `the institute expects prices to fall`."""
_WATCHERS = (
    *("accountants ", "accountant ", "analysts ", "brokers ", "broker ", "consultants ", "economists ", "bank "),
    *("consultancy ", "forecasters ", "auditors ", "researchers "),
)
"""Before the name of who foresees what others will do."""
_A_WATCHER = in_lower(
    r",\s(?:an?|the)\s(?:[a-z-]+\s){0,3}?(?:(?:accounting|research|ratings?|consulting|analytics|advisory|data)\s(?:firm|house|agency|company)"
    r"|brokerage|consultancy|think[- ]tank|accountancy|auditor),(?=\s)"
)
_THEIR_FORECAST = in_lower(
    r"\s(?:[a-z]+\s)?(?:raised|lowered|cut|lifted|kept|trimmed|reduced|maintained|revised|increased)\s(?:its|their)\s(?:[a-z-]+\s){0,3}?"
    r"(?:forecast|estimate|projection|prediction|outlook)s?\b(?!\s(?:for|of)\s(?:its|their)\b)"
)
_ITS_OWN = in_lower(r"\b(?:its|their|our|it|they|we|to)\b")
_WHOLE_ECONOMY = in_lower(
    rf"\s(?:[a-z-]+\s){{0,4}}?(?:{alternation(noun.lower() for noun in _LISTS['economy_nouns'])})\b"
)
"""After who foresees, what only a whole land has: `The ministry sees timber exports at 4 million`."""
_RECKONS_THAT = in_lower(
    r"(?:,[^,.;]{3,40},)?\s(?:[a-z]+ly\s|also\s|now\s)?(?:reckons?|reckoned|estimates?|estimated|calculates?|calculated)\sthat\s"
    r"(?:(?:about|around|some|nearly|almost|over|only|just|more\sthan|at\sleast|up\sto)\s)*(?=\d|\Z)"
)
"""After who tells how many there are of something: `The trade body, a lobby, reckons that 40,000 people bake`."""
_OF_THEM = in_lower(r"of\s(?:them|these|those)\b")
"""Whom a body counts that are not its own, whatever the article is about: `the board counted 40 of them`."""
COUNTS = in_lower(r"\s+(?:has\s+|have\s+)?(?:counts?|counted|recorded|logged|tallied|registered)\b")


def _of_an_outsider(figure: Figure, subject: Mention) -> bool:
    """Whether a figure is of the forecast of somebody who watches others: `accountants Doe & Co cut their forecast`."""
    lower = figure.reading.lower
    said_to_watch = _A_WATCHER.match(lower, subject.end)
    if not said_to_watch and not lower.endswith(_WATCHERS, figure.left, subject.start):
        return False
    opening = said_to_watch.end() if said_to_watch else subject.end
    return bool(_THEIR_FORECAST.match(lower, opening, figure.start))


def forecast(figure: Figure) -> Belonging | None:
    """What somebody else foresees: `the bank sees the index 5% higher` is of the index."""
    subject = next((m for m in figure.own if m.end < figure.start), None)
    topic = figure.reading.topic
    if subject and subject.entity != topic and figure.reading.is_place(topic) and not subject.place:
        reckons = _RECKONS_THAT.match(figure.reading.lower, subject.end, figure.start)
        if reckons and not _ITS_OWN.search(figure.reading.lower, reckons.end(), figure.end + 8):
            figure.reading.foreseeing[figure.number] = subject.entity
            return Belonging(topic, "what is foreseen for the place", 0.8)
    if figure.reading.is_place(topic) and _OBSERVER.match(figure.reading.lower, figure.left, figure.start):
        return Belonging(topic, "what is foreseen for the place", 0.8)
    if subject and figure.reading.is_place(topic) and _of_an_outsider(figure, subject):
        figure.reading.foreseeing[figure.number] = subject.entity
        return Belonging(topic, "what is foreseen for the place", 0.8)
    if subject is None or not _FORECASTS.match(figure.text, subject.end, figure.start):
        return None
    verb = figure.reading.first_verb(subject.end, figure.start)
    stop = verb[1] if verb else subject.end
    for m in figure.own:
        owner = m.place and stop <= m.start <= stop + 6 and m.entity != subject.entity
        if owner and figure.reading.plain.startswith(("'s ", "' "), m.end):
            return Belonging(m.entity, "what is foreseen for the place", 0.8)
        named = m.sort in ("name", "free") and not m.place and m.entity != subject.entity
        if named and stop <= m.start and m.end <= figure.start:
            return Belonging(m.entity, "what is foreseen", 0.8)
    if figure.attached and figure.attached.place and COUNTS.match(figure.reading.lower, subject.end):
        return Belonging(figure.attached.entity, "counted there", 0.85)
    place = figure.reading.topic if figure.reading.is_place(figure.reading.topic) else ""
    counting = figure.reading.counts_for_others(subject.entity) or _is_central_bank(figure, subject.entity)
    if not place and (counting or not PUBLIC.isdisjoint(figure.reading.words_of(subject.entity))):
        whole = _WHOLE_ECONOMY.match(figure.reading.lower, stop, figure.start)
        place = (figure.reading.lexicon.place_of(subject.entity) or figure.reading.land) if whole else ""
    if not place and topic != subject.entity and _OF_THEM.search(figure.reading.lower, stop, figure.end + 8):
        place = figure.reading.topic_place
    lexicon = figure.reading.lexicon
    if place and subject.entity != place and not subject.place:
        public = counting or not PUBLIC.isdisjoint(figure.reading.words_of(subject.entity))
        outsider = subject.sort == "free" and not COUNTS.match(figure.reading.lower, subject.end)
        outsider = outsider and not _ITS_OWN.search(figure.reading.lower, stop, figure.start)
        if outsider or (public and lexicon.place_of(subject.entity) in (place, "")):
            figure.reading.foreseeing[figure.number] = subject.entity
            return Belonging(place, "what is foreseen for the place", 0.8)
    return None


def _is_central_bank(figure: Figure, entity: str) -> bool:
    """Whether a bank foresees for a whole land by its name: `Bank of Oldport`, `Reserve Bank`."""
    words_of = figure.reading.words_of(entity)
    return "bank" in words_of and not words_of.isdisjoint(("of", "central", "reserve", "national"))
