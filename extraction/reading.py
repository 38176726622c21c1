"""One article while it is being read: sentences, headings and mentions, each found once and only where needed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from extraction.calendars import Span
from extraction.catalogue_lexicon import Lexicon
from extraction.described import settled
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention, pointers
from extraction.periods import Period, periods
from extraction.sentences import Sentence, clauses, closed
from extraction.unlisted_names import free_names
from extraction.verbs import verbs
from schemas.article import Article

_LISTS = words("entities")
_COMPANY = frozenset(_LISTS["company_nouns"])
_PLACE = frozenset(_LISTS["place_nouns"])
_INDEX = frozenset(_LISTS["index_nouns"])
_INDEX_WORD = in_lower(r"(?:\s+index)?")
_OPEN = in_lower(r"'s\s|\s?[,.;)]")
_PAST = in_lower(r"[a-z]{2,}ed\b")
_BLANK = re.compile(r"\s+")
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_MARKET_ADJECTIVES = frozenset(_LISTS["index_adjectives"])
_OTHER_INDEX = in_lower(r"\b(?:index|indices)\b")
_SHARES = in_lower(r"\b(?:shares|stocks|equities|bourse|stock exchange)\b")
_LETTERS = re.compile(r"[a-z]+")
_DEEPEST = 5
_LOOK_BACK = 12
"""How many sentences back a noun may point."""


@dataclass
class Reading:
    """What is known of one article; offsets are those of its text."""

    article: Article
    lexicon: Lexicon
    text: str
    lower: str
    """The text in small letters."""
    plain: str
    """The text with one spelling for apostrophes, hyphens and blanks."""
    plain_lower: str
    sentences: list[Sentence]
    starts: list[int]
    local: dict[str, str]
    people: frozenset[str]
    proven: frozenset[str]
    """Single words the text shows to be names."""
    small: frozenset[str]
    """Words the text writes in small letters."""
    on: date | None
    furniture: list[tuple[int, int, str]]
    topic: str = ""
    topic_place: str = ""
    governing: Period | None = None
    catalogue: list[Mention] = field(default_factory=list)
    """Every name of the catalogue and every acronym of the text, in order."""
    _mentions: dict[int, list[Mention]] = field(default_factory=dict)
    _clauses: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _verbs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _said: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _periods: dict[int, list[Period]] = field(default_factory=dict)
    speaking: dict[int, bool] = field(default_factory=dict)
    """The end of a name to whether it only says who speaks, where that was asked."""
    depth: int = 0
    """How many sentences deep a chain of pronouns is being followed."""
    focus: dict[int, str] = field(default_factory=dict)
    """Sentence number to the entity its figures turned out to be about."""
    spoken: dict[int, list[tuple[int, Span]]] = field(default_factory=dict)
    """Sentence number to the places of its figures and the days they turned out to speak of."""

    def inside_furniture(self, start: int, end: int) -> str | None:
        """The sort of furniture the stretch lies in; None for the article's own words."""
        place = bisect_right(self.furniture, (start, len(self.text) + 1, "")) - 1
        for left, right, sort in self.furniture[max(place, 0) : place + 2]:
            if left <= start < right or left < end <= right:
                return sort
        return None

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def clauses_of(self, number: int) -> list[tuple[int, int]]:
        """The clauses of a sentence."""
        if number not in self._clauses:
            sentence = self.sentences[number]
            found = clauses(self.text, sentence.start, sentence.end)
            self._clauses[number] = closed(self.text, found, self.verbs_of(number)) if len(found) > 1 else found
        return self._clauses[number]

    def words_in(self, stretch: tuple[int, int]) -> frozenset[str]:
        """The words of a clause or another stretch of the text that is asked about more than once, in small letters."""
        found = self._said.get(stretch)
        if found is None:
            found = self._said[stretch] = frozenset(_LETTERS.findall(self.lower, *stretch))
        return found

    def first_verb(self, left: int, right: int) -> tuple[int, int] | None:
        """The place of the first finite verb in `[left, right)`, which lies in one sentence; None without one."""
        if left >= right:
            return None
        number = self.sentence_at(left)
        return next((place for place in self.verbs_of(number) if left <= place[0] and place[1] <= right), None)

    def verbs_of(self, number: int) -> list[tuple[int, int]]:
        """The places of the finite verbs of a sentence."""
        found = self._verbs.get(number)
        if found is None:
            sentence = self.sentences[number]
            found = self._verbs[number] = verbs(self.plain_lower, sentence.start, sentence.end)
        return found

    def acts(self, place: int, adverbs: re.Pattern[str], like: re.Pattern[str]) -> bool:
        """Whether a finite verb, or a form `like` one, follows at `place`, with at most one of `adverbs` before it."""
        blank = _BLANK.match(self.lower, place)
        if blank is None:
            return False
        start = blank.end()
        adverb = adverbs.match(self.lower, start)
        return any(
            like.match(self.lower, at) or any(at == verb for verb, _ in self.verbs_of(self.sentence_at(at)))
            for at in ((adverb.end(), start) if adverb else (start,))
        )

    def periods_of(self, number: int) -> list[Period]:
        """The periods a sentence names."""
        if number not in self._periods:
            sentence = self.sentences[number]
            self._periods[number] = periods(self.text, self.lower, sentence.start, sentence.end, self.on)
        return self._periods[number]

    def spoken_of(self, number: int, place: int) -> Span | None:
        """The days that the figure before `place` spoke of, in its sentence or the one before, else the article's."""
        before = self.spoken.get(number - 1, []) + self.spoken.get(number, [])
        for start, span in reversed(before):
            if start < place:
                return span
        return Span(self.governing.first, self.governing.last) if self.governing else None

    def mentions_of(self, number: int) -> list[Mention]:
        """Names, and nouns and pronouns that point to them, in one sentence, resolved where they can be."""
        if number in self._mentions:
            return self._mentions[number]
        sentence = self.sentences[number]
        left, right = sentence.start, min(sentence.end, sentence.start + 3000)
        names = [m for m in self.names_in(left, right) if self.inside_furniture(m.start, m.end) != "dateline"]
        names += self.unlisted_in(left, right, names)
        names = settled(self.plain, sorted(names, key=lambda m: m.start), self.lexicon.entity_words)
        back = [
            m
            for m in pointers(self.plain_lower, left, right)
            if not any(n.start < m.end and m.start < n.end for n in names)
        ]
        self._mentions[number] = names
        resolved = [m for m in (self._pointed(m, number) for m in back) if m]
        self._mentions[number] = sorted([*names, *resolved], key=lambda m: m.start)
        return self._mentions[number]

    def names_in(self, left: int, right: int) -> list[Mention]:
        """The catalogue's names inside `[left, right)`."""
        first = bisect_left(self.catalogue, left, key=lambda m: m.start)
        return self.catalogue[first : bisect_left(self.catalogue, right, key=lambda m: m.start)]

    def unlisted_in(self, left: int, right: int, taken: list[Mention]) -> list[Mention]:
        """Names inside `[left, right)` that the catalogue does not have, beside those already `taken`."""
        return free_names(self.plain, left, right, taken, self.people, self.lexicon.endings, self.proven, self.small)

    def _pointed(self, mention: Mention, number: int) -> Mention | None:
        """The mention with what it points to; None when nothing fits."""
        if mention.sort == "pronoun":
            entity = self._before(number, mention.start)
            return _as(mention, entity, entity in self.lexicon.places) if entity else None
        noun = mention.noun
        if noun in _PLACE and noun != "area":
            place = self._latest(number, mention.start, lambda m: m.place) or self.topic_place
            if place:
                return _as(mention, place, True)
        if noun in _INDEX:
            found = self._index(mention, number)
            return _as(mention, found, False) if found else None
        found = self._latest(number, mention.start, lambda m: noun in self._words(m) and not m.place)
        if not found and noun in _COMPANY:
            found = self._latest(number, mention.start, lambda m: m.organisation and not m.place)
        if not found and self.plain_lower.startswith("this", mention.start):
            found = self._latest(
                number, mention.start, lambda m: m.organisation and not m.place and m.entity not in self._governments
            )
        if not found and noun == "government":
            place = self._latest(number, mention.start, lambda m: m.place) or self.topic_place
            found = next(
                (
                    i
                    for i, p in self.lexicon.parents.items()
                    if p == place and "government" in self.lexicon.entity_words[i]
                ),
                "",
            )
        return _as(mention, found, False) if found else None

    def _index(self, mention: Mention, number: int) -> str:
        """The index named before, else the only one that the place of the article has; empty for another sort."""
        described = self.plain_lower[mention.start : mention.end].split()[1:-1]
        if not _MARKET_ADJECTIVES.issuperset(described):
            return ""
        index = _INDEX_WORD.match(self.lower, mention.end)
        ends = {mention.end, index.end() if index else mention.end}
        if not any(_OPEN.match(self.plain_lower, end) or self.acts(end, _ADVERB, _PAST) for end in ends):
            return ""
        found = self._latest(number, mention.start, lambda m: "index" in self._words(m))
        if found or self.other_index < mention.start or not self.of_shares:
            return found
        lexicon = self.lexicon
        of_place = [
            id_
            for id_, known in lexicon.entity_words.items()
            if "index" in known and self.topic_place and lexicon.place_of(id_) == self.topic_place
        ]
        return of_place[0] if len(of_place) == 1 else ""

    @property
    def _governments(self) -> frozenset[str]:
        return frozenset(id_ for id_, found in self.lexicon.entity_words.items() if "government" in found)

    def _words(self, mention: Mention) -> frozenset[str]:
        known = self.lexicon.entity_words.get(mention.entity)
        return known if known is not None else frozenset(re.findall(r"\w+", mention.entity.lower()))

    def _latest(self, number: int, place: int, fits) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
        for earlier in range(number, max(number - _LOOK_BACK, -1), -1):
            for mention in reversed(self._mentions.get(earlier) or self._names_only(earlier)):
                if mention.entity and mention.start < place and mention.sort in ("name", "free") and fits(mention):
                    return mention.entity
        return ""

    def _names_only(self, number: int) -> list[Mention]:
        sentence = self.sentences[number]
        right = min(sentence.end, sentence.start + 3000)
        found = self.names_in(sentence.start, right)
        return sorted(
            [*found, *self.unlisted_in(sentence.start, right, found)],
            key=lambda m: m.start,
        )

    def _before(self, number: int, place: int) -> str:
        """What `it` stands for: the first name of this sentence before it, else what the last sentence was about."""
        sentence = self.sentences[number]
        for mention in self._mentions.get(number, []):
            if (
                mention.end <= place
                and mention.sort in ("name", "free")
                and place - sentence.start > 8
                and not preposition_before(self.lower, sentence.start, mention.start)
            ):
                return mention.entity
        return self.about(number - 1)

    @cached_property
    def other_index(self) -> int:
        """Where the text first speaks of an index; its length where it never does."""
        found = _OTHER_INDEX.search(self.lower)
        return found.start() if found else len(self.text)

    @cached_property
    def of_shares(self) -> bool:
        """Whether title or text speak of shares."""
        return bool(_SHARES.search((self.article.title or "").lower()) or _SHARES.search(self.lower))

    def about(self, number: int) -> str:
        """What a sentence is about: the entity of its figures, else its subject, else the sentence before."""
        from extraction.subjects import subject_of

        if self.depth > _DEEPEST:
            return ""
        for earlier in range(number, max(number - 3, -1), -1):
            if self.inside_furniture(self.sentences[earlier].start, self.sentences[earlier].start + 1):
                continue
            self.depth += 1
            entity = self.focus.get(earlier) or subject_of(self, earlier)
            self.depth -= 1
            if entity:
                return entity
        return ""


_DETERMINERS = (
    "the",
    "a",
    "an",
    "its",
    "this",
    "that",
    "their",
    "both",
    "all",
    "some",
    "local",
    "wider",
    "whole",
    "new",
)
_PREPOSITION = in_lower(
    rf"\b({alternation(_LISTS['prepositions'])})\s+"
    rf"(?:(?:{alternation(_DETERMINERS)})\s+){{0,2}}(?:(?<=the )[12]\d\d\d\s+)?$"
)
_LINKING = frozenset((*_LISTS["prepositions"], *_DETERMINERS))


def preposition_before(lower: str, left: int, place: int) -> str:
    """The preposition that what stands at `place` hangs on; empty for subjects and objects.

    `lower` is the text in small letters, `left` where the stretch that is looked at begins.
    """
    if place <= left or not lower[place - 1].isspace():
        return ""
    opening = max(left, place - 40)
    last = lower[opening:place].rsplit(None, 1)[-1:]
    if not last or (last[0].isalpha() and last[0] not in _LINKING):
        return ""
    found = _PREPOSITION.search(lower, opening, place)
    return found.group(1) if found else ""


def _as(mention: Mention, entity: str, place: bool) -> Mention:
    return Mention(mention.start, mention.end, entity, mention.sort, place, mention.noun)
