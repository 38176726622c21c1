"""Which contents are read at all: texts, HTML, XML, JSON and gzip files of them; told by their type or first bytes."""

import re

from fetching.failures import Trouble
from schemas.acquisition import Purpose

_READ = re.compile(
    r"text/(?!css|javascript|calendar|vcard|vtt)[\w.+-]+"
    r"|application/(?:[\w.-]+\+)?(?:xml|json)|application/(?:xhtml|rss|atom|rdf|feed)|application/xml-[\w.+-]+"
)
_READ_IN_LISTS = re.compile(
    r"(?:application|binary)/(?:x-|force-)?(?:gzip|gunzip|gzip-compressed|octet-stream|download)"
)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_SIGNS = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image or sound",
    b"PK\x03\x04": "an archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"ID3": "sound",
    b"OggS": "sound or video",
    b"\x1a\x45\xdf\xa3": "video",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"wOF2": "a font",
}
SIGN_BYTES = 12


def media_type(header: str) -> str:
    """The bare type of a Content-Type header, in small letters; empty where there is none that reads as one."""
    found = header.split(";", 1)[0].strip().lower()
    return found if _TYPE.fullmatch(found) else ""


def check_type(header: str, purpose: Purpose) -> None:
    """Trouble if the declared type is not one that is read; a type left out or unreadable is judged by its bytes."""
    declared = media_type(header)
    if not declared or purpose == "robots" or _READ.fullmatch(declared):
        return
    if purpose == "list" and _READ_IN_LISTS.fullmatch(declared):
        return
    raise Trouble("content type refused", f"it is {declared}")


def check_start(head: bytes) -> None:
    """Trouble if the first bytes are those of a file that is no text, whatever its declared type."""
    for sign, what in _SIGNS.items():
        if head.startswith(sign):
            raise Trouble("content type refused", f"by its first bytes it is {what}")
    if head[4:8] == b"ftyp":
        raise Trouble("content type refused", "by its first bytes it is video")
