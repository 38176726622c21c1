"""What another reading of an article gained, lost and changed."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from schemas.fact import Fact
from schemas.record import Record
from warehouse.rows import as_stored

SAID = (
    *("value", "low", "high", "unit", "qualifier", "wording", "noun", "entity", "measure", "role", "kind"),
    *("period_start", "period_end", "period_text", "period_basis", "falls", "compared", "change_of", "converted"),
)


class Difference(Record):
    """A figure that two readings of an article do not agree about."""

    article_id: str
    what: Literal["gained", "lost", "changed"]
    quote: str
    sentence: str
    changed: tuple[str, ...] = ()
    """Each field with its old and new value, as `unit: shops -> members`."""


class _Read(NamedTuple):
    fact: Fact
    says: tuple[object, ...]


def _reads(facts: Iterable[Fact]) -> list[_Read]:
    return [_Read(fact, tuple(as_stored(getattr(fact, name)) for name in SAID)) for fact in facts]


def _paired(old: list[_Read], new: list[_Read], alike: Sequence[str], same: bool) -> list[tuple[_Read, _Read]]:
    """Takes from both lists the facts that agree in the fields `alike` and, with `same`, in all they say."""
    pairs = []
    for one in list(new):
        for other in old:
            if same and one.says != other.says:
                continue
            if all(getattr(one.fact, name) == getattr(other.fact, name) for name in alike):
                old.remove(other)
                new.remove(one)
                pairs.append((other, one))
                break
    return pairs


def differences(article_id: str, before: Iterable[Fact], after: Iterable[Fact]) -> list[Difference]:
    """Gained, lost and changed facts; one that only moved within the text, or is surer now, is none of them."""
    old, new = _reads(before), _reads(after)
    _paired(old, new, ("quote", "sentence"), same=True)
    _paired(old, new, ("quote",), same=True)
    pairs = [
        *_paired(old, new, ("quote", "sentence"), same=False),
        *_paired(old, new, ("sentence", "value"), same=False),
    ]
    found = [
        Difference(
            article_id=article_id,
            what="changed",
            quote=now.fact.quote,
            sentence=now.fact.sentence,
            changed=tuple(
                f"{name}: {was_said} -> {is_said}"
                for name, was_said, is_said in zip(SAID, was.says, now.says, strict=True)
                if was_said != is_said
            )
            or (f"quote: {was.fact.quote} -> {now.fact.quote}",),
        )
        for was, now in pairs
    ]
    rest: list[tuple[Literal["gained", "lost"], _Read]] = [
        *(("gained", one) for one in new),
        *(("lost", one) for one in old),
    ]
    found += [
        Difference(article_id=article_id, what=what, quote=one.fact.quote, sentence=one.fact.sentence)
        for what, one in rest
    ]
    return found
