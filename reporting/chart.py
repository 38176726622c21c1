"""Charts of a metric's series, drawn without browser or network."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from reporting import currencies, figure, values, wording
from schemas.change import Change

Spec = dict[str, Any]
"""A part of a Vega-Lite specification: https://vega.github.io/vega-lite/docs/."""
WIDTH, HEIGHT = 380, 190
SHAPES = {"over": "triangle-up", "at_least": "triangle-up", "nearly": "triangle-down", "up_to": "triangle-down"}
BOUNDS = {"triangle-up": "▲ at least", "triangle-down": "▼ at most"}
BLUE, ORANGE, GREY, INK, PALE = "#2f6ea5", "#c94f16", "#8a9099", "#1d1f21", "#5f6368"


def _middle(change: Change) -> Decimal | None:
    if change.new_value is not None:
        return change.new_value
    if change.new_low is not None and change.new_high is not None:
        return (change.new_low + change.new_high) / 2
    return None


def _bounds(change: Change, number: Decimal) -> tuple[Decimal, Decimal]:
    """The ends of a range; any other statement is drawn as its number, its open side shown by the shape."""
    if change.new_qualifier == "range" and change.new_low is not None and change.new_high is not None:
        return change.new_low, change.new_high
    return number, number


def _day(change: Change) -> date:
    """Where a statement stands in time: at the end of what it speaks of, else when it was published."""
    return change.period_end or change.published_at.date()


def _rows(history: Sequence[Change], size: int) -> list[dict[str, Any]]:
    rows = []
    for change in history:
        number = _middle(change)
        if number is None:
            continue
        low, high = _bounds(change, number)
        rows.append(
            {
                "when": _day(change).isoformat(),
                "value": float(number / size),
                "low": float(low / size),
                "high": float(high / size),
                "shape": SHAPES.get(change.new_qualifier, "circle"),
                "said": figure.new_value(change),
                "newest": False,
            }
        )
    if rows:
        rows[-1]["newest"] = True
    return rows


def _axis_title(unit: str, word: str) -> str:
    name = {"rank": "rank", "%": "%", "x": "times"}.get(unit) or (currencies.sign(unit) or unit).strip()
    return f"{name}, {word}" if word else name


def _dates(history: Sequence[Change]) -> str:
    """The form of the dates on the axis: years or months where all figures are of such, else days."""
    days = {(c.period_end - c.period_start).days + 1 if c.period_start and c.period_end else 0 for c in history}
    if min(days) >= 365:
        return "%Y"
    return "%b %Y" if min(days) >= 28 else "%-d %b %Y"


def _bounds_in_words(history: Sequence[Change]) -> str:
    """What the triangles mean, where there are any."""
    shapes = {SHAPES.get(change.new_qualifier) for change in history}
    return "   ".join(words for shape, words in BOUNDS.items() if shape in shapes)


def _date_axis(history: Sequence[Change]) -> Spec:
    days = sorted({_day(change) for change in history})
    axis = {
        "format": _dates(history),
        "grid": False,
        "labelOverlap": "greedy",
        "labelSeparation": 10,
        "values": [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in days],
    }
    return {"field": "when", "type": "temporal", "title": None, "axis": axis, "scale": {"type": "utc", "padding": 26}}


def _value_scale(unit: str) -> Spec:
    return {"reverse": unit == "rank", "zero": False, "nice": True, "padding": 16}


def _value_axis(rows: Sequence[dict[str, Any]], unit: str, title: str) -> Spec:
    whole = all(row[end] == int(row[end]) for row in rows for end in ("value", "low", "high"))
    step = {"tickMinStep": 1} if whole else {}
    axis = {"tickCount": 4, "gridColor": "#e6e8ea", "domain": False, "ticks": False} | step
    return {"field": "value", "type": "quantitative", "title": title, "scale": _value_scale(unit), "axis": axis}


def _layers(x: Spec, y: Spec) -> list[Spec]:
    """A line in steps, the spans of ranges, a point for each figure, and the newest one in words."""
    colour = {"condition": {"test": "datum.newest", "value": ORANGE}, "value": BLUE}
    low = {"field": "low", "type": "quantitative", "scale": y["scale"]}
    shape = {"field": "shape", "type": "nominal", "scale": None, "legend": None}
    return [
        {
            "mark": {"type": "line", "interpolate": "step-after", "color": GREY, "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.45},
            "encoding": {"x": x, "y": low, "y2": {"field": "high"}, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 100, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "shape": shape},
        },
        {
            "transform": [{"filter": "datum.newest"}],
            "mark": {"type": "text", "align": "right", "dx": -10, "dy": -12, "color": ORANGE}
            | {"fontSize": 16, "fontWeight": "bold"},
            "encoding": {"x": x, "y": y, "text": {"field": "said", "type": "nominal"}},
        },
    ]


def _size(numbers: Sequence[Decimal], unit: str) -> tuple[int, str]:
    """What the axis counts in, as (1000000, "million")."""
    sizes = values.SCALES if unit not in ("%", "x", "rank") else ()
    return next(((size, word) for size, word in sizes if max(map(abs, numbers)) >= size), (1, ""))


def specification(history: Sequence[Change], title: str = "") -> Spec:
    """The chart as Vega-Lite: the stated numbers in order of time, open bounds as triangles, the last one marked.

    `history` is one series, oldest first; ValueError where no change in it has a number.
    """
    drawable = [change for change in history if _middle(change) is not None]
    numbers = [number for number in map(_middle, drawable) if number is not None]
    if not numbers:
        raise ValueError("there is no value to draw")
    unit = drawable[-1].unit
    size, word = _size(numbers, unit)
    rows = _rows(drawable, size)
    y = _value_axis(rows, unit, _axis_title(unit, word))
    heads = [text for text in (wording.clean(title, 90), _bounds_in_words(drawable)) if text]
    big = {"fontSize": 16, "color": INK} if title else {"fontSize": 14, "color": PALE, "fontWeight": "normal"}
    text = {"labelColor": PALE, "titleColor": PALE, "titleFontWeight": "normal"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": "white",
        "padding": 12,
        "datasets": {"series": rows},
        "data": {"name": "series"},
        "layer": _layers(_date_axis(drawable), y),
        "config": {
            "view": {"stroke": None},
            "title": {"anchor": "start", "offset": 10, "subtitleFontSize": 14, "subtitleColor": PALE} | big,
            "axis": text | {"labelFontSize": 14, "titleFontSize": 14},
        },
    } | ({"title": {"text": heads[0], "subtitle": heads[1:]}} if heads else {})


def chart(history: Sequence[Change], title: str = "", format: Literal["png", "svg"] = "png") -> bytes:  # noqa: A002
    """The chart of `specification` as a PNG of twice the pixels, or as an SVG."""
    import vl_convert

    drawn = specification(history, title)
    if format == "png":
        return bytes(vl_convert.vegalite_to_png(drawn, scale=2))
    return str(vl_convert.vegalite_to_svg(drawn)).encode()
