"""Names that only tell who speaks, or where a figure comes from."""

import re
from typing import TYPE_CHECKING

from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.verbs import SPEECH, verbs

if TYPE_CHECKING:
    from extraction.reading import Reading

_LISTS = words("entities")
_AMOUNT = re.compile(
    r"\s+(?:(?:in|on|last|this|earlier\s+this)\s+[a-z]+\s+)?(?:(?:an?|about|another|some|over|nearly|almost|as\s+much\s+as|up\s+to|new|extra)\s+){0,2}"
    r"(?:[a-z]{0,3}[$€£¥]|\d|(?:third|quarter|fifth|half)\b)"
)
_HOUSES = ("firm", "house", "bank", "brokerage", "consultancy", "agency")
_HOUSE = rf"(?:(?:[a-z-]+\s){{0,2}}(?:{'|'.join(_HOUSES)})\s)?"
_SOURCE = in_lower(
    r"\b(?:polled|surveyed|compiled|tracked|gathered|collected|cited|quoted|interviewed|calculated|provided|survey|report|study|poll|research|analysis)\s+(?:by|from)\s+(?:the\s+)?$|\baccording\s+to\s+(?:the\s+)?$"
    r"|\baccording\s+to\s+(?:[a-z’'-]+\s+){0,4}(?:figures|data|statistics|estimates?|numbers|reports?|surveys?|calculations)\s+"
    r"(?:(?:released|published|issued|given)\s+)?(?:of|from|by)\s+(?:the\s+)?$"
    rf"|\b(?:{alternation(_LISTS['speaking_posts'])})s?\s+(?:[\w-]+\s+){{0,3}}?(?:at|with|for|from)\s+(?:the\s+)?{_HOUSE}$"
    rf"|\bpartner\sat\s(?:the\s)?{_HOUSE}$"
    r"|\b(?:economist|analyst|professor|researcher|strategist)\s(?:[\w-]+\s){1,3}of\s(?:the\s)?$"
)
_DATA = ("data", "figures", "statistics", "estimates", "numbers", "records")
_DATA_FROM = in_lower(rf"\b(?:{'|'.join(_DATA)})\s+(?:from|by)\s+(?:the\s+)?$")
_PUT = in_lower(r"\s+(?:(?:also|now)\s+)?puts?\s")
"""After whom the figures are from: `Data from Acme put the catch at 40 tonnes`."""
_LINKS = ("by", "from", "to", "of", "at", "with", "for", "the", *_HOUSES)
"""With which what stands before a source ends."""
_POST_AFTER = in_lower(
    rf"(?:'s)?\s+(?:chief\s+|senior\s+|market\s+|equity\s+)?(?:{alternation(_LISTS['speaking_posts'])})\b"
)
_ACCORDING = in_lower(r"\baccording\s+to\s+(?:an?\s+|the\s+)?$")
_REPORTED = in_lower(r"(?:'s)?\s+(?:report|survey|study|poll|data|figures|statistics|estimates?|research)\b")
_POSTS = frozenset(post.rsplit(maxsplit=1)[-1] for post in _LISTS["speaking_posts"])
_SOURCES = frozenset(re.findall(r"[a-z]+", _SOURCE.pattern)) | _POSTS | {f"{post}s" for post in _POSTS}
_AFTER = frozenset(re.findall(r"[a-z]+", f"{_POST_AFTER.pattern} {_REPORTED.pattern}"))
_TRANSITIVE = frozenset(
    ("added", "adds", "reported", "reports", "announced", "announces", "revealed", "showed", "shows", "claimed")
)
"""Verbs of speech that may have an amount as their object: who adds 3 % does not speak."""
_HAVING = in_lower(r"(?:has|have|had)\s+(?:[a-z]+ly\s+|also\s+)?")
_ACCORDING_TO = in_lower(r"\baccording\s+to\s+(?:the\s+)?$")


def is_speaker(reading: "Reading", mention: Mention) -> bool:
    """Whether a mention only says who speaks: `HKX chief Jane Doe said`, or `Jane Doe of HKX said`."""
    known = reading.speaking.get(mention.end)
    if known is None and is_source(reading, mention):
        known = reading.speaking[mention.end] = True
    if known is None:
        speech = SPEECH.search(reading.text, mention.end, mention.end + 90)
        known = (
            speech is not None
            and not reading.plain.startswith(", which ", mention.end)
            and all(
                _HAVING.fullmatch(reading.lower, verb[0], speech.start())
                for verb in verbs(reading.plain_lower, mention.end, speech.start())
            )
            and not (speech.group() in _TRANSITIVE and _AMOUNT.match(reading.lower, speech.end()))
        )
        reading.speaking[mention.end] = known
    return known


def is_source(reading: "Reading", mention: Mention) -> bool:
    """Whether a name only tells where a figure comes from: `analysts polled by Acme`, `an economist at Acme`."""
    left = mention.start - 40 if mention.start > 40 else 0
    is_led_in = reading.plain_lower[left : mention.start].rstrip().endswith(_LINKS)
    is_told = is_led_in and not _SOURCES.isdisjoint(reading.letters[left : mention.start].split())
    if is_told and _SOURCE.search(reading.plain_lower, left, mention.start):
        return True
    if is_led_in and _PUT.match(reading.plain_lower, mention.end):
        return bool(_DATA_FROM.search(reading.plain_lower, left, mention.start))
    if reading.words_of_sentence_at(mention.start).isdisjoint(_AFTER):
        return False
    if _POST_AFTER.match(reading.plain_lower, mention.end):
        return True
    reported = _REPORTED.match(reading.plain_lower, mention.end)
    return bool(reported and _ACCORDING.search(reading.plain_lower, left, mention.start))


def is_told_by(reading: "Reading", mention: Mention) -> bool:
    """Whether a name stands right after `according to`."""
    return bool(_ACCORDING_TO.search(reading.plain_lower, mention.start - 24, mention.start))


def is_sourced(reading: "Reading", mention: Mention) -> bool:
    """Whether a short form in brackets stands after a source: `According to the Harbour Board (HB), firms ...`."""
    opening = reading.plain_lower.rfind("according to", max(0, mention.start - 90), mention.start)
    return opening >= 0 and not any(sign in reading.plain[opening : mention.start - 1] for sign in ",.;")
