"""An article made ready for reading."""

import re
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from extraction.acronyms import acronyms
from extraction.calendars import Span
from extraction.catalogue_lexicon import Lexicon
from extraction.fiscal_years import fiscal_start, parts_start
from extraction.grammar import lower, whole_words
from extraction.mentions import named
from extraction.named_bodies import is_no_paper
from extraction.namesakes import with_namesakes
from extraction.periods import periods
from extraction.plain_spelling import plain
from extraction.reading import Reading
from extraction.seasons import as_in_the_north
from extraction.sentences import sentences
from extraction.spelling import Spelling, in_title_case
from extraction.spoken import Governing
from extraction.topic import set_topic
from extraction.understood import understood
from extraction.verbs import verbs
from extraction.words_said import letters_of, words_in_order
from schemas.article import Article

_BESIDE = ("across", "throughout", "neighbouring", "neighboring", "nearby")
_NEAR = ("In", *(form for word in _BESIDE for form in (word, word.capitalize())))
_IN_PLACE = re.compile(
    rf"(?:, in|{whole_words(_NEAR)})\s"
    r"(?:neighbou?ring\s|nearby\s)?([A-Z][a-z]+)\b"
)
_REPORT = re.compile(
    r"\b(?:(?:figures|statistics|results|data|report|survey|accounts|census|numbers|review|summary)\s+(?:for|of|in)\s+(?:the\s+)?"
    r"|(?:figures|statistics|data)\s+on\s+(?:[a-z’'&,-]+\s+){1,7}?(?:for|of|in)\s+(?:the\s+)?"
    r"|(?:update|statement)\s+for\s+(?:the\s+)?"
    r"|(?:figures|results|accounts)\s+of\s+(?:[a-z’'&,-]+\s+){1,5}?for\s+(?:the\s+)?"
    r"|(?:interim|quarterly|half-year|annual|monthly|production|trading|traffic|sales)\s+(?:report|statement|update|results|figures)\s*[,:]\s+)",
    re.IGNORECASE,
)
_REPORTING = frozenset(
    (
        *("figures", "statistics", "results", "data", "report", "survey", "accounts", "census", "numbers", "review"),
        *("summary", "statement", "update", "earnings"),
    )
)
"""Words of which what names a report holds one."""
_GOVERNING = re.compile(rf"{_REPORT.pattern}(?:\d+-week\s+)?$", re.IGNORECASE)
_HEADS_REPORT = re.compile(
    r"(?:['’]s)?\s+(?:[\w’'-]+\s+){0,2}?(?:results|report|figures|statistics|accounts|update|earnings)\b", re.IGNORECASE
)
"""After the time of a headline that its article reports: `January traffic figures`."""
_NAMES_COUNT = re.compile(r"(?:[a-z]{2,}s|Index|Survey|Bulletin|Release),?\s(?:[–-]\s)?$")
"""What is counted, in several, or the publication that tells of it, right before the time of a title."""
_RESULT = re.compile(
    r"\b(?:report(?:s|ed|ing)?|post(?:s|ed|ing)|announce[sd]?|book(?:s|ed)|made|record(?:s|ed)|swung\s+to|unveil(?:s|ed))\s[^.;]{0,60}?"
    r"\b(?:loss(?:es)?|profits?|earnings|sales|revenues?|income|surplus|deficit)\s(?:(?!and\b)[^\s;,]+\s){0,6}?(?:for|in)\s+(?:the\s+|its\s+)?$",
    re.IGNORECASE,
)
"""Before the time that a body's result is of: `reported a smaller loss for the year to March`."""
_LEAD = re.compile(r"(?:for|of|in)\s+(?:the\s+)?", re.IGNORECASE)
_EARNED = frozenset(
    ("loss", "losses", "profit", "profits", "sales", "revenue", "revenues", "income", "surplus", "deficit")
)
_PAST_YEAR = timedelta(days=500)
_FRESH = timedelta(days=150)
"""How long ago it may have ended."""
_MONTH = timedelta(days=26)
_place = attrgetter("start", "end")


def read(article: Article, lexicon: Lexicon) -> Reading:
    """An article made ready for reading: sentences split, acronyms known, topic and governing period found."""
    text = article.text
    found = sentences(text)
    spelled = plain(text)
    tokens = words_in_order(spelled)
    said = frozenset(tokens)
    lexicon = with_namesakes(_with_places(lexicon, spelled), spelled, said)
    small = lower(text)
    reading = Reading(
        article=article,
        lexicon=lexicon,
        text=text,
        lower=small,
        plain_lower=lower(spelled),
        plain=spelled,
        letters=letters_of(small),
        sentences=found,
        starts=[s.start for s in found],
        local=acronyms(spelled, lexicon, said),
        spelling=Spelling.of(spelled, said),
        on=article.published.last_day if article.published else None,
        press=_press(article),
        furniture=sorted((f.start, f.end, f.sort) for f in article.furniture),
        datelines=sorted((f.start, f.end) for f in article.furniture if f.sort in ("dateline", "byline")),
    )
    reading.catalogue = named(spelled, reading.plain_lower, lexicon, reading.local, tokens)
    if told := understood(reading):
        reading.catalogue = sorted([*reading.catalogue, *told], key=_place)
    reading.catalogue_starts = [m.start for m in reading.catalogue]
    set_topic(reading)
    reading.parts_start = parts_start(reading)
    reading.fiscal_start = fiscal_start(reading)
    reading.timed = as_in_the_north(reading)
    _set_governing(reading)
    return reading


def _with_places(lexicon: Lexicon, text: str) -> Lexicon:
    """The lexicon for a text which says itself that a name of the catalogue is a place's: `In neighbouring Oldmark`."""
    if not any(name in text for name in lexicon.perhaps):
        return lexicon
    found = frozenset(lexicon.perhaps[name] for name in _IN_PLACE.findall(text) if name in lexicon.perhaps)
    return replace(lexicon, places=lexicon.places | found) if found else lexicon


def _set_governing(reading: Reading) -> None:
    """Find the period that a title or an opening sentence gives to all figures: `results for 2024`."""
    title = reading.article.title
    openings = [(reading.text[s.start : s.end], reading.words_in((s.start, s.end))) for s in reading.sentences[:4]]
    for text, said in ((title or "", frozenset(words_in_order(title.lower() if title else ""))), *openings):
        if _REPORTING.isdisjoint(said) or not (text is title or _REPORT.search(text)):
            if text is title and (heading := _of_a_release(reading, text, said)):
                reading.governing = heading
                return
            continue
        told = (reading.on, reading.fiscal_start, None, reading.parts_start)
        for period in periods(text, lower(text), 0, len(text), *told):
            lead = _LEAD.match(text, period.start, period.end)
            is_told = text is title and _HEADS_REPORT.match(text, period.end) and _is_fresh(period.span, reading.on)
            if is_told or _GOVERNING.search(text[: period.start] + (lead.group() if lead else "")):
                reading.governing = Governing(period.span, text[period.start : period.end])
                return
    _set_result(reading)


def _of_a_release(reading: Reading, title: str, said: frozenset[str]) -> Governing | None:
    """The time that ends a title which only names what is counted: `New House Starts Quarter 2 2026`."""
    last = next(reversed(periods(title, lower(title), 0, len(title), reading.on, words=said)), None)
    if last is None or last.cycle or last.end < len(title) or _LEAD.match(title, last.start):
        return None
    if title.endswith(", ", 0, last.start) and not verbs(lower(title), 0, last.start):
        return Governing(last.span, title[last.start :]) if _is_fresh(last.span, reading.on) else None
    if not in_title_case(title):
        return None
    named = _is_fresh(last.span, reading.on) and _NAMES_COUNT.search(title, 0, last.start)
    return Governing(last.span, title[last.start :]) if named else None


def _set_result(reading: Reading) -> None:
    """Find the period that an opening sentence gives to a result: `posted a loss for the first half`."""
    for number, sentence in enumerate(reading.sentences[:3]):
        if _EARNED.isdisjoint(reading.words_in((sentence.start, sentence.end))):
            continue
        for period in reading.periods_of(number):
            over = reading.on and period.span.last < reading.on < period.span.last + _PAST_YEAR
            if not over or period.span.last - period.span.first < _MONTH:
                continue
            lead = _LEAD.match(reading.text, period.start)
            if _RESULT.search(reading.text, sentence.start, lead.end() if lead else period.start):
                reading.governing = Governing(period.span, reading.text[period.start : period.end], number)
                return


def _is_fresh(span: Span, on: date | None) -> bool:
    """Whether a time of a month or more has ended not long ago, so that a report may be of it."""
    return on is not None and span.last - span.first >= _MONTH and timedelta(0) < on - span.last < _FRESH


def _press(article: Article) -> str:
    """The name of the paper, which its articles are not about; empty where it opens the title, or is no paper's."""
    name = re.sub(r"\s*\(.*", "", article.publisher or "")
    own = (article.title or "").startswith(name) or is_no_paper(name)
    return "" if name and own else name
