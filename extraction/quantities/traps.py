"""Number-like things that are no quantities: dates, times, codes, names, labels, scores, list marks."""

import re

from extraction.quantities import lexicon

_DATA = lexicon.read("traps")
MONTHS = frozenset(_DATA["months"])
LABELS = frozenset(_DATA["labels"])
CAPITAL_LABELS = frozenset(_DATA["labels_if_capital"])
NAMES_BEFORE = frozenset(_DATA["names_before"])
NAMES_ALWAYS = frozenset(_DATA["names_always"])
NAMES_AFTER = frozenset(_DATA["names_after"])
SCORE_WORDS = frozenset(_DATA["score_words"])
PHONE_WORDS = frozenset(_DATA["phone_words"])
STREET_WORDS = frozenset(_DATA["street_words"])
YEAR_WORDS = frozenset(_DATA["year_words"])
IDIOMS = frozenset(_DATA["idioms"])

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DASH = r"[-\u2010-\u2015]"
_AMPM = r"(?:[aApP]\.?[mM]\b\.?|o[’']clock)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATED_YEAR = rf"{_YEAR}(?:(?!\d)|[1-9](?=[.,;:)]|\s*\Z))"
"""The year of a day, with the mark of a footnote that may stand behind it: `on 31 March 20251`."""
HERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a date",
        re.compile(
            r"\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])(?:T[\d:.]{4,16})?(?![\d])|(?:[12]\d|"
            r"3[01]|0?[1-9])[-/.](?:0?[1-9]|1[0-2])[-/.](?:\d{4}|\d{2})(?![\d%])"
        ),
    ),
    (
        "a date",
        re.compile(
            rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:[ ]?(?:{_DASH}|to|and|&|or)[ ]?(?:the )?(?:3[01]|"
            rf"[12]\d|0?[1-9])(?:st|nd|rd|th)?)?(?:[ \u00a0-]|"
            rf"[ ]of[ ]){_MONTH}(?:[ \u00a0,-]{{1,2}}{_DATED_YEAR})?"
        ),
    ),
    (
        "a time of day",
        re.compile(
            rf"(?:[01]?\d|2[0-4])(?:[:.]\d\d)?[ ]?(?:{_DASH}|to|and)[ ]?(?:[01]?\d|"
            rf"2[0-4])(?:[:.]\d\d)?[ \u00a0]?{_AMPM}"
        ),
    ),
    (
        "a time of day",
        re.compile(
            rf"(?:[01]?\d|2[0-4])(?:[:.]\d\d)?[ \u00a0]?{_AMPM}(?:[ ]?(?:{_DASH}|to)[ ]?(?:[01]?\d|"
            rf"2[0-4])(?:[:.]\d\d)?[ \u00a0]?{_AMPM})?"
        ),
    ),
    ("a time of day or a ratio", re.compile(r"\d{1,4}:\d{1,2}(?::\d\d)?(?:\.\d{1,3})?(?![\d,])|\d{1,3}:\d{1,3}(?!\d)")),
    ("a time of day", re.compile(r"[0-2]\d[0-5]\d[ ]?(?:GMT|HKT|UTC|BST|EST|hrs\b)")),
    ("a time of day", re.compile(r"0\d\.[0-5]\d(?![\d%]|[.,]\d)")),
    (
        "a span of years",
        re.compile(rf"{_YEAR}(?:{_DASH}|/)(?:{_YEAR}|\d\d)(?!\d|[.,]\d|{_DASH}\d)(?=\W|$)(?![ ](?:million|billion))"),
    ),
    ("a tally of attempts", re.compile(rf"\d{{1,3}}{_DASH}(?:for|of){_DASH}\d{{1,3}}(?!\d)")),
    (
        "a name of the game",
        re.compile(
            rf"[23]{_DASH}(?:pointers?\b|point (?:shoot|shot|range|line|play|arc|land|attempt|percent|area|"
            r"field|specialist))"
        ),
    ),
    ("a number to call", re.compile(r"(?:911|999|112)(?= (?:call|dispatch|operator))")),
    ("a decade", re.compile(r"(?:1[5-9]|20)\d0[’']?s\b")),
    ("a code", re.compile(rf"\d{{1,13}}(?:{_DASH}\d{{1,13}}){{2,8}}(?:{_DASH}[\dXx])?(?![\d])")),
    ("a round-the-clock or even-odds idiom", re.compile(r"24/7\b|50[/-]50\b|9/11\b")),
    ("a round-the-clock or even-odds idiom", re.compile(r"360[- ]degree|101\b(?= course)")),
)
# what any of the patterns above needs after its first digits; spares most numbers the search
_DATED = re.compile(
    r"\d{1,13}(?:st|nd|rd|th)?(?:[-\u2010-\u2015/.:’']|s\b|[ \u00a0]?(?:[-\u2010-\u2015&]|[aApP]\.?[mM]\b|o[’']c|"
    r"(?:to|and|or|of)\b|[JFMASOND][aepuco][a-z]|GMT|HKT|UTC|BST|EST|hrs\b|degree|course|call|dispatch|operator))"
)
_HERE = re.compile("|".join(f"({pattern.pattern})" for _, pattern in HERE))
BEFORE_MONTH = re.compile(rf"(?<![A-Za-z]){_MONTH}[ \u00a0]{{1,2}}$")
DAY_AFTER_MONTH = re.compile(
    rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:[ ]?(?:{_DASH}|to|and|&)[ ]?(?:3[01]|[12]\d|"
    rf"0?[1-9])(?:st|nd|rd|th)?)?(?![\d%,.]\d|[\d%$])(?:,?[ \u00a0](?:{_YEAR}(?![\d,]\d|\d)|{_DATED_YEAR}))?|"
    rf"{_YEAR}(?![\d])"
)
PHONE = re.compile(r"\+?\d{1,4}(?:[ -]\d{2,4}){1,4}|\d{7,12}")
PLAIN_PHONE = re.compile(r"(?!(?:19|20)\d\d )[2-9]\d{3}[ -](?!(?:19|20)\d\d\b)\d{4}(?![\d,]|\.\d)")
ZERO_PHONE = re.compile(r"0\d{1,4}[ -]\d{3,4}[ -]?\d{3,4}(?![\d,]|\.\d)")
BRACKETED_PHONE = re.compile(r"\+?\d{2,4}\)[ -]?\d{3,4}[ -]?\d{4}(?!\d)")
_FEWEST_CALLED = 7
_TO_CALL = re.compile(r"\b(?:[Hh]otlines?|[Hh]elplines?|[Dd]ial|[Tt]el)(?:\.|:| number| no\.?)?(?: is| on| at|:)? \Z")
"""Right before a number to call, however few its digits are."""
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015")
PAIR = re.compile(rf"(\d{{1,3}})({_DASH})(\d{{1,3}})(?![\d%]|[,./⁄]\d|{_DASH}\d)")
LABEL_GAP = re.compile(rf"(?:,[ ]|[ ](?:and|to|or|&)[ ]|[ ]?{_DASH}[ ]?|,[ ]and[ ])\Z")
_TO_LAST_WORD = re.compile(r".*[\s(\[\"“‘]", re.DOTALL)
URL = re.compile(r"://|www\.|@[\w-]+\.|\.(?:com|org|net|html?|hk|cn|uk|gov|edu|io|pdf|php)\b")
_RECORD_BEFORE = re.compile(
    r"(?:\b(?:is|are|was|were|went|go|goes|going|start|started|to|an?|at|now|just|included)|[(])[ ]?\Z"
)
_RECORD_AFTER = re.compile(
    r"[.,;)]|[ ](?:with|against|record|start|mark|overall|away|after|shooting|three-point|on the (?:season|year)|"
    r"for the first|"
    r"from (?:the field|three|deep|long|downtown|beyond)|this season|last season|ATS|"
    r"straight up|in (?:the|his|their|its))\b"
)
VIDEO = re.compile(
    r"\b(?:video|videos|display|screen|resolution|camera|cameras|hd|4k|fps|film|record|records|stream|streams|shoots|"
    r"webcam|playback)\b"
)
PICTURE = re.compile(
    r"(?:2|2\.5|2\.7|3|4|5|5\.7|6|8)K[ -](?:display|video|screen|tv|TV|resolution|monitor|movie|footage|content|camera|"
    r"panel|game|gaming|ultra|Ultra|HDR|stream|Blu)"
)
VIDEO_LINES = frozenset({"240", "360", "480", "720", "1080", "1440", "2160", "4320"})
VOTED = re.compile(r"\b(?:vot(?:e|es|ed|ing)|ruled|ruling)\b")
"""Beside a pair of numbers: no result of a match."""
_HOUSE = re.compile(r"[A-Z][\w.-]+ \d{1,4}[a-z]?, \Z")
_TOWN = re.compile(r" [A-Z][\w-]+")
STREET = re.compile(r"[A-Za-z]?,?((?:[ ][A-Z][\w’'.-]{0,24}){2,5})")


def here(text: str, start: int) -> tuple[int, str] | None:
    """The end and the reason, when a date, time, code or span of years starts at the digit at `start`."""
    if not _DATED.match(text, start):
        return None
    found = _HERE.match(text, start)
    return (found.end(), HERE[found.lastindex - 1][0]) if found and found.lastindex else None


_MONTH_FIRSTS = frozenset("JFMASOND")
_MONTH_LASTS = frozenset("yhletrnbpvcg.")


def after_month(text: str, start: int) -> int | None:
    """The end of a day or year that follows a month's name, or None."""
    left = text[max(0, start - 12) : start]
    word = left.rstrip(" \u00a0")
    if not _MONTH_FIRSTS.intersection(word[-9:]) or word[-1:] not in _MONTH_LASTS:
        return None
    named = BEFORE_MONTH.search(left)
    if not named:
        return None
    found = DAY_AFTER_MONTH.match(text, start)
    opening = max(0, start - 12) + named.start()
    if found and text.endswith(("In ", "in "), 0, opening) and _COUNTED.match(text, found.end()):
        return None
    return found.end() if found else None


_COUNTED = re.compile(
    r" (?:people|(?:[a-z]+ )?(?!(?:is|was|has|as|this)\b)[a-z]+s)"
    r" (?:were|are|had|have|[a-z]+ed|took|came|went|left|died|won|lost)\b"
)
"""What follows a count, and no day: `In May 13 ships were sold`."""
_OPENING = " \n(\u00a0"


def in_address(text: str, start: int, end: int) -> bool:
    """True when the number stands inside a web or mail address."""
    if text[start - 1 : start] in _OPENING and text[end : end + 1] not in ".@-_":
        return False
    left = text[max(0, start - 80) : start]
    right = text[end : end + 40]
    cut = max(left.rfind(" "), left.rfind("\n"), left.rfind("("), left.rfind("\u00a0"))
    token = left[cut + 1 :]
    return bool(URL.search(token + text[end - 1 : end] + right.split(" ")[0].split("\n")[0])) and not token.endswith(
        "$"
    )


def phone(text: str, start: int, end: int, before: str) -> int | None:
    """The end of a phone number whose first digits are `[start, end)`, after the character `before`, or None."""
    if end - start < 7 and before not in ("+", "(") and not text[end + 1 : end + 2].isdigit():
        return None
    if before == "+":
        found = PHONE.match(text, start)
        return found.end() if found else None
    if before == "(":
        found = BRACKETED_PHONE.match(text, start)
        return found.end() if found else None
    found = PLAIN_PHONE.match(text, start) or ZERO_PHONE.match(text, start)
    if found:
        return found.end()
    found = PHONE.match(text, start)
    if found is None:
        return None
    left = text[max(0, start - 24) : start]
    called = sum(letter.isdigit() for letter in found.group()) >= _FEWEST_CALLED and any(
        word.strip("().,") in PHONE_WORDS for word in left.lower().split()
    )
    return found.end() if called or _TO_CALL.search(left) else None


def score(text: str, start: int) -> int | None:
    """The end of a result such as 3-1 at `start`, or None: falling pairs, and any pair beside words of a match."""
    found = None if _DASHES.isdisjoint(text[start + 1 : start + 4]) else PAIR.match(text, start)
    if not found or text[start - 1 : start] in ("-", "\u2212"):
        return None
    after = text[found.end() : found.end() + 1]
    if after.isalpha() or (after == "-" and text[found.end() + 1 : found.end() + 2].isalpha()):
        return None
    if int(found.group(1)) >= int(found.group(3)):
        return found.end()
    if text.startswith(" for the first", found.end()):
        return found.end()
    if _RECORD_BEFORE.search(text, start - 12, start) and _RECORD_AFTER.match(text, found.end()):
        return found.end()
    left = text[max(0, start - 60) : start].lower()
    left = left[max(left.rfind(". "), left.rfind("\n")) + 1 :]
    if any(word.strip(",;:()") in SCORE_WORDS for word in left.split()):
        return found.end()
    return None


def video(text: str, start: int, end: int) -> bool:
    """True when the digits before a "p" are lines of a picture ("1080p") rather than pence."""
    return (
        text[start:end] in VIDEO_LINES
        and not text[end + 1 : end + 2].isalnum()
        and not text.startswith((" a share", " per share"), end + 1)
        and VIDEO.search(text[max(0, start - 60) : end + 30].lower()) is not None
    )


def address(text: str, start: int, end: int) -> bool:
    """True when a street's name follows the number, or it is the code before a town: `Hafenweg 14, 26723 Emden`."""
    if text.startswith(" block of ", end):
        return True
    if end - start in (4, 5) and _TOWN.match(text, end) and _HOUSE.search(text, start - 24, start):
        return True
    found = STREET.match(text, end)
    return found is not None and any(word.lower().strip(".") in STREET_WORDS for word in found.group(1).split()[1:])


def last_word(left: str) -> str:
    """The last word of what stands before a number, without the blanks behind it; empty without one."""
    left = left.rstrip(" \u00a0")
    before = _TO_LAST_WORD.match(left)
    return left[before.end() :] if before else left


def label(word: str, has_noun: bool) -> bool:
    """True when `word` directly before a number makes the number a label ("Section 3")."""
    low = word.lower().rstrip(":")
    if low not in LABELS:
        return False
    if low in CAPITAL_LABELS and not word[0].isupper():
        return not has_noun
    return True


def year(text: str, start: int, end: int, previous: str, plural_follows: bool) -> bool:
    """True when the plain four-digit number is the year of something rather than a count."""
    number = int(text[start:end])
    if not 1500 <= number <= 2100:
        return False
    if number % 100 == 0 and plural_follows:
        return previous in {"in", "since", "by", "until", "year"} and False
    if number >= 1900 or previous in YEAR_WORDS:
        return not (plural_follows and previous not in YEAR_WORDS and not (1950 <= number <= 2050))
    return False
