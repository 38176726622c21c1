"""The families of time expressions: the words each needs, its pattern, and the function that reads it."""

from extraction import period_parts as parts
from extraction import period_units as units
from extraction import period_words as words
from extraction.calendars import MONTHS, SEASONS, WEEKDAYS
from extraction.period_family import A_YEAR, A_YEAR_ON, family
from extraction.period_occasions import OCCASIONS
from extraction.period_units import UNIT, UNITS
from extraction.period_words import DATED_YEAR, MON, NUMBER, OF_YEAR, ORD, YEAR

_DAY = r"[0-3]?\d"
_TH = r"(?:st|nd|rd|th)?\b"
_UNITS = frozenset(UNITS)
_ONE_OR_MORE = _UNITS | {f"{unit}s" for unit in UNITS}
_JOIN = r"\s*(?:(?:to|through|until|till|–|-|—)\s*|(?P<and>and)\s+)"
_SEASON = "|".join(SEASONS)
_MON = MON.lower()
_WEEKDAY = "|".join(WEEKDAYS)
_DATE_FOLLOWS = rf"(?!,?\s+(?:the\s+)?(?:{_DAY}{_TH}(?:\s+of)?\s+{_MON}|{_MON}\s+{_DAY}\b))"
"""`On Thursday 8 January` is a date, whatever Thursday it is."""
_ADVERB = (
    r"(?=\W*(?:[.,;:)]|\Z)"
    r"|\s(?:in|at|on|to|by|from|after|and|as|with|when|for|while|but|into|the|an?|its|that|it|they)\b)"
)
"""What follows a word that says when; before a noun it only says of what sort: `overnight stays`."""
_SORT = r"(?:(?P<sort>financial|fiscal|school|academic|calendar|full|whole|entire)\s+)?"
_NO_DAY = rf"(?![,.]?\d|%|\s+(?:{_MON}|million|billion|per))"
FAMILIES = [
    *OCCASIONS,
    family(
        set(MONTHS),
        rf"(?:(?P<ma>{_MON})\s+(?P<da>{_DAY}){_TH}(?:,?\s+(?P<ya>{YEAR})\b)?{_JOIN}(?:(?P<me>{_MON})\s+)?(?P<db>{_DAY}){_TH}{_NO_DAY}(?:,?\s+(?P<yb>{YEAR})\b)?"
        rf"|(?P<dc>{_DAY}){_TH}(?:\s+(?P<mb>{_MON}))?{_JOIN.replace('<and>', '<and2>')}(?P<dd>{_DAY}){_TH}"
        rf"\s+(?:of\s+)?(?P<mf>{_MON})(?:,?\s+(?P<yc>{YEAR})\b)?)",
        words.days_of,
    ),
    family(
        set(MONTHS) | A_YEAR_ON,
        rf"(?:(?P<iso>{YEAR}-\d\d-\d\d)\b|(?P<m1>{_MON})\s+(?P<d1>{_DAY}){_TH}(?![,.]?\d|%)(?:,?\s+(?P<y1>{DATED_YEAR})|,?\s+(?P<w1>last|this|next)\s+year)?"
        rf"|(?P<d2>{_DAY}){_TH}(?:\s+of)?\s+(?P<m2>{_MON})(?:,?\s+(?P<y2>{DATED_YEAR})|,?\s+(?P<w2>last|this|next)\s+year)?)",
        words.full_date_of,
    ),
    family(
        "half quarter q h",
        rf"(?:(?:(?P<ord>{ORD})[\s-]+(?P<unit>quarter|half)\b(?!-|\s+(?:million|billion|of\s+(?!(?:the\s+)?(?:year|fiscal|{YEAR}|this|last|next)\b)\w))"
        rf"|(?P<short>q|h)(?P<n>[1-4])\b|(?P<n2>[1-4])(?P<short2>q|h)(?P<short_year>{YEAR}|\d\d)?\b"
        rf"|(?<!a\s)(?P<short3>quarter)\s+(?P<n3>[1-4])\b(?![.,]?\d))(?:\s+\([qh][1-4]\))?{OF_YEAR})",
        parts.quarter_of,
    ),
    family(
        A_YEAR_ON | {"fy", "fiscal", "financial", "academic", "school"},
        rf"(?:(?P<pair>{YEAR}[/–-](?:{YEAR}|\d\d))(?!\d|-\d)(?:\s+(?P<sort>fiscal|financial|academic|school|season)\b)?(?:\s+year\b)?"
        rf"|(?:fiscal|financial|academic|school)(?:\s+year)?\s+(?P<pair2>{YEAR}[/–-](?:{YEAR}|\d\d))\b"
        rf"|fy\s?(?P<one>{YEAR}|\d\d)(?:[/-]\d\d)?\b|(?:fiscal|financial)(?:\s+year)?\s+(?P<two>{YEAR})\b|(?P<three>{YEAR})\s+(?:fiscal|financial)\s+year"
        rf"|(?P<way>this|last|next|current|present|previous|past|coming|new)\s+(?P<sort2>fiscal|financial|academic|school)\s+year)",
        words.fiscal_of,
    ),
    family(
        "quarter",
        rf"(?:{MON}\s*[–-]\s*)?(?P<q>{MON})\s+(?:(?P<y0>{YEAR})\s+)?quarter\b{OF_YEAR}",
        parts.quarter_named_of,
        cased=True,
    ),
    family(
        set(MONTHS),
        rf"(?P<m>{MON})(?:\s+(?P<early>{YEAR}))?{_JOIN}(?P<n>{MON}){OF_YEAR}",
        words.months_of,
        cased=True,
    ),
    family(
        set(MONTHS),
        rf"(?P<ord>{ORD})\s+(?:(?P<n>{NUMBER})\s+)?(?P<unit>half|weeks?|fortnight|days?)\s+(?:of|in)\s+(?P<m>{_MON}){OF_YEAR}",
        parts.of_month_of,
        also="half week weeks fortnight day days",
    ),
    family(
        "months",
        rf"(?P<ord>first|opening|(?:last|final|closing)(?=\s+\w+\s+months\s+(?:of\b|20)))\s+(?P<n>{NUMBER})\s+months\b{OF_YEAR}",
        parts.some_months_of,
    ),
    family(
        "month",
        rf"(?P<ord>first|opening|last|final|closing)\s+month(?=\s+of\s){OF_YEAR}",
        parts.edge_month_of,
        also="first last final closing opening",
    ),
    family(
        "past last previous preceding next coming",
        rf"(?:(?P<way>past|last|previous|preceding|next|coming)\s+(?P<n>{NUMBER})[\s-]+(?P<unit>{UNIT})s?\b)",
        units.past_units_of,
        also=_ONE_OR_MORE,
    ),
    family(
        "past last next coming",
        rf"(?:(?<=over\sthe\s)|(?<=the\s)(?=past))(?P<way>past|last|next|coming)\s+(?P<n>)(?P<unit>{UNIT})\b",
        units.past_units_of,
        also=_UNITS,
    ),
    family(
        "within inside time",
        rf"(?:(?:within|inside)\s+(?P<n>{NUMBER}|an?)\s+(?P<unit>{UNIT})s?\b"
        rf"|in\s+(?P<n2>{NUMBER}|an?)\s+(?P<unit2>{UNIT})s?(?:['’]s?)?\s+time\b)",
        units.within_of,
    ),
    family("years months", rf"over\s+(?P<n>{NUMBER})\s+(?P<unit>year|month)s\b", units.over_of, also="over"),
    family("ahead", rf"(?:the\s+)?(?P<n>{NUMBER})\s+(?P<unit>{UNIT})s\s+ahead\b", units.ahead_of),
    family(
        "before",
        r"before\s+the\s+(?P<unit>year|month|quarter)\s+is\s+(?:out|over)\b",
        units.before_out_of,
        also="out over",
    ),
    family(
        "point time stage",
        r"(?:at\s+)?this\s+(?:point|time|stage)\s+(?:last\s+year|a\s+year\s+ago)\b(?P<n>)(?P<unit>)",
        units.ago_of,
        also="year",
    ),
    family("ago", rf"(?P<n>{NUMBER}|an?)\s+(?P<unit>{UNIT})s?\s+ago\b", units.ago_of),
    family(
        "same corresponding comparable equivalent",
        rf"(?:the\s+)?(?:same|corresponding|comparable|equivalent)\s+(?:period|month|quarter|half|week|day|time|stretch|(?:{NUMBER}\s+)?months)\b"
        rf"(?:\s+(?:of|in)?\s*(?:the\s+)?(?:(?P<y>{YEAR})\b|(?P<when>last|this|previous|prior|preceding)\s+year|(?P<ago>(?:an?\s+)?year\s+(?:earlier|ago|before))))?",
        units.same_of,
    ),
    family(
        "earlier before previously later after previous prior preceding following",
        rf"(?:(?P<n>{NUMBER}|an?)\s+(?P<unit>{UNIT})s?\s+(?P<way>earlier|before(?!\s+[a-z]+ing\b)|previously|later|after(?!\s+\w))\b"
        rf"|(?:the\s+)?(?P<turn>previous|prior|preceding|following)\s+(?P<unit2>{UNIT}|one(?!\s+of\b)|period|session|trading\s+day|season)\b(?!-)"
        rf"|the\s+(?:(?P<n3>{NUMBER})\s+)?(?P<unit3>{UNIT}|session|season)s?\s+before\b(?!\s+(?:last|that|the)\b))",
        units.earlier_of,
    ),
    family(
        "months",
        rf"(?:(?<=in\s)|(?<=over\s)|(?<=during\s))th(?:e|[eo]se)\s+{NUMBER}\s+months\b(?!\s+(?:of|to|ended|ending|that|which|from|before|since|until|after|in|through|up|it|they|he|she|we)\b|-)(?P<y>)(?P<when>)(?P<ago>)",
        units.same_of,
    ),
    family(
        "that same period",
        r"(?:(?:that|the\s+same)\s+(?:year|month|quarter|week|season|period)|(?<=over\s)the\s+period(?=[.,;]|\s(?:and|but|it|they|the)\b)|(?:by|on|at)\s+(?:that|the\s+same)\s+date)(?P<y>)(?P<when>)(?P<ago>)\b",
        units.same_of,
        also="year month quarter week season period date",
    ),
    family(
        "date far since",
        r"(?:(?:in\s+)?(?:the\s+)?year[\s-](?:to[\s-]date|so\s+far)|since\s+(?:the\s+)?(?:new\s+year(?:['’]s\s+day)?|turn\s+of\s+the\s+year))\b",
        units.to_date_of,
    ),
    family(
        set(MONTHS),
        rf"(?:(?P<way>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<m>{MON}){OF_YEAR}",
        words.month_of,
        cased=True,
    ),
    family(
        set(SEASONS),
        rf"(?:(?:(?P<way>this|last|next|coming)\s+|(?<=in\sthe\s)|(?<=over\sthe\s)|(?<=during\sthe\s)|(?<=by\sthe\s)|(?<=since\sthe\s)|(?<=by\s)|(?<=in\s))(?P<season>{_SEASON})\b(?:\s+(?:of\s+)?(?:(?P<y>{YEAR})\b|(?P<when>this|last|next)\s+year))?"
        rf"|(?P<season2>{_SEASON})\s+(?:of\s+)?(?P<y2>{YEAR})\b)",
        units.season_of,
    ),
    family(
        "season",
        r"(?:(?P<part>so\s+far|earlier)\s+)?(?P<way>this|last|next|current|previous)\s+season\b",
        units.playing_season_of,
    ),
    family(
        "this last next current present previous coming past",
        rf"(?:(?P<part>earlier|later|so\s+far)\s+)?(?P<way>this|last|next|current|present|previous|coming|past)\s+(?P<unit>{UNIT})\b(?!-)",
        units.this_unit_of,
        also=_UNITS,
    ),
    family(
        "just",
        rf"(?:the\s+)?(?P<unit>{UNIT}|half)\s+(?:(?:that|which)\s+(?:has\s+|had\s+)?)?just\s+(?:ended|past|passed|gone|finished|closed|over|completed)\b",
        units.just_ended_of,
    ),
    family(
        "start beginning end close middle mid",
        rf"(?:the\s+)?(?P<edge>start|beginning|end|close|middle|mid)\s+of\s+(?:the|this)\s+{_SORT}(?P<unit>{UNIT}|season)\b",
        units.edge_of,
        also=_UNITS | {"season"},
    ),
    family(
        "mid midyear halfway",
        rf"(?:mid-?year|halfway\s+through\s+the\s+year)\b(?:\s+(?P<y>{YEAR})\b)?",
        units.mid_year_of,
    ),
    family(
        "half halfway",
        r"the\s+half-?(?:way|year)\s+(?:mark|point|stage)\b(?!\s+(?:of|in|to|on)\s+(?!the\s+year\b|(?:19|20)\d\d))(?:\s+(?:of|in)\s+(?:the\s+year\b|(?P<y>(?:19|20)\d\d)\b))?",
        units.half_year_of,
    ),
    family(
        "for during full whole entire",
        rf"(?:(?:(?<=for\s)|(?<=during\s)(?=the\s(?:[a-z]+\s)?year\b))the\s+{_SORT}|(?:the\s+|an?\s+)(?:full|whole|entire)\s+)(?P<unit>year|quarter|month|week|season)\b(?!\s+(?:of|to|ended|ending|end|that|from|before|in|\d)\b|-)",
        units.whole_unit_of,
        also="year quarter month week season",
    ),
    family(
        "quarter half month",
        r"(?:(?<=in\s)|(?<=during\s)|(?<=over\s)|(?<=for\s))the\s+(?P<unit>quarter|half|month)\b(?P<sort>)(?:[\s-]year\b)?"
        r"(?![\s-]year\b)(?!\s+(?:of|to|ended|ending|end|that|from|before|after|since|in|finals?|time|marathon|hour|mile|million|billion|\d|[a-z]+est)\b|-)",
        units.whole_unit_of,
    ),
    family(
        "date far today morning afternoon evening tonight now currently presently present moment nowadays",
        r"(?:to\s+date|so\s+far|today|this\s+(?:morning|afternoon|evening)|tonight|now|currently|presently|at\s+present|at\s+the\s+moment|nowadays)\b",
        units.now_of,
    ),
    family(
        "yesterday tomorrow overnight night",
        rf"(?:(?:yesterday|tomorrow|last\s+night)\b|overnight{_ADVERB})",
        units.yesterday_of,
    ),
    family(
        "weekend",
        r"(?:(?:over|at|during|on|by)\s+)?(?:the|(?P<way>last|this|next|this\s+coming|coming))\s+weekend\b",
        units.weekend_of,
    ),
    family(
        set(WEEKDAYS),
        rf"(?:(?:(?P<way>last|next|this\s+coming)\s+|(?:on|this|late|early)\s+|(?<=by\s)|(?<=until\s)|(?<=since\s)|(?<=to\s)|(?<=ended\s)|(?<=ending\s))(?P<day>{_WEEKDAY})\b{_DATE_FOLLOWS}"
        rf"|(?<!black\s)(?<!good\s)(?<!super\s)(?<!easter\s)(?<!ash\s)(?P<day2>{_WEEKDAY})\b{_DATE_FOLLOWS})",
        units.weekday_of,
    ),
    family(
        A_YEAR,
        rf"(?:(?P<first>{YEAR})\s+(?:to|through|until)\s+(?P<last>{YEAR})\b|(?<=the\s)(?P<decade>(?:19|20)\d0)['’]?s\b)",
        words.years_of,
        also="to through until s",
    ),
    family(A_YEAR, rf"(?P<year>{YEAR})\b(?!\s*(?:%|per\s?cent)|[.,]\d|[/–-]\d)", words.year_of),
]
NEEDED = frozenset().union(*(family.needs for family in FAMILIES))
"""Without one of these words no time is named."""
BY_HINT = {word: [number for number, one in enumerate(FAMILIES) if word in one.needs] for word in NEEDED}
"""Such a word to the families that it calls for, by their places."""
