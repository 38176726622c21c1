"""Whose a figure is by where its money goes: the scheme it fills, who is given it, what it is paid into."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.pronouns import about
from extraction.rules import where
from extraction.speaking import speaking

_LISTS = words("entities")
_TO_US = (" for us", " to us")
_RECIPIENT = in_lower(r"\b(?:to|for)\s+(?:the\s+|this\s+|its\s+)?$")
_IS_GIVEN = in_lower(
    r"\s(?:[a-z]+\s){0,2}?(?:is|are|was|were|has\sbeen|have\sbeen|had\sbeen|will\sbe)\s(?:also\s|now\s|already\s)?"
    r"(?:earmarked|set\saside|put\saside|allocated|reserved|provided|granted|budgeted|made\savailable)\s(?:to|for)\s(?:the\s|this\s|its\s)?"
)
"""Between money and who gets it: `$40 million has been earmarked for the`."""
_AGENT = re.compile(
    r"\b(?!(?:polled|surveyed|compiled|tracked|quoted|cited|published|reported|followed|joined|headed|chaired|accompanied|preceded|caused|driven|boosted|helped|hit|supported|trailed)\s)"
    r"\w+(?:ed|en|id|ilt|un|ade|ld|ought)\s+by\s+(?:the\s+)?$"
)
_ASKED = ("asked", "questioned", "interviewed", "sampled")
"""What is done to those whose answers are their own, whoever asks."""
_DEED = in_lower(
    r"\b(?:sales?|offerings?|floats?|flotations?|listings?|purchases?|investments?|takeovers?|bids?|orders?|donations?|gifts?|placements?|pledges?)\s+"
    r"(?:(?:in|on|last|this|earlier)\s+[a-z0-9]+\s+){0,2}by\s+(?:(?:the|[a-z]+)\s+){0,2}$"
)
"""A noun for what somebody does: `the $41 million share sale in May by cell maker Acme`."""
_OTHER_NOUN = in_lower(r"\b(?:in|at|during|after|under|from|for|with|to|over|as)\s")
"""Another noun comes between: of `$90 million in a round led by X` and `from backers led by X` the money is not X's."""
_GIVES = in_lower(rf"\b(?:{alternation(_LISTS['giving_verbs'])})\s+(?:the\s+)?$")
_GIVES_US = in_lower(rf"\b(?:{alternation(_LISTS['giving_verbs'])})\s+us\s+(?:[a-z]+\s+){{0,3}}$")
_SCHEMES = frozenset(("scheme", "programme", "program", "fund"))
"""What gives money that is its own figure."""
_FOR_WHICH = in_lower(r"\W*(?:for|to|into)\s+which\b")
_COSTS = in_lower(r"\b(?:costs?|costing|loses?|earned|saved?)\s+$")
_VOTES = frozenset(("approved", "approve", "approves", "voted", "votes", "passed", "endorsed", "cleared"))
_LAWMAKERS = frozenset(
    ("legislature", "legislative", "parliament", "congress", "senate", "lawmakers", "assembly", "duma")
)
_FOR = in_lower(r"[^.;:]{0,30}?\sfor\s")
_ALMOST = in_lower(r"\s+(?:[a-z]+\s+){0,3}")
_GETTING = in_lower(
    r"\s(?:will\s|would\s|is\sto\s|also\s|each\s)*(?:gets?|receives?)\s(?:(?:about|around|some|nearly|almost|over|another|a\sfurther|up\sto)\s)*"
)
_PAID_INTO = in_lower(
    r"(?:inject|injects|injected|put|puts|pour|pours|poured|pump|pumps|pumped|plough|ploughs|ploughed|channel|channels|channelled|channeled|paid|pays)\s"
)
_INTO = in_lower(r"\s+(?:more\s+|extra\s+)?into\s+(?:the\s+)?$")
_ANOTHER = in_lower(
    r"\s+(?:for|on|to\s+(?:set\s+up|build|fund|open))\s+(?:a|another|one\s+more)\s+(?:(?:second|third|fourth|fifth|sixth|new|further|next)\s+)?(?:[a-z-]+\s+)?([a-z]+)\b"
)


@where(of="allocated")
def purpose(figure: Figure) -> Belonging | None:
    """Money that goes before the name of the scheme or fund it fills."""
    if not figure.money:
        return None
    for m in figure.mentions:
        if figure.start <= m.start < figure.end + 4 and m.end > figure.end and not m.place:
            return Belonging(m.entity, "names what the money is for", 0.95)
    return None


@where(of="allocated")
def recipient(figure: Figure) -> Belonging | None:
    lower, end = figure.reading.lower, figure.end
    if "us" in figure.said and lower.startswith(_TO_US, end):
        us = speaking(figure.reading, figure.number, end)
        return Belonging(us, "given to it", 0.85) if us else None
    for m in figure.mentions:
        if (
            not end <= m.start < end + 90
            or not _RECIPIENT.search(lower, end, m.start)
            or (figure.reading.first_verb(end, m.start) and not _IS_GIVEN.fullmatch(lower, end, m.start))
        ):
            continue
        owned = next((other for other in figure.mentions if other.start == m.end + 3), None)
        if owned or not m.place:
            return Belonging((owned if m.place and owned else m).entity, "given to it", 0.9)
    return None


@where(near="before")
def voted(figure: Figure) -> Belonging | None:
    """What lawmakers vote for something is of what the text is about: `the Senate approved 4 million for roads`."""
    reading = figure.reading
    if not (figure.money and figure.allocated) or _VOTES.isdisjoint(figure.said) or "for" not in figure.said:
        return None
    acting = next((m for m in reversed(figure.own) if m.end <= figure.start), None)
    if acting is None or not _lawmaking(figure, acting.entity) or not _FOR.match(reading.lower, figure.end):
        return None
    about_it = reading.topic and not reading.is_place(reading.topic) and not _lawmaking(figure, reading.topic)
    return Belonging(reading.topic, "voted for it", 0.8) if about_it else None


def _lawmaking(figure: Figure, entity: str) -> bool:
    words_of = figure.reading.words_of(entity)
    return not _LAWMAKERS.isdisjoint(words_of) or words_of >= {"finance", "committee"}


@where(near="after")
def agent(figure: Figure) -> Belonging | None:
    for m in figure.own:
        done = _AGENT.search(figure.text, max(figure.end, m.start - 30), m.start) if m.start >= figure.end else None
        if done and not _OTHER_NOUN.search(figure.reading.lower, figure.end, done.start()):
            asked = figure.reading.lower.startswith(_ASKED, done.start())
            return Belonging(m.entity, "done by it", 0.95, passing=asked)
        deed = figure.money and "by" in figure.said and figure.end <= m.start < figure.end + 70 and not m.place
        if deed and _DEED.search(figure.reading.lower, figure.end, m.start):
            return Belonging(m.entity, "done by it", 0.85)
    return None


@where("which", of="allocated")
def given_to_which(figure: Figure) -> Belonging | None:
    """What a relative clause says money is for: `the Quay Fund, for which the state has earmarked 40 million`."""
    if not _FOR_WHICH.match(figure.reading.lower, figure.left, figure.start):
        return None
    named = next((m for m in reversed(figure.mentions) if m.end <= figure.left), None)
    counted = figure.reading.focus.get(figure.number, "")
    acts = named is None or figure.reading.first_verb(named.end, figure.left)
    if counted and acts and figure.reading.lower.startswith("for which", figure.left):
        return Belonging(counted, "given to it", 0.8)  # "It will print 900 maps, for which the state has reserved $4"
    beside = named and not named.place and not figure.text[named.end : figure.left].strip(", ")
    return Belonging(named.entity, "given to it", 0.88) if named and beside else None


def given(figure: Figure) -> Belonging | None:
    """Whoever stands between a verb of giving and the amount gets it: `fined the broker 3 million`."""
    if figure.money and "us" in figure.said and _GIVES_US.search(figure.reading.lower, figure.left, figure.start):
        givers = (m.entity for m in figure.own if m.end < figure.start)
        is_scheme = any(not _SCHEMES.isdisjoint(figure.reading.words_of(giver)) for giver in givers)
        us = "" if is_scheme else speaking(figure.reading, figure.number, figure.start)
        return Belonging(us, "given to it", 0.85) if us else None
    for m in figure.own:
        beside = m.noun == "it" and _ALMOST.fullmatch(figure.reading.lower, m.end, figure.start)
        if beside and _COSTS.search(figure.reading.lower, figure.left, m.start):
            return Belonging(m.entity, "what it loses", 0.85)
        if 0 < figure.start - m.end < 24 and _GIVES.search(figure.reading.lower, figure.left, m.start):
            between = figure.text[m.end : figure.start].split()
            if (
                all(word.islower() and word.isalpha() for word in between)
                and m.sort != "pronoun"
                and not (m.place and m.noun)
            ):
                return Belonging(m.entity, "given to it", 0.88)
    return None


@where("get", "gets", "receive", "receives", of="allocated", near="before")
def getting(figure: Figure) -> Belonging | None:
    """Who gets what somebody else sets aside: the text goes on about the giver, `the mill receives 40 million`."""
    for m in figure.own:
        gets = m.end <= figure.start and not m.place and m.sort in ("name", "free") and figure.money
        if gets and _GETTING.fullmatch(figure.reading.lower, m.end, figure.start):
            return Belonging(m.entity, "given to it", 0.9)
    return None


@where("into", of="money", near="after")
def paid_into(figure: Figure) -> Belonging | None:
    """What money is put into: `the state put 350 million into the fund`."""
    for m in figure.own:
        if (
            not m.place
            and figure.end <= m.start < figure.end + 24
            and _INTO.fullmatch(figure.reading.lower, figure.end, m.start)
        ):
            return Belonging(m.entity, "paid into it", 0.88) if _paying(figure) else None
    return None


def _paying(figure: Figure) -> bool:
    return bool(_PAID_INTO.search(figure.reading.lower, figure.left, figure.start))


@where(of="money")
def another(figure: Figure) -> Belonging | None:
    """Money for one more of what the text before names: `2 million on a third cluster` after `the Reef clusters`."""
    if figure.number == 0:
        return None
    one = _ANOTHER.match(figure.reading.lower, figure.end, figure.right)
    entity = about(figure.reading, figure.number - 1) if one else ""
    if one is None or not entity:
        return None
    known = figure.reading.words_of(entity)
    return Belonging(entity, "for one more of it", 0.8) if {one.group(1), f"{one.group(1)}s"} & known else None
