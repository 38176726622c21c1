"""Which articles of a source are kept: words in title and text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from schemas.source import Keep

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _pattern(word: str) -> str:
    """A regular expression for one word or phrase.

    Whole words, small and capital letters alike, space and hyphen alike, a plural `s` too; a word in capitals, as AI or
    HKIC, only in capitals. A word of a script without spaces is found anywhere.
    """
    parts = [re.escape(part) for part in re.split(r"[\s-]+", word.strip()) if part]
    joined = r"[\s\u00a0-]+".join(parts)
    if CJK.search(word):
        return joined
    if word.isupper():
        return rf"(?<!\w){joined}s?(?!\w)"
    return rf"(?<!\w)(?i:{joined})(?i:'s|s|es)?(?!\w)"


@lru_cache(maxsize=256)
def _finder(words: tuple[str, ...]) -> re.Pattern[str] | None:
    patterns = [_pattern(word) for word in words if word.strip()]
    return re.compile("|".join(patterns)) if patterns else None


def found_words(words: tuple[str, ...], texts: Iterable[str | None]) -> bool:
    """Whether any of the words stands in any of the texts."""
    finder = _finder(words)
    return finder is not None and any(finder.search(text) for text in texts if text)


def refused_by_title(keep: Keep, title: str | None) -> bool:
    """Whether the title alone shows that the article will not be kept.

    Only a word of `none` can show it. That no word of `any` stands in the title shows nothing: the text may have one.
    """
    return found_words(keep.none, (title,))


def is_kept(keep: Keep, title: str | None, text: str) -> bool:
    """Whether an article is kept: it holds a word of `any`, where there are some, and no word of `none`."""
    if found_words(keep.none, (title, text)):
        return False
    return not keep.any or found_words(keep.any, (title, text))
