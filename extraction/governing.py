"""The words that govern a figure: aims, hopes, plans, modal verbs, and the verbs of what is done."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extraction.aims import tells_an_aim
from extraction.grammar import in_lower, words
from extraction.grammar.dispatch import dispatch
from extraction.modality import COULD, EFFECT, WILL
from extraction.reading import Reading

_LISTS = words("kinds")
_NAMES = ("target", "duty", "forecast", "will", "could", "planned", "allocated", "actual")
_PATTERNS = {**_LISTS, "will": [WILL], "could": [COULD]}
TRIGGER = dispatch({name: [entry.replace("EFFECT", EFFECT) for entry in _PATTERNS[name]] for name in _NAMES})
"""The governing words; the group that matches names their sort."""
NOMINAL = in_lower(
    r"(?:target|price\s+target|goal|ambition|objective|outlook|potential|forecast\b|plans?\s+(?:of|for))"
)
"""A goal or forecast as a noun."""
_COORDINATED = re.compile(r"\b(?:and|but)\s+(?:\w+ly\s+|also\s+|then\s+|now\s+)?$")
_DONE_TOO = in_lower(
    r"\b(?:and|but|then)\s+(?:[a-z]+ly\s+|also\s+|has\s+|have\s+)?(?:[a-z]{3,}ed|rose|fell|grew|made|took|gave|held|ran|saw|won|lost|sold|bought|built|spent|paid|drew|led|sent|got|met|began|kept|left|brought|had|was|were)\b"
)
_DONE_AFTER_COMMA = in_lower(_DONE_TOO.pattern.replace(r"\b(?:and|but|then)\s+", r"(?:\b(?:and|but|then)|,)\s+"))
_REACHED = in_lower(r"to\s+(?:reach|hit|end|total|top|exceed|surpass|average|come\s+to)\b")
_MOVED = in_lower(
    r"\b(?:rose|risen|fell|fallen|grew|grown|sank|slid|shrank|(?:climb|jump|slipp|dropp|gain|add|shedd?|increas|decreas|declin|ralli|surg|soar|advanc|eas|edg|dipp|"
    r"tumbl|plung|slump|recover|rebound|swell|widen|narrow|doubl|tripl|quadrupl|halv)ed)\b[^;:]{0,70}$"
)
"""Before `to reach`: what it says has come about, `rose 5% to reach 40`."""
_RESOLVED = in_lower(r"appl")
_HOPING = in_lower(r"(?:aiming|hoping|expecting|planning|seeking|striving|targeting)\b")
_TELLING = in_lower(
    r"(?:say|said|tell|told|announc|show|estimat|warn|suggest|believ|think|fear|find|found|hope|report|add|note|confirm|reveal|calculat|insist|claim|hear|learn)"
)
_WHOSE = in_lower(r"\b(?:whose|which|that|who|if|when)\b")
_IF = in_lower(r"\W*(?:if|when|once|unless|should|after|before|as)\b")
_TOLD_AS_PAST = ("was", "were", "had")
_THAT = in_lower(r"\s+that\s")
"""What opens a clause with a verb of its own: `may help that prices were lower`."""
DESCRIBING = frozenset(("planned", "proposed"))
"""Words that may only describe what is counted."""
_ARTICLES = frozenset(("a", "the", "this", "its"))
_CARRIED_OUT = in_lower(
    r"\b(?:carried\s+out|carrying\s+out|performed|did|done|got\s+through|gets\s+through|completed|made|held|conducted|finished|cancelled|canceled|"
    r"postponed|called\s+off|put\s+off|missed)\s+(?:(?:about|around|some|nearly|almost|over|only|just|more|than|at|least)\s+)*$"
)
"""What has been done of what was planned."""
_BACKGROUND = in_lower(r"(?:since|after|although|though|because|while)\s")
"""What opens a clause that tells what went before: `Since the rules were added to, 40 firms have come`."""
_PLAN = in_lower(r"\b(?:plans?|package|proposals?|programme|blueprint|strategy)\b[^.:;]{0,60}$")
_IT = in_lower(r"\W*(?:it|they)\b")
_AHEAD = 14
"""Characters behind a figure's start that a governing word may ask about."""


def governing_after(reading: Reading, end: int, right: int) -> re.Match[str] | None:
    """The word of time on which a figure that stands before it depends: its own verb, not a goal that follows."""
    lower = reading.lower
    found = next(_triggers(reading, end, right), None)
    if (
        found is None
        or NOMINAL.match(found.group())
        or _RESOLVED.match(found.group())
        or _COORDINATED.search(lower, end, found.start())
    ):
        return None
    verb = reading.first_verb(end, right)
    return found if verb is None or found.start() <= verb[0] else None


def main_after(reading: Reading, clause: tuple[int, int]) -> re.Match[str] | None:
    """The word of time that governs what opens a sentence and has no verb of its own: `90 metres high, it will be`."""
    if reading.first_verb(*clause) is not None:
        return None
    right = next((other[1] for other in reading.clauses_of(reading.sentence_at(clause[0])) if other[0] == clause[1]), 0)
    return governing_after(reading, clause[1], right) if _IT.match(reading.lower, clause[1], right) else None


def _triggers(reading: Reading, left: int, right: int) -> Iterator[re.Match[str]]:
    """The governing words that begin in `[left, right)`; a month is no verb."""
    for found in TRIGGER.finditer(reading.lower, left, right, _AHEAD):
        if reading.text.startswith("May", found.start()) or _is_no_verb(reading.lower, found):
            continue
        said = found.group()
        if not (said.startswith("to") and _REACHED.match(said) and _MOVED.search(reading.lower, left, found.start())):
            yield found


def _is_no_verb(lower: str, found: re.Match[str]) -> bool:
    """Whether a word only describes what another figure counts, or is a noun: `12 planned stops`, `a call for`."""
    said, start = found.group(), found.start()
    if found.lastgroup == "actual" and lower.endswith((" and to ", " or to "), 0, start):
        return True  # "plans to open nine and to have 40": of the plan, as the one before
    if said in DESCRIBING:
        return lower[start - 2 : start - 1].isdigit()
    return said.startswith("call") and not _ARTICLES.isdisjoint(lower[max(0, start - 5) : start].split()[-1:])


def last_governing(reading: Reading, left: int, right: int, begin: int) -> re.Match[str] | None:
    """The last governing word that begins in `[left, right)`; a hope is not undone by the verb right after it.

    Words that only govern what stands right after them count where the figure begins there.
    """
    last: re.Match[str] | None = None
    for match in _triggers(reading, left, right):
        if match.group()[-1].isspace() and begin > match.end() + 2:
            continue
        hoped = last is not None and last.lastgroup != "actual"
        if last is not None and hoped:
            gap = match.start() - last.end()
            if (
                last.lastgroup in ("will", "could")
                and match.lastgroup == "actual"
                and match.group() in _TOLD_AS_PAST
                and _THAT.match(reading.lower, last.end(), match.start())
            ):
                last = match
                continue
            if (
                last.lastgroup == "forecast"
                and match.lastgroup == "duty"
                and reading.lower.endswith("to ", 0, match.start())
            ):
                continue  # "expects firms to need 40"
            aim = last.lastgroup == "target" and match.lastgroup in ("will", "could")
            if aim and tells_an_aim(reading.lower, last.end(), match.start()):
                continue
            # "The number of grants will be 40": what is granted is only what the verb is said of.
            said_of_it = last.lastgroup == "allocated" and match.lastgroup in ("will", "could")
            if (match.lastgroup == "actual" and gap <= 25) or (
                last.lastgroup in ("target", "allocated", "forecast") and gap < 4 and not said_of_it
            ):
                continue
        last = match
    if last is None or last.lastgroup == "actual":
        return last
    undone = _DONE_AFTER_COMMA if _HOPING.match(last.group()) else _DONE_TOO
    return None if undone.search(reading.lower, last.end(), right) else last


def own_governing(reading: Reading, clause: tuple[int, int], figure: tuple[int, int, int]) -> re.Match[str] | None:
    """The governing word of a figure's own clause; `figure` is where its words, its number begin and where it ends."""
    lower, (begin, start, end) = reading.lower, figure
    own = last_governing(reading, clause[0], start, begin)
    if own and _BACKGROUND.match(lower, clause[0]) and reading.text.find(", ", own.end(), start) >= 0:
        return None
    if own and own.lastgroup == "actual" and lower.endswith((" and ", " but "), 0, begin):
        return governing_after(reading, end, clause[1]) or own  # "40 are here and 30 more will come"
    return own


def asked_before(reading: Reading, number: int) -> re.Match[str] | None:
    """The word of time in a question that a sentence without a verb answers: `What will there be? A hall for 90.`."""
    if number == 0 or reading.verbs_of(number):
        return None
    before = reading.sentences[number - 1]
    if reading.text[before.end - 1] != "?":
        return None
    return last_governing(reading, before.start, before.end, before.end)


def main_before(reading: Reading, left: int) -> int:
    """Where the words before a clause at `left` end that govern it too: `its books, which will be out soon, show 40`.

    A relative clause that comes between governs nothing behind it.
    """
    clause_list = reading.clauses_of(reading.sentence_at(left))
    before = next((one[0] for one, other in pairwise(clause_list) if other[0] == left), left)
    return before if reading.lower.startswith(("which ", "who ", "whose ", "where "), before) else left


def acts_already(reading: Reading, left: int, start: int) -> bool:
    """Whether a verb of the present or past, other than one of telling, comes before a figure in its clause."""
    verb = reading.first_verb(left, start)
    return (
        verb is not None
        and verb[0] - left > 3
        and not reading.lower.endswith((" a ", " an "), left, verb[0])
        and not _IF.match(reading.lower, left)
        and not _TELLING.match(reading.lower, verb[0])
        and not _WHOSE.search(reading.lower, verb[1], start)
    )


def carried_out(lower: str, left: int, start: int) -> bool:
    """Whether what is counted at `start` has been done, or will not be: `carried out 40 planned repairs`."""
    return bool(_CARRIED_OUT.search(lower, left, start))


def listed_in_plan(reading: Reading, left: int, right: int, start: int) -> bool:
    """Whether a figure stands in what a plan holds, told behind a colon: `A plan came out in May: 24 beds`."""
    colon = reading.lower.find(":", left, start)
    if colon < 0 or reading.in_brackets(colon) or reading.first_verb(colon, right) is not None:
        return False
    return bool(_PLAN.search(reading.lower, left, colon))
