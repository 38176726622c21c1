"""Steps 4 to 10: what one figure does to what is believed of its series."""

from datetime import timedelta

from schemas.catalogue import Metric
from schemas.change import ALERTING
from tracking.beliefs import Claim, Holding, Reading, Series, Verdict
from tracking.intervals import Stated, agree, covers, crosses, same_number
from tracking.jumping import OFFICIAL, held_back
from tracking.opening import first, new_slot
from tracking.outcomes import MOST_LEFT, Outcome, opened, replaced, said_again, silent
from tracking.revisions import article_key
from tracking.slots import (
    UNDATED,
    counts_from_start,
    is_aim,
    is_flow,
    is_since,
    is_span,
)
from tracking.undated import no_period, passing, presumed

SAME_OCCASION = timedelta(days=7)


def judge(metric: Metric, series: Series, reading: Reading, compared: bool = False) -> Outcome:
    """The verdict on a figure in scope and plausible, and the series after it.

    With `compared` its article has a figure of a later period: it is what that one is compared with, and no news.
    """
    if series.newest is None:
        if compared and reading.slot is not None:
            verdict = Verdict("historical", "6", "the article compares a later period with it")
            return opened(verdict, series, reading, reading.slot, newest=False)
        return first(metric, series, reading)
    if reading.passing and reading.observation.review != "accepted":
        return passing(metric, series, reading)
    if reading.slot is None and reading.observation.review == "accepted":
        reading = reading._replace(slot=presumed(metric, reading))
    if reading.slot is None:
        return no_period(metric, series, reading)
    holding = series.holding(reading.slot) or _adopted(metric, series, reading)
    if holding is None:
        return new_slot(metric, series, reading, reading.slot, compared)
    verdict, after = _known_slot(metric, series, reading, holding)
    own = article_key(holding.claim.origin) == article_key(reading.observation)
    if verdict.class_ in ALERTING and own:
        reason = "the article's own dated and more precise figure counts"
        return silent("historical", "4", reason, holding, series)
    return verdict, after


def left_behind(metric: Metric, holding: Holding, reading: Reading) -> bool:
    """True when the slot once held this number, as stated or rounded, and holds another now."""

    def rounds(past: Stated) -> bool:
        plain = not past.is_range and reading.stated.qualifier in ("exact", "about")
        return plain and abs(past.number - reading.stated.number) < reading.stated.fine / 2

    exact = reading.stated.qualifier == "exact" and reading.stated.tight.low == reading.stated.tight.high
    return any(
        same_number(past, reading.stated, metric.precision) or (not exact and rounds(past)) for past in holding.left
    )


def _adopted(metric: Metric, series: Series, reading: Reading) -> Holding | None:
    """The slot of a target whose due date only one of the two statements gives."""
    if not is_aim(metric, reading.observation.kind):
        return None

    def same(holding: Holding) -> bool:
        known = holding.claim.stated
        return same_number(reading.stated, known, metric.precision) or covers(reading.stated, known)

    if reading.slot is not None and reading.slot.label != UNDATED:
        undated = series.holdings.get(UNDATED)
        return undated if undated and same(undated) else None
    only = next(iter(series.holdings.values())) if len(series.holdings) == 1 else None
    return next((holding for holding in series.holdings.values() if same(holding)), only)


def _same_period(metric: Metric, reading: Reading) -> bool:
    actual = reading.observation.kind == "actual" or metric.kinds == "together"
    return is_flow(metric) and metric.period != "ytd" and actual


def _known_slot(metric: Metric, series: Series, reading: Reading, holding: Holding) -> Outcome:
    """Steps 7 to 9, then 10."""
    claim, published = holding.claim, reading.observation.published
    same_period = _same_period(metric, reading)
    unordered = reading.vague and published.first_day <= claim.time <= published.last_day
    if same_period or unordered or abs(reading.time - claim.time) <= SAME_OCCASION:
        said = _same_occasion(metric, series, reading, holding)
        if said:
            return said
    if unordered and not same_period:
        reason = "its date is too vague to say which of the two figures is the later one"
        return silent("historical", "9", reason, holding, series)
    if same_period or reading.time == claim.time:
        return _same_time(metric, series, reading, holding)
    if reading.time < claim.time:
        kept = holding._replace(left=(*holding.left, reading.stated)[-MOST_LEFT:]) if reading.dated else holding
        reason = f"speaks of {reading.time}, before {claim.time}"
        return silent("historical", "9", reason, holding, series.with_holding(kept))
    return _later(metric, series, reading, holding)


def _same_occasion(metric: Metric, series: Series, reading: Reading, holding: Holding) -> Outcome | None:
    """Step 7: the same figure said again, loosely or precisely, or a rival's; None when it is another figure."""
    new, claim = reading.stated, holding.claim
    if agree(new, claim.stated, metric.precision) or claim.stated.tight.inside(new.says):
        return said_again(series, holding, reading, "7", "agrees with what is known of the same time")
    for rival in holding.rivals:
        if not agree(new, rival.stated, metric.precision):
            continue
        if reading.authority > claim.authority:
            reason = "a higher authority sides with the other figure"
            return replaced(Verdict("revised", "8", reason), series, holding, reading, rival)
        joined = rival.joined(reading, refines=new.width < rival.stated.width, advances=False)
        rivals = tuple(joined if one is rival else one for one in holding.rivals)
        verdict = Verdict(
            "repeat", "7", "agrees with the other figure known", holding.slot.label, rival.reading, joined.witnesses
        )
        return verdict, series.with_holding(holding._replace(rivals=rivals))
    return None


def _same_time(metric: Metric, series: Series, reading: Reading, holding: Holding) -> Outcome:
    """Step 8: another figure for the same time."""
    claim, label = holding.claim, holding.slot.label
    if left_behind(metric, holding, reading) and reading.authority <= claim.authority:
        return silent("historical", "8", "a number that was believed before and has been corrected", holding, series)
    if held_back(metric, series, label, claim, reading):
        verdict = Verdict("implausible", "11", "too far from what is known, from one witness", label, claim.reading)
        return verdict, series.with_suspect(label, reading)
    if reading.authority < claim.authority and reading.observation.review != "accepted":
        reason = "a source of lower authority says otherwise of the same time"
        return silent("implausible", "8", reason, holding, series)
    if reading.authority > claim.authority:
        return replaced(
            Verdict("revised", "8", "a higher authority says otherwise of the same time"), series, holding, reading
        )
    if _grown_meanwhile(reading, holding):
        reason = f"{label} was not over when {_in_words(claim.stated)} was said"
        return replaced(Verdict("new_value", "8", reason), series, holding, reading)
    if reading.observation.publisher == claim.reading.observation.publisher:
        return replaced(Verdict("revised", "8", "the same publisher now says otherwise"), series, holding, reading)
    verdict = Verdict("contradicted", "8", "another publisher says otherwise of the same time", label, claim.reading)
    rivals = (*holding.rivals, Claim.of(reading))
    return verdict, series.with_holding(holding._replace(rivals=rivals))


def _grown_meanwhile(reading: Reading, holding: Holding) -> bool:
    """True when a period's figure was said before it was over, and is larger after some time."""
    end, before = holding.slot.end, holding.claim.reading
    if end is None or before.observation.kind != "actual" or reading.stated.number <= before.stated.number:
        return False
    was, now = before.observation.published, reading.observation.published
    return was.last_day < end and now.first_day - was.last_day > SAME_OCCASION


def _later(metric: Metric, series: Series, reading: Reading, holding: Holding) -> Outcome:
    """Step 10: a figure for a later time."""
    claim, label, new = holding.claim, holding.slot.label, reading.stated
    if same_number(new, claim.stated, metric.precision):
        if crosses(new, claim.stated):
            return replaced(
                Verdict("new_value", "10a", "a number once nearly reached is passed"), series, holding, reading
            )
        return said_again(series, holding, reading, "10a", "the same number")
    if covers(new, claim.stated):
        return said_again(series, holding, reading, "10b", "says nothing that is not known")
    if not reading.dated and not reading.observation.falls and left_behind(metric, holding, reading):
        return silent("historical", "10c", "an undated number that has been left behind", holding, series)
    lower = new.number < claim.stated.number
    growing = metric.period in ("cumulative", "ytd")
    accepted = reading.observation.review == "accepted"
    of_span = metric.period != "ytd" and is_span(reading.observation)
    fell = is_since(reading.observation) and reading.observation.falls
    from_start = growing and counts_from_start(metric, reading.observation)
    if lower and not accepted and of_span and not (from_start or fell):
        reason = "speaks of what came in a span of time, not of the whole"
        return silent("out_of_scope", "10e", reason, holding, series)
    if lower and growing and not accepted and reading.authority < max(OFFICIAL, claim.authority + 1):
        if not reading.dated:
            return silent("historical", "10d", "a running total does not fall, so it is an old figure", holding, series)
        return silent("implausible", "10d", "a running total does not fall", holding, series)
    if held_back(metric, series, label, claim, reading):
        verdict = Verdict("implausible", "10f", "too far from what is known, from one witness", label, claim.reading)
        return verdict, series.with_suspect(label, reading)
    reason = f"later than {claim.time} and outside {_in_words(claim.stated)}"
    return replaced(Verdict("new_value", "10g", reason), series, holding, reading)


def _in_words(stated: Stated) -> str:
    if stated.is_range:
        return f"{stated.tight.low.normalize():,f} to {stated.tight.high.normalize():,f}"
    word = "" if stated.qualifier == "exact" else stated.qualifier.replace("_", " ") + " "
    return f"{word}{stated.number.normalize():,f}"
