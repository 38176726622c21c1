"""Charts of a metric's series, drawn without browser or network."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from reporting import currencies, values, wording
from schemas.change import Change

WIDTH, HEIGHT = 420, 200
SHAPES = {"over": "triangle-up", "at_least": "triangle-up", "nearly": "triangle-down", "up_to": "triangle-down"}
BLUE, ORANGE, GREY = "#2f6ea5", "#d9622b", "#8a9099"


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


def _rows(history: Sequence[Change], size: int) -> list[dict[str, Any]]:
    rows = []
    for change in history:
        number = _middle(change)
        if number is None:
            continue
        low, high = _bounds(change, number)
        when = change.period_end or change.published_at.date()
        rows.append(
            {
                "when": when.isoformat(),
                "value": float(number / size),
                "low": float(low / size),
                "high": float(high / size),
                "shape": SHAPES.get(change.new_qualifier, "circle"),
                "said": values.short(
                    change.new_value, change.new_low, change.new_high, change.new_qualifier, change.unit
                ),
                "newest": False,
            }
        )
    if rows:
        rows[-1]["newest"] = True
    return rows


def _axis_title(unit: str, word: str) -> str:
    name = {"rank": "rank", "%": "%", "x": "times"}.get(unit) or (currencies.sign(unit) or unit).strip()
    return f"{name}, {word}" if word else name


def specification(history: Sequence[Change], title: str) -> dict[str, Any]:
    """The chart as Vega-Lite: the stated numbers in order of time, open bounds as triangles, the last one marked.

    `history` is one series, oldest first; ValueError where no change in it has a number.
    """
    import altair

    numbers = [number for number in map(_middle, history) if number is not None]
    if not numbers:
        raise ValueError("there is no value to draw")
    unit = history[-1].unit
    scaled = unit not in ("%", "x", "rank")
    size, word = next(
        ((size, word) for size, word in values.SCALES if scaled and max(map(abs, numbers)) >= size), (1, "")
    )
    data = altair.InlineData(values=_rows(history, size))
    colour = altair.condition("datum.newest", altair.value(ORANGE), altair.value(BLUE))
    dates = altair.Axis(format="%b %Y", grid=False, labelOverlap=True, tickCount=4)
    x = altair.X("when:T", title=None, axis=dates, scale=altair.Scale(padding=14))
    scale = altair.Scale(reverse=unit == "rank", zero=False, nice=True, padding=16)
    axis = altair.Axis(tickCount=5, gridColor="#e6e8ea", domain=False, ticks=False)
    y = altair.Y("value:Q", title=_axis_title(unit, word), scale=scale, axis=axis)
    base = altair.Chart(data).encode(x=x)
    line = base.mark_line(interpolate="step-after", color=GREY, strokeWidth=1.5).encode(y=y)
    ranges = base.mark_rule(strokeWidth=4, opacity=0.45).encode(
        y=altair.Y("low:Q", scale=scale), y2="high:Q", color=colour
    )
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        y=y, color=colour, shape=altair.Shape("shape:N", scale=None, legend=None)
    )
    names = base.transform_filter("datum.newest").mark_text(
        align="right", dx=-8, dy=-12, fontWeight="bold", color=ORANGE, fontSize=15
    )
    chart = altair.layer(line, ranges, points, names.encode(y=y, text="said:N")).properties(
        width=WIDTH, height=HEIGHT, title=wording.clean(title, 90), background="white", padding=12
    )
    drawn: dict[str, Any] = (
        chart.configure_view(stroke=None)
        .configure_title(anchor="start", fontSize=16, color="#1d1f21")
        .configure_axis(labelColor="#5f6368", titleColor="#5f6368", labelFontSize=14, titleFontSize=14)
        .to_dict()
    )
    return drawn


def chart(history: Sequence[Change], title: str, format: Literal["png", "svg"] = "png") -> bytes:  # noqa: A002
    """The chart of `specification` as a PNG of twice the pixels, or as an SVG."""
    import vl_convert

    drawn = specification(history, title)
    if format == "png":
        return bytes(vl_convert.vegalite_to_png(drawn, scale=2))
    return str(vl_convert.vegalite_to_svg(drawn)).encode()
