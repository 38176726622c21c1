"""The parts of an article's text that frame it: title, bylines, datelines, captions, related links, site furniture."""

import re
from collections import Counter

from schemas.article import Furniture, FurnitureSort

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
DATE = (
    rf"(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?"
STAMP = re.compile(
    rf"(?:(?:published|updated|posted|created|modified|last\s+\w+|first\s+\w+|date|on|at)\b[:\s]*|{DATE}|{TIME}|[|,·•/\s–—-])+",
    re.IGNORECASE,
)
PLACE = r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}"
DATELINE = re.compile(
    rf"(?:[A-Z][A-Z'.\s,]{{2,40}}(?:\([^)\n]{{0,40}}\)\s*)?(?:--\(\)--|\s[-–—]{{1,2}}\s(?:[^\n–—-]{{0,60}}\s[-–—]{{1,2}}\s)?(?:{DATE}\s[-–—]{{1,2}}\s)?)"
    rf"|[A-Z][A-Z'.\s,]{{2,40}},\s{DATE}\s*(?:\([^)\n]{{0,40}}\)\s*)?[-–—/]{{1,2}}[^\n–—]{{0,30}}(?:[–—/]{{1,2}}|(?<![a-z])-{{1,2}})\s?"
    rf"|[A-Z][A-Z'.\s,]{{2,40}},\s(?:{DATE}|{MONTH}\s+\d{{1,2}})\s+(?:\([^)\n]{{1,40}}\)\s*)?[-–—]{{1,2}}\s"
    rf"|(?!(?:In|On|At|From|By|Since|Until|After|Before|Near|The)\s){PLACE}(?:,\s{PLACE}){{0,2}},\s{DATE}(?:\s*\([^)\n]{{1,40}}\))?(?:\s?[-–—]{{1,2}}\s|:\s))"
)
NAME = r"[A-Z][\w’'‑-]*\.?"
BYLINE = re.compile(
    rf"\W*(?:(?:[Bb][Yy]|[Ff]rom|[Ww]ords|[Tt]ext|[Ss]tory|[Rr]eported|[Ww]ritten|[Ee]dited)(?:\s+by)?:?\s+{NAME}(?:[,\s]+(?:and\s+|in\s+|&\s+)?{NAME}){{0,9}}"
    r"|(?:[Bb][Yy]|[Ff]rom)\s+(?:our|a|the)\s+(?:[a-z]+\s+){0,2}(?:columnist|correspondent|reporter|writer|critic|editor|contributor|staff)s?"
    rf"(?:\s+in\s+(?:the\s+)?{NAME}(?:\s+{NAME}){{0,2}})?"
    rf"|{NAME}(?:[,\s]+(?:and\s+)?{NAME}){{1,7}}\s+reports?\s+(?:from|in)\s+{NAME}(?:\s+{NAME}){{0,3}})\W*",
)
LONE_NAME = re.compile(rf"\s*(?:Dr|Mr|Mrs|Ms|Prof)?\.?\s*{NAME}(?:\s+{NAME}){{1,3}}\s*")
CREDIT = re.compile(
    r"\((?:[^()]{0,60}\b(?:photo|picture|image|graphic|illustration|file)\b[^()]{0,60}"
    r"|[A-Z][A-Z .'’&-]+(?:\s*/\s*[^()]{2,60})+)\)\s*$"
    r"|^\s*(?:photo|picture|image|caption|graphic)s?(?:\s+(?:by|credit|courtesy))?\s*:|(?:photo|image|picture)\s+(?:credit|courtesy|by)\b[^.]{0,60}$",
    re.IGNORECASE,
)
CREDIT_CASE = re.compile(
    r"\([A-Z][A-Z .'’&-]{2,}(?:/\s*[A-Z][A-Z .'’&-]*)+\)\s*$|\((?:PHOTO|FILE|AP|AFP|REUTERS|XINHUA)\b[^()]{0,60}\)\s*$"
)
RELATED_HERE = re.compile(
    r"\W*(?:(?:read|see|watch|hear)\s+(?:more|also|next)|also\s+(?:read|see)|related(?:\s+\w+)?|recommended(?:\s+\w+)?|more\s+(?:on|from)(?:\s+[\w’'-]+){0,4}|more(?:\s+(?:stories|news))?"
    r"|(?:why|how)\s+(?:this|it)\s+matters|you\s+(?:may|might)\s+(?:also\s+)?like|further\s+reading|don.t\s+miss|most\s+(?:read|popular)|trending(?:\s+now)?)\s*[:|>»]\s*",
    re.IGNORECASE,
)
RELATED_HEAD = re.compile(
    r"\W*(?:read\s+(?:more|also|next)|also\s+read|related(?:\s+(?:news|stories|articles|links|topics|reading|coverage|posts?|content))?"
    r"|recommended(?:\s+\w+){0,2}|more\s+(?:stories|news|articles)|you\s+(?:may|might)\s+(?:also\s+)?like|most\s+(?:read|popular)|latest\s+news|trending(?:\s+now)?)\s*:?\s*",
    re.IGNORECASE,
)
RELATED_INSIDE = re.compile(
    r"(?<=[.!?”\"’)]\s)(?:READ\s+(?:MORE|ALSO|NEXT)|(?:ALSO|NOW)\s+READ|SEE\s+ALSO|RELATED|[Rr]ead\s+(?:more|also)|[Aa]lso\s+read|[Ss]ee\s+also)\s*:\s"
)
BRACKETED = re.compile(r"\s*\[[^\[\]:]{3,40}:\s[^\[\]]{3,160}\]\s*")
"""A line that is nothing but a label and a link in square brackets."""
BULLET = re.compile(r"\s*(?:[-–—•*·▪►]\s+|\d{1,2}[.)]\s+)")
SITE = re.compile(
    r"\s*(?:skip\s+to\s+(?:main\s+)?content|sign\s+(?:in|up)|log\s*in|register|subscribe|menu|search|home|blog|news|share(?:\s+(?:this|on)\b.{0,60})?|print|comments?|"
    r"follow\s+us.{0,80}|read\s+more|advertisement|sponsored|back\s+to\s+top|next|previous|contact\s+us|about\s+us|tags?:.{0,200}|topics?:.{0,200}|"
    r"leave\s+a\s+(?:reply|comment)|copy\s+link|click\s+here.{0,80}|view\s+(?:all|more)|load\s+more|all\s+rights\s+reserved\W*|"
    r"contact\s+the\s+(?:writer|author|reporter|editor)s?\b.{0,120}|\(?source:.{0,160}|press\s+enquir(?:y|ies):.{0,200}|(?:media\s+)?(?:enquir(?:y|ies)|inquir(?:y|ies)|contacts?):.{0,240}"
    r"|LC\s+Paper\s+No\..{0,60}|for\s+(?:discussion|information)\s+on\s.{0,40}|\S+\s+\|\s+\S{1,20})\s*",
    re.IGNORECASE,
)
SITE_INSIDE = re.compile(
    r"explore\s+and\s+get\s+your\s+content|all\s+rights\s+reserved|©|\(c\)\s+\d{4}|copyright\s+(?:©\s*)?\d{4}"
    r"|(?:sign\s+up|subscribe)\s+(?:to|for)\s+(?:our|the|free)\b.{0,80}(?:newsletter|updates|alerts|inbox)|our\s+(?:free\s+)?(?:daily\s+|weekly\s+)?newsletter"
    r"|(?:uses?|accept|our)\s+cookies|privacy\s+policy|terms\s+(?:of\s+(?:use|service)|and\s+conditions)|unsubscribe|help\s+us\s+(?:reach|raise|keep)\b.{0,60}\b(?:patrons?|members?|supporters?|subscribers?|donors?|readers?)\b|support\s+our\s+(?:journalism|newsroom|work)\b|download\s+(?:our|the)\s+(?:free\s+)?app\b"
    r"|(?:world.s|web.s|internet.s)\s+(?:largest|biggest|leading)\b.{0,60}\b(?:community|platform|network|marketplace)\b.{0,80}\b(?:members|users|articles|readers)\b.{0,60}(?:explore|join|discover|sign)"
    r"|follow\s+us\s+on\s+(?:facebook|twitter|x|instagram|linkedin|telegram|whatsapp)|\(tel(?:ephone)?[:.]|\btel(?:ephone)?\s*(?:no\.?)?:\s*\(?\+?\d",
    re.IGNORECASE,
)
ING = re.compile(r"\s*(?:[A-Z]\w+ly\s+)?[A-Z]?\w{2,}ing\b")
NO_SCENE = re.compile(
    r"^\W*(?:According|Following|Including|Excluding|Regarding|Concerning|During|Considering|Assuming|Barring|Depending)\b"
    r"|%|\bper\s?cent\b|[$€£¥]\s?\d|\b(?:million|billion|trillion)\b",
)
"""What no picture shows: words that only introduce a sentence, money and shares."""
PRESENT_SCENE = re.compile(
    r"\b(?:delivers?|speaks?|addresses|poses?|smiles?|shakes?|shows?|attends?|walks?|looks?|stands?|visits?|greets?|gestures?|holds?|unveils?|officiates?|tours?)\b"
)
FINITE_PAST = re.compile(
    r"\b(?:was|were|had|has|have|said|told|is|are|will|would|announced|rose|fell|grew)\b", re.IGNORECASE
)
LINE = re.compile(r"[^\n]+")
STOP = (".", "!", "?", "。", ".”", '."', ":", ";")


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _caption(line: str, stripped: str, copies: int) -> bool:
    if CREDIT_CASE.search(line) or (len(stripped) < 400 and CREDIT.search(line)):
        return True
    if copies > 1 and len(stripped) > 25:
        return True
    if len(stripped) > 220 or FINITE_PAST.search(stripped):
        return False
    if ING.match(line) and not NO_SCENE.search(line) and "," not in stripped[:25] and stripped.count(".") <= 1:
        return bool(re.match(r"\s*\w+ing\s+(?:(?:in|at|on|with|to)\s+)?(?:an?|the|[A-Z])", line))
    scene = PRESENT_SCENE.search(stripped)
    return bool(
        scene
        and re.search(
            rf"\bon\s+{MONTH}\s+\d|\b(?:in|on)\s+this\s+(?:photo|file|picture)|\((?:left|right|centre|center)\)",
            stripped,
        )
    )


def _lone_name(
    lines: list[tuple[int, int, str]], place: int, title_key: str, copies: Counter[str], before: bool
) -> bool:
    """Whether a line is only a name, beside the title or the site's words: whoever wrote the article."""
    stripped = lines[place][2].strip()
    if place == 0 or stripped.endswith(STOP) or not LONE_NAME.fullmatch(stripped):
        return False
    if place < 5 and before:
        return True
    after = lines[place + 1 : place + 5]
    return len(after) < 4 and all(_sort_of(line, 99, title_key, copies[_key(line)]) for _, _, line in after)


def _sort_of(line: str, place: int, title_key: str, copies: int) -> FurnitureSort | None:
    """The furniture a line is by its own look; `place` counts lines from the top."""
    stripped = line.strip()
    if len(stripped) > 600:
        return None
    short = len(stripped) < 120
    key = _key(stripped)
    if (
        title_key
        and key
        and (
            key == title_key
            or (place < 8 and len(key) > 20 and (title_key.startswith(key) or key.startswith(title_key)))
        )
    ):
        return "title" if not stripped.endswith(".") or key == title_key else None
    if len(stripped) < 160 and STAMP.fullmatch(stripped):
        return "dateline"
    if short and BYLINE.fullmatch(stripped):
        return "byline"
    if (RELATED_HERE.match(line) and len(stripped) < 240) or BRACKETED.fullmatch(line):
        return "related"
    if len(stripped) < 260 and SITE.fullmatch(line):
        return "site"
    if len(stripped) < 400 and SITE_INSIDE.search(line):
        return "site"
    if _caption(line, stripped, copies):
        return "caption"
    return None


def _first_line_title(line: str, title: str | None) -> bool:
    """Whether the first line reads as a headline although no title was given, or another one was."""
    stripped = line.strip()
    words = stripped.split()
    if not 1 <= len(words) <= 25 or len(stripped) > 180 or stripped.endswith(STOP) or BULLET.match(line) or "|" in line:
        return False
    return title is None or not DATELINE.match(line)


def furniture(text: str, title: str | None) -> tuple[Furniture, ...]:
    """The stretches of `text` that frame the article, in order; half-open offsets in characters, never overlapping.

    A sub-heading is no furniture: it governs what stands under it.
    """
    lines = [(m.start(), m.end(), m.group()) for m in LINE.finditer(text) if m.group().strip()]
    copies = Counter(_key(line) for _, _, line in lines)
    title_key = _key(title or "")
    found: list[Furniture] = []
    related = False
    titled = False
    last = len(lines) - 1
    for place, (start, end, line) in enumerate(lines):
        sort = _sort_of(line, place, title_key, copies[_key(line)])
        if sort is None and _lone_name(
            lines, place, title_key, copies, bool(found) and found[-1].start == lines[place - 1][0]
        ):
            sort = "byline"
        if related and (BULLET.match(line) or (len(line.strip()) < 160 and not line.rstrip().endswith(STOP))):
            sort = sort or "related"
        else:
            related = bool(RELATED_HEAD.fullmatch(line)) or (
                sort == "related" and not RELATED_HERE.sub("", line).strip()
            )
            if related:
                sort = "related"
        if sort is None and not titled and place < 3 and place < last and _first_line_title(line, title):
            sort = "title"
        titled = titled or sort == "title" or (sort is None and place < 3)
        if sort is None:
            dateline = DATELINE.match(line) if place < 6 else None
            if dateline and dateline.end() > 3:
                found.append(Furniture(start=start, end=start + dateline.end(), sort="dateline"))
            if inside := RELATED_INSIDE.search(line, dateline.end() if dateline else 0):
                found.append(Furniture(start=start + inside.start(), end=end, sort="related"))
            continue
        found.append(Furniture(start=start, end=end, sort=sort))
    return tuple(found)
