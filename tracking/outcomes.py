"""What a verdict leaves behind: the series after a figure that is silent, said again, or a new belief."""

from schemas.change import ChangeClass
from tracking.beliefs import Claim, Holding, Reading, Series, Verdict
from tracking.intervals import LOWER_BOUNDS, crosses, same_number
from tracking.jumping import released
from tracking.slots import Slot

Outcome = tuple[Verdict, Series]
MOST_LEFT = 50
"""How many numbers a slot remembers to have left behind: what comes round after more of them is no stale quote."""


def silent(class_: ChangeClass, rule: str, reason: str, holding: Holding, series: Series) -> Outcome:
    """A figure that changes nothing believed."""
    return Verdict(class_, rule, reason, holding.slot.label, holding.claim.reading), series


def said_again(series: Series, holding: Holding, reading: Reading, rule: str, reason: str) -> Outcome:
    """A further statement of the belief: `refined` when it is more precise, else `repeat`."""
    claim, new = holding.claim, reading.stated
    refines = new.width < claim.stated.width or crosses(new, claim.stated)
    advances = new.qualifier not in LOWER_BOUNDS and not reading.vague
    joined = claim.joined(reading, refines, advances)
    points = _with_point(holding, reading) if refines or reading.time != claim.time else holding.points
    verdict = Verdict(
        "refined" if refines else "repeat",
        rule,
        f"{reason}, more precisely" if refines else reason,
        holding.slot.label,
        claim.reading,
        joined.witnesses,
    )
    return verdict, series.with_holding(holding._replace(claim=joined, points=points))


def replaced(
    verdict: Verdict, series: Series, holding: Holding, reading: Reading, joining: Claim | None = None
) -> Outcome:
    """A new belief of the slot; the old one, and its rivals, are left behind."""
    old, new = holding.claim, reading.stated
    claim = Claim.of(reading)
    if joining is not None:
        claim = claim._replace(stories={**joining.stories, reading.observation.story_id: reading.observation.publisher})
    held = released(series, holding.slot.label, reading)
    if held is not None:
        claim = claim._replace(stories={held.observation.story_id: held.observation.publisher, **claim.stories})
    behind = (*holding.left, old.stated, *(rival.stated for rival in holding.rivals))
    left = tuple(dict.fromkeys(one for one in behind if not same_number(one, new)))
    after = Holding(holding.slot, claim, (), left[-MOST_LEFT:], _with_point(holding, reading))
    verdict = verdict._replace(slot=holding.slot.label, old=old.reading, witnesses=claim.witnesses)
    return verdict, series.with_holding(after)


def _with_point(holding: Holding, reading: Reading) -> tuple[Reading, ...]:
    """The values accepted so far of a period; a stock has one slot for all time, and keeps none."""
    return (*holding.points, reading) if holding.slot.end is not None else ()


def opened(verdict: Verdict, series: Series, reading: Reading, slot: Slot, newest: bool) -> Outcome:
    """A slot's first value, which may make it the newest slot."""
    holding = Holding(slot, Claim.of(reading), points=(reading,))
    return verdict._replace(slot=slot.label), series.with_holding(holding, newest)
