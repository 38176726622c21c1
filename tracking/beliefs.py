"""What is believed of a series at one point of the fold. All values are frozen; a step makes new ones."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from schemas.change import AUTHORITY_RANK, ChangeClass, Observation
from tracking.intervals import Stated
from tracking.slots import Slot


class Reading(NamedTuple):
    """An observation as the fold reads it."""

    observation: Observation
    stated: Stated
    time: date
    """T, the time it speaks of."""
    slot: Slot | None
    """None for a figure of a period series that states no period."""

    @property
    def dated(self) -> bool:
        """True when the text states the time."""
        return (self.observation.period_end or self.observation.period_start) is not None

    @property
    def passing(self) -> bool:
        """True when the text only compares another figure with it, and gives it no time of its own."""
        return self.observation.compared and not self.dated

    @property
    def authority(self) -> int:
        """The rank of who says it."""
        return AUTHORITY_RANK[self.observation.authority]

    @property
    def vague(self) -> bool:
        """True when neither text nor publication names the day."""
        return not self.dated and self.observation.published.vague


class Claim(NamedTuple):
    """A value that somebody stands for."""

    reading: Reading
    """Its most precise statement."""
    origin: Observation
    """The observation that brought the value in."""
    time: date
    """The latest time it was said of."""
    authority: int
    stories: Mapping[str, str]
    """Each story that says it, with the publisher who had the story first."""

    @classmethod
    def of(cls, reading: Reading) -> "Claim":
        """The claim of one reading."""
        seen = {reading.observation.story_id: reading.observation.publisher}
        return cls(reading, reading.observation, reading.time, reading.authority, seen)

    @property
    def stated(self) -> Stated:
        """The number of its most precise statement."""
        return self.reading.stated

    @property
    def witnesses(self) -> int:
        """How many publishers say it independently: copies of one text count once, and so do two texts of one house."""
        return len(set(self.stories.values()))

    def joined(self, reading: Reading, refines: bool, advances: bool) -> "Claim":
        """The claim with one more statement of it."""
        observation = reading.observation
        return self._replace(
            reading=reading if refines else self.reading,
            time=max(self.time, reading.time) if advances else self.time,
            authority=max(self.authority, reading.authority),
            stories={observation.story_id: observation.publisher, **self.stories},
        )


class Holding(NamedTuple):
    """What is believed of one slot."""

    slot: Slot
    claim: Claim
    rivals: tuple[Claim, ...] = ()
    left: tuple[Stated, ...] = ()
    """The numbers this slot has left behind."""
    points: tuple[Reading, ...] = ()
    """Of a year to date: the values accepted so far, for comparison with the year after."""


class Series(NamedTuple):
    """What is believed of a metric and kind."""

    holdings: Mapping[str, Holding] = {}
    newest: str | None = None
    suspects: tuple[tuple[str, Reading], ...] = ()
    """Figures held back because they jump, with their slot: a second witness releases the value."""

    def holding(self, slot: Slot | None) -> Holding | None:
        """What is believed of `slot`, if anything."""
        return None if slot is None else self.holdings.get(slot.label)

    def with_holding(self, holding: Holding, newest: bool = False) -> "Series":
        """The series with a slot set, which may also become its newest."""
        holdings = {**self.holdings, holding.slot.label: holding}
        return self._replace(holdings=holdings, newest=holding.slot.label if newest else self.newest)

    def with_suspect(self, label: str, reading: Reading) -> "Series":
        """The series with a figure held back."""
        return self._replace(suspects=(*self.suspects, (label, reading)))


class Verdict(NamedTuple):
    """The class of one observation and why."""

    class_: ChangeClass
    rule: str
    reason: str
    slot: str = ""
    old: Reading | None = None
    """What the value is compared with."""
    witnesses: int = 1
    told: bool = True
    """False for a withdrawal of what had changed nothing."""
    event: str = "entered"
