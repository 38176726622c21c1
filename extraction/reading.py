"""One article while it is being read: sentences, headings and mentions, each found once and only where needed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter

from extraction.calendars import Span
from extraction.catalogue_lexicon import Lexicon
from extraction.described import settled
from extraction.grammar import in_lower
from extraction.mentions import Mention, pointers
from extraction.periods import Period, periods
from extraction.pointing import pointed
from extraction.sentences import Sentence, clauses, closed
from extraction.unlisted_names import free_names
from extraction.verbs import verbs
from schemas.article import Article

_BLANK = re.compile(r"\s+")
_OTHER_INDEX = in_lower(r"\b(?:index|indices)\b")
_SHARES = in_lower(r"\b(?:shares|stocks|equities|bourse|stock exchange)\b")
_LETTERS = re.compile(r"[a-z]+")
_DEEPEST = 5
LONGEST = 3000
"""How much of a sentence is searched for names."""
_start = attrgetter("start")


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
    catalogue_starts: list[int] = field(default_factory=list)
    _names: dict[int, list[Mention]] = field(default_factory=dict)
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
        left, right = sentence.start, min(sentence.end, sentence.start + LONGEST)
        names = [m for m in self.names_in(left, right) if self.inside_furniture(m.start, m.end) != "dateline"]
        names += self.unlisted_in(left, right, names)
        names = settled(self.plain, sorted(names, key=_start), self.lexicon.entity_words)
        back = [
            m
            for m in pointers(self.plain_lower, left, right)
            if not any(n.start < m.end and m.start < n.end for n in names)
        ]
        self._mentions[number] = names
        resolved = [m for m in (pointed(self, m, number) for m in back) if m]
        self._mentions[number] = sorted([*names, *resolved], key=_start)
        return self._mentions[number]

    def names_in(self, left: int, right: int) -> list[Mention]:
        """The catalogue's names inside `[left, right)`."""
        first = bisect_left(self.catalogue_starts, left)
        return self.catalogue[first : bisect_left(self.catalogue_starts, right, first)]

    def unlisted_in(self, left: int, right: int, taken: list[Mention]) -> list[Mention]:
        """Names inside `[left, right)` that the catalogue does not have, beside those already `taken`."""
        return free_names(self.plain, left, right, taken, self.people, self.lexicon.endings, self.proven, self.small)

    def names_only(self, number: int) -> list[Mention]:
        """The names of a sentence, listed or not, in order and as they stand."""
        found = self._names.get(number)
        if found is None:
            sentence = self.sentences[number]
            right = min(sentence.end, sentence.start + LONGEST)
            listed = self.names_in(sentence.start, right)
            found = [*listed, *self.unlisted_in(sentence.start, right, listed)]
            found = self._names[number] = sorted(found, key=_start)
        return found

    def mentions_so_far(self, number: int) -> list[Mention]:
        """The mentions of a sentence that is being read, as far as they are known; none of one not yet read."""
        return self._mentions.get(number, [])

    def known_mentions(self, number: int) -> list[Mention]:
        """The mentions of a sentence if it has been read, else its names."""
        return self._mentions.get(number) or self.names_only(number)

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
