"""The charset of a text: what its bytes say comes before what its sender says, since senders are often wrong."""

import codecs
import re

from fetching.contents import media_type

# Names that mean more than they say, as in the WHATWG's list of encodings.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "utf-16": "utf-16-le",
}
_SPELLED = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "unicode": "utf-16-le",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem", "utf-7"})
_SHIFTED = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr", "hz"})
"""Charsets written in ASCII bytes only."""
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_STRANGE_LINE = re.compile(rb"[^\n]{0,2000}[\x80-\xff][^\n]{0,2000}")
_HEAD = 4096
_SAMPLE = 8_000
_STEP = 1_000_000
_LIKELY, _BENEFIT_OF_DOUBT = 0.5, 0.25
_TRIED = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会自著去之過过家學学對对可她里裡後后小麼么心"
    "多天而能好都然沒没日於于起還还發发成事只作當当想看文無无開开手十用主行方又如前所本見见經经頭头面公同三已老從从動动兩两長长與与及新香港市"
    "報报業业政府萬万億亿元創创科技"
)
_EASTERN_MARKS = frozenset("，。、「」『』：；《》（）！？・　“”")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŸŽž‘’“”–—…€£©®°·«»\xa0¿¡™•´]")
_RUN = re.compile(r"[^\x00-\x7f]{4,}")
_HAN, _JAPANESE = ("gb18030", "big5hkscs"), ("cp932", "euc_jp")


def charset_named(name: str | None) -> str | None:
    """The codec that a charset's name means in practice, as GB18030 for `gb2312`; None for no charset of texts."""
    if not name:
        return None
    try:
        found = _SPELLED.get(name.lower()) or codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if found in _NOT_TEXT or not codecs.lookup(found)._is_text_encoding:
        return None
    return _MEANT.get(found, found)


def _likelihood(body: bytes, charset: str) -> float:
    """How much of the non-ASCII text looks like writing when read by `charset`, from 0 to 1."""
    text = body.decode(charset, "replace")
    strange = [c for c in text if c >= "\x80"]
    wrong = sum(4 for c in strange if c == "\ufffd" or "\x80" <= c <= "\x9f" or "\ue000" <= c <= "\uf8ff")
    good = 0.0
    if charset in _HAN:
        good = sum(2.0 for c in strange if c in _COMMON_HAN) + sum(1.0 for c in strange if c in _EASTERN_MARKS)
    elif charset in _JAPANESE:
        if any("\u3041" <= c <= "\u3096" for c in strange):
            good = sum(1.0 for c in strange if "\u3041" <= c <= "\u30fc" or c in _COMMON_HAN or c in _EASTERN_MARKS)
    elif charset == "cp949":
        good = sum(1.0 for c in strange if "가" <= c <= "힣")
    elif charset == "cp1252":
        # Latin letters stand alone among ASCII ones; a run of them is some other script misread.
        good = float(len(_WESTERN.findall(text))) - sum(len(run) for run in _RUN.findall(text))
    else:
        good = sum(1.0 for c in strange if c.isalpha() or c in _EASTERN_MARKS or _WESTERN.match(c))
    return max(0.0, min(1.0, (good - wrong) / max(len(strange), 1)))


def _is_utf8(body: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()  # by and by, since a text takes up to four times its bytes
    try:
        for start in range(0, len(body), _STEP):
            decoder.decode(body[start : start + _STEP], final=start + _STEP >= len(body))
    except UnicodeDecodeError:
        return False
    return True


def _damaged_utf8(body: bytes) -> bool:
    """Whether a text is UTF-8 but for a few bytes, as one that was cut in the middle of a character."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 < sum(1 for c in text if c >= "\x80")


def charset_of(body: bytes, content_type: str) -> str:
    """The codec to read a text with; `content_type` is the header's value.

    In this order: a byte order mark; UTF-8 if the bytes are valid or nearly valid UTF-8; the charset that the header or
    the page names, if the text then looks like writing; the one of the usual charsets by which it looks most like it.
    """
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return charset
    in_header = _IN_HEADER.search(content_type)
    in_page = _IN_PAGE.search(body[:_HEAD])
    named = [charset_named(in_header[1] if in_header else None)]
    named.append(charset_named((in_page[1] or in_page[2]).decode("ascii") if in_page else None))
    declared = [charset for charset in named if charset]
    wide = next((charset for charset in declared if charset.startswith(("utf-16", "utf-32"))), None)
    if wide and b"\0" in body[:_HEAD]:
        return wide
    if body.isascii():
        return next((charset for charset in declared if charset in _SHIFTED), "utf-8")
    if _is_utf8(body) or media_type(content_type).endswith("json") or _damaged_utf8(sample := _sample(body)):
        return "utf-8"
    rated = {}
    for charset in dict.fromkeys((*declared, *_TRIED)):
        rated[charset] = _likelihood(sample, charset)
        if charset in declared and rated[charset] >= _LIKELY:
            return charset
    best = max(rated, key=lambda charset: rated[charset])
    return next((charset for charset in declared if rated[charset] >= rated[best] - _BENEFIT_OF_DOUBT), best)


def _sample(body: bytes) -> bytes:
    """The lines with other than ASCII bytes, as many as are enough to judge by."""
    lines, size = [], 0
    for line in _STRANGE_LINE.finditer(body):
        lines.append(line[0][:_SAMPLE])
        size += len(lines[-1])
        if size > _SAMPLE:
            break
    return b"\n".join(lines)
