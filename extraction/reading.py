"""One article while it is being read: sentences, headings and mentions, each found once and only where needed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from extraction.calendars import FISCAL_START
from extraction.catalogue_lexicon import Lexicon
from extraction.catalogue_places import PLACES
from extraction.datelines import dateline_in, is_of_dateline
from extraction.described import settled
from extraction.grammar import words
from extraction.indices import other_index
from extraction.interviews import is_interview
from extraction.mentions import START, Mention
from extraction.periods import Period, periods
from extraction.pointing import add_pointed
from extraction.sentences import Sentence, clauses, closed
from extraction.spelling import Spelling
from extraction.spoken import Governing, Spoken
from extraction.unlisted_names import free_names
from extraction.verbs import verbs
from extraction.words_said import words_in_order
from schemas.article import Article

_COUNTING = frozenset(words("entities")["counting_bodies"])
_BUDGET = re.compile(
    r"Budget(?=:|\s(?:20\d\d|sets|gives|puts|provides|earmarks|allots|boosts|raises|spends|finds|offers|brings|backs|lifts|doubles|pours)\b)"
    r"|budget\s(?:sets|gives|puts|earmarks|allots|finds)\s"
)
_BLANK = re.compile(r"\s+")
LONGEST = 3000
"""How much of a sentence is searched for names."""


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
    letters: str
    """The text in small letters with blanks for all other signs."""
    sentences: list[Sentence]
    starts: list[int]
    local: dict[str, str]
    spelling: Spelling
    on: date | None
    furniture: list[tuple[int, int, str]]
    datelines: list[tuple[int, int]]
    press: str = ""
    """Who publishes the article: a paper that names itself is not what the figures are about."""
    firm: str = ""
    """The one business that an article is about, which it may call `the company`."""
    surveyor: str = ""
    """The body whose survey of others the article reports."""
    speaker: str = ""
    """The body of whoever holds the speech that the article is."""
    topic: str = ""
    shown_places: frozenset[str] = frozenset()
    """What the text says things are in, and never that it acts."""
    is_told: bool = False
    """Whether title or publisher say what the topic is, and not the text alone."""
    topic_place: str = ""
    governing: Governing | None = None
    """The period that its title or its first sentences give to all its figures."""
    fiscal_start: int = FISCAL_START
    """The month in which a fiscal year begins that the article speaks of."""
    timed: str = ""
    """The text in small letters as times are looked for in it: with the seasons of the north."""
    parts_start: int = 1
    """The month in which the first quarter or half of a year begins that the article speaks of."""
    catalogue: list[Mention] = field(default_factory=list)
    """Every name of the catalogue and every acronym of the text, in order."""
    catalogue_starts: list[int] = field(default_factory=list)
    _names: dict[int, list[Mention]] = field(default_factory=dict)
    _mentions: dict[int, list[Mention]] = field(default_factory=dict)
    _clauses: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _verbs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _said: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _words_of: dict[str, frozenset[str]] = field(default_factory=dict)
    _periods: dict[int, list[Period]] = field(default_factory=dict)
    speaking: dict[int, bool] = field(default_factory=dict)
    """The end of a name to whether it only says who speaks, where that was asked."""
    depth: int = 0
    """How many sentences deep a chain of pronouns is being followed."""
    focus: dict[int, str] = field(default_factory=dict)
    """Sentence number to the entity its figures turned out to be about."""
    given: dict[int, str] = field(default_factory=dict)
    """Sentence number to whom its money is given."""
    heads: dict[int, int | None] = field(default_factory=dict)
    """Sentence number to that of the line which introduces the list it stands in, where that was asked."""
    foreseeing: dict[int, str] = field(default_factory=dict)
    """Sentence number to who foresees there what is not its own: `it` in the next sentence is that one."""
    trust: dict[int, float] = field(default_factory=dict)
    """Sentence number to how sure it is whose its first figure is."""
    ranking: set[int] = field(default_factory=set)
    """The numbers of sentences that only tell of a part of the place that the article is about."""
    set_aside: set[int] = field(default_factory=set)
    """The numbers of sentences that tell of money set aside."""
    spoken: dict[int, list[Spoken]] = field(default_factory=dict)
    """Sentence number to the times its figures turned out to speak of."""

    def inside_furniture(self, start: int, end: int) -> str | None:
        """The sort of furniture the stretch lies in; None for the article's own words."""
        after = bisect_right(self._furniture_starts, start)
        if after:
            _, stop, sort = self.furniture[after - 1]
            if start < stop:
                return sort
        if after < len(self.furniture):
            opening, stop, sort = self.furniture[after]
            if opening < end <= stop:
                return sort
        return None

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self.starts, place, 1) - 1

    def in_brackets(self, place: int) -> bool:
        """Whether a place stands in brackets of its sentence."""
        left = self.sentences[self.sentence_at(place)].start
        return self.text.rfind("(", left, place) > self.text.rfind(")", left, place)

    def clauses_of(self, number: int) -> list[tuple[int, int]]:
        """The clauses of a sentence."""
        if number not in self._clauses:
            sentence = self.sentences[number]
            found = clauses(self.text, sentence.start, sentence.end)
            self._clauses[number] = closed(self.text, found, self.verbs_of(number))
        return self._clauses[number]

    def words_in(self, stretch: tuple[int, int]) -> frozenset[str]:
        """The words of a clause or another stretch of the text that is asked about more than once, in small letters."""
        found = self._said.get(stretch)
        if found is None:
            found = self._said[stretch] = frozenset(self.letters[stretch[0] : stretch[1]].split())
        return found

    def words_of_sentence_at(self, place: int) -> frozenset[str]:
        """The words of the sentence that holds a place, in small letters."""
        sentence = self.sentences[self.sentence_at(place)]
        return self.words_in((sentence.start, sentence.end))

    def first_verb(self, left: int, right: int) -> tuple[int, int] | None:
        """The place of the first finite verb in `[left, right)`, which lies in one sentence; None without one."""
        if left >= right:
            return None
        number = self.sentence_at(left)
        for place in self.verbs_of(number):
            if left <= place[0] and place[1] <= right:
                return place
        return None

    def verbs_of(self, number: int) -> list[tuple[int, int]]:
        """The places of the finite verbs of a sentence."""
        found = self._verbs.get(number)
        if found is None:
            stretch = (self.sentences[number].start, self.sentences[number].end)
            found = self._verbs[number] = verbs(self.plain_lower, *stretch, self.words_in(stretch))
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
            self._periods[number] = periods(
                *(self.text, self.timed or self.lower, sentence.start, sentence.end),
                *(self.on, self.fiscal_start, self.words_in((sentence.start, sentence.end)), self.parts_start),
            )
        return self._periods[number]

    def mentions_of(self, number: int) -> list[Mention]:
        """Names, and nouns and pronouns that point to them, in one sentence, resolved where they can be."""
        found = self._mentions.get(number)
        return self._resolved(number) if found is None else found

    def _resolved(self, number: int) -> list[Mention]:
        names = self.names_of(number)
        found = self._mentions[number] = list(names)  # known as far as it is resolved while it is
        add_pointed(self, number, self._searched(self.sentences[number]), names, found)
        return found

    def found_in(self, number: int) -> list[Mention]:
        """The mentions of a sentence as far as they are resolved."""
        return self._mentions.get(number) or self.names_of(number)

    def names_of(self, number: int) -> list[Mention]:
        """The names in one sentence, those of the catalogue and others, without its dateline and the paper's own."""
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = self._names_in(*self._searched(self.sentences[number]))
        return found

    def _searched(self, sentence: Sentence) -> tuple[int, int]:
        """The part of a sentence that is searched for names."""
        return sentence.start, min(sentence.end, sentence.start + LONGEST)

    def _names_in(self, left: int, right: int) -> list[Mention]:
        dateline = dateline_in(self.datelines, left, right)
        names = [m for m in self.names_in(left, right) if not is_of_dateline(self, m, left, dateline)]
        stretch = (dateline[1] if dateline[0] == left else left, right)
        free = free_names(self.plain, *stretch, names, self.lexicon.endings, self.spelling)
        names += [m for m in free if m.entity != self.press and not is_of_dateline(self, m, left, dateline)]
        names.sort(key=START)
        return settled(self.plain, names, self.lexicon.entity_words, self.lexicon.names)

    def names_in(self, left: int, right: int) -> list[Mention]:
        """The catalogue's names inside `[left, right)`."""
        first = bisect_left(self.catalogue_starts, left)
        return self.catalogue[first : bisect_left(self.catalogue_starts, right, first)]

    def words_of(self, entity: str) -> frozenset[str]:
        """The words of an entity's names, in small letters."""
        known = self.lexicon.entity_words.get(entity)
        if known is None and (known := self._words_of.get(entity)) is None:
            known = self._words_of[entity] = frozenset(words_in_order(entity.lower()))
        return known

    def counts_for_others(self, entity: str) -> bool:
        """Whether a body only counts what belongs to its place: a census or statistics office."""
        return not _COUNTING.isdisjoint(self.words_of(entity))

    def carried_from(self, entity: str) -> str:
        """What the text goes on about after a body: the place for one that only counts, or whose survey it reports."""
        asks = bool(entity) and (entity == self.surveyor or "Survey of " in entity)
        return self._place_counted(entity) if asks else self.owner_of(entity)

    def owner_of(self, entity: str) -> str:
        """An entity, or the place of one that only counts what belongs to that."""
        return self._place_counted(entity) if self.counts_for_others(entity) else entity

    def _place_counted(self, entity: str) -> str:
        return self.lexicon.place_of(entity) or self.topic_place or entity

    def is_place(self, entity: str) -> bool:
        """Whether an entity is a place: of the catalogue, by its bare name, or as the text shows it."""
        return entity in self.lexicon.places or entity in PLACES or entity in self.shown_places

    @cached_property
    def _furniture_starts(self) -> list[int]:
        return [start for start, _, _ in self.furniture]

    @cached_property
    def openings(self) -> list[int]:
        """For each sentence the number of the one that opens its line."""
        found: list[int] = []
        for number, sentence in enumerate(self.sentences):
            found.append(number if sentence.first or not found else found[-1])
        return found

    @cached_property
    def land(self) -> str:
        """The place of the catalogue that the article is set in: its own, or that of the first body it names."""
        if self.topic_place in self.lexicon.places:
            return self.topic_place
        places = (self.lexicon.place_of(m.entity) for m in self.catalogue)
        return next(filter(None, places), self.topic_place)

    @cached_property
    def has_rows(self) -> bool:
        """Whether the text holds a sign that parts the cells of tables."""
        return "|" in self.text

    @cached_property
    def is_interview(self) -> bool:
        """Whether the text holds questions on lines of their own to somebody."""
        return is_interview(self.text, self.lower)

    @cached_property
    def is_of_budget(self) -> bool:
        """Whether the title says that a text is on a public Budget: what goes to somebody in it is set aside."""
        return _BUDGET.search(self.article.title or "") is not None

    @cached_property
    def other_index(self) -> int:
        """Where a text on shares first speaks of an index; its length where it never does, -1 in any other text."""
        return other_index((self.article.title or "").lower(), self.lower)
