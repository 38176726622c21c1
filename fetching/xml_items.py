"""Elements read one by one from XML that may be broken, huge or hostile."""

import io
import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from lxml import etree

from fetching.charsets import charset_of

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
DECLARED = re.compile(r"<!ENTITY[^>]*>")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in OF_XML else html5.get(f"{name};", entity[0])


def xml_text(body: bytes, content_type: str | None, charset: str | None) -> str:
    """The document as text, without entities of its own, but with the characters that only HTML has names for."""
    text = body.decode(charset or charset_of(body, content_type or ""), "replace")
    if "<!ENTITY" in text:
        text = DECLARED.sub("", text)
    return NAMED.sub(_character, NOT_IN_XML.sub("", text.lstrip("\ufeff \t\r\n")))


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def items(text: str, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """The root as soon as it starts, then each element of one of the names as it ends; what is read is let go.

    Faults are passed over as far as that makes sense. No entity is expanded, and nothing outside the text is read.
    """
    found = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    wanted = frozenset(names)
    rooted = False
    try:
        for event, element in found:
            if event == "start":
                if not rooted:
                    rooted = True
                    yield element
                continue
            if name_of(element) in wanted:
                yield element
                element.clear(keep_tail=False)
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError:
        return  # what came before the fault has been handed on


def by_name(elements: Iterable[etree._Element], names: frozenset[str]) -> dict[str, list[etree._Element]]:
    """The elements of the names, by name without namespace, in order."""
    found: dict[str, list[etree._Element]] = {}
    for element in elements:
        if (name := name_of(element)) in names:
            found.setdefault(name, []).append(element)
    return found


def text_of(element: etree._Element) -> str:
    """All the text inside, as one string."""
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


def first_text(elements: dict[str, list[etree._Element]], *names: str) -> str | None:
    """The text of the first element with any, under the first of the names that has one."""
    texts = (text_of(child).strip() for name in names for child in elements.get(name, ()))
    return next((text for text in texts if text), None)
