"""An article made ready for reading, with what it is about, where it is set and what period governs it."""

import re
from collections import Counter

from extraction.catalogue_lexicon import Lexicon, plain
from extraction.grammar import lower
from extraction.mentions import acronyms, named
from extraction.periods import periods
from extraction.prepositions import preposition_before
from extraction.reading import Reading
from extraction.sentences import sentences
from extraction.unlisted_names import named_words, people_of, small_words
from schemas.article import Article

_REPORT = re.compile(
    r"\b(?:figures|statistics|results|data|report|survey|accounts|census|numbers|review|summary)\s+(?:for|of|in)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_GOVERNING = re.compile(rf"{_REPORT.pattern}$", re.IGNORECASE)


def read(article: Article, lexicon: Lexicon) -> Reading:
    """An article made ready for reading: sentences split, acronyms known, topic and governing period found."""
    text = article.text
    found = sentences(text)
    spelled = plain(text)
    small = lower(text)
    reading = Reading(
        article=article,
        lexicon=lexicon,
        text=text,
        lower=small,
        plain_lower=plain(small),
        plain=spelled,
        sentences=found,
        starts=[s.start for s in found],
        local=acronyms(spelled, lexicon),
        people=people_of(spelled),
        proven=named_words(spelled),
        small=small_words(spelled),
        on=article.published.last_day if article.published else None,
        furniture=sorted((f.start, f.end, f.sort) for f in article.furniture),
    )
    reading.catalogue = named(spelled, 0, len(spelled), lexicon, reading.local)
    reading.catalogue_starts = [m.start for m in reading.catalogue]
    _set_topic(reading)
    return reading


def _set_topic(reading: Reading) -> None:
    """Find what the article is about: the title's first name, else the most frequent one; and where it is set."""
    lexicon = reading.lexicon
    title = plain(reading.article.title or "")
    in_title = named(title, 0, len(title), lexicon, reading.local)
    counts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for number in range(min(len(reading.sentences), 60)):
        sentence = reading.sentences[number]
        sort = reading.inside_furniture(sentence.start, sentence.start + 1)
        if sort and sort not in ("dateline", "title"):
            continue
        for mention in reading.names_in(sentence.start, sentence.end):
            origin = mention.place and preposition_before(reading.lower, sentence.start, mention.start) == "from"
            (places if mention.place else counts)[mention.entity] += 0 if origin else 1
    for mention in in_title:
        (places if mention.place else counts)[mention.entity] += 2
    for entity, count in places.items():
        counts[entity] += count
    if not in_title and counts:
        first = next((s for s in reading.sentences if not reading.inside_furniture(s.start, s.start + 1)), None)
        opening = reading.names_in(first.start, first.end) if first else []
        in_title = [m for m in opening if not m.place and counts[m.entity] > 1][:1]
    organisation = next((m.entity for m in in_title if not m.place), "")
    place = next((m.entity for m in in_title if m.place), "")
    reading.topic_place = place or (places.most_common(1)[0][0] if places else "")
    reading.topic = organisation or place or max(counts, key=lambda e: (counts[e], e in places), default="")
    for text in filter(None, (reading.article.title, *(reading.text[s.start : s.end] for s in reading.sentences[:4]))):
        if not _REPORT.search(text):
            continue
        for period in periods(text, lower(text), 0, len(text), reading.on):
            lead = re.match(r"(?:for|of|in)\s+(?:the\s+)?", text[period.start : period.end])
            if _GOVERNING.search(text[: period.start] + (lead.group() if lead else "")):
                reading.governing = period
                return
