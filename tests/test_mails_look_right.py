"""Mails as pictures: light and dark, on a telephone and on a screen, drawn by Chromium."""

import base64
from decimal import Decimal

import pytest
from chromium import CONTRASTS, OVER_THE_EDGE, browser, greys, shown
from mail_samples import SAMPLES, WATCHED
from telling_samples import READER, telling
from test_mail_is_safe_from_hostile_text import HOSTILE, hostile_telling

from reporting.chart import chart
from reporting.mail import digest, mail, notice

pytestmark = [pytest.mark.chromium, pytest.mark.filterwarnings("ignore::ResourceWarning")]
OPS = "ops@figurewatch.example"
WIDTHS = (360, 700)
SCHEMES = ("light", "dark")


def with_chart(one) -> str:
    """The HTML of a mail, its chart in the place where a mail program would put it."""
    picture = chart(one.history)
    written = mail(one, READER, OPS, picture)
    inside = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    return written.html.replace(f"cid:{written.message_id}.chart", inside)


MAILS = {name: lambda one=one: mail(one, READER, OPS).html for name, one in SAMPLES.items()} | {
    "with chart": lambda: with_chart(SAMPLES["new_value"]),
    "digest": lambda: digest(list(SAMPLES.values()), READER, ["now tracking 2 metrics", "Piers: 12"], "d", OPS).html,
    "storm": lambda: digest([SAMPLES["new_value"]] * 60, READER, [], "d", OPS).html,
    "watched": lambda: digest([], READER, [], "d", OPS, watched=[WATCHED] * 12).html,
    "trouble": lambda: notice("2 new troubles", ["Source tide is amber: no article", "x" * 300], OPS, "n", "Why.").html,
}


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize("name", MAILS)
def test_all_is_readable_in_light_and_dark_on_narrow_and_wide(chromium, name):
    html = MAILS[name]()
    for width in WIDTHS:
        for scheme in SCHEMES:
            with shown(chromium, html, width, scheme) as page:
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.evaluate(OVER_THE_EDGE) == []
                found = page.evaluate(CONTRASTS)
                assert len(found) > 2
                assert min(one["size"] for one in found) >= 12
                faint = [one for one in found if one["ratio"] < 4.5]
                assert not faint, (width, scheme)
                assert not [url for url in page.asked if not url.startswith(("about:", "data:"))]


def contrast(lighter: float, darker: float) -> float:
    """The contrast of two greys (WCAG 2.1)."""
    first, second = (((grey + 0.055) / 1.055) ** 2.4 for grey in (lighter, darker))
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("width", WIDTHS)
def test_dark_is_dark_and_light_is_light(chromium, width):
    html = with_chart(SAMPLES["new_value"])
    for selector in (".sheet", ".chart"):
        with shown(chromium, html, width, "light") as page:
            darkest, median, _ = greys(page, selector)
            assert median > 0.95
            assert contrast(median, darkest) > 4.5
        with shown(chromium, html, width, "dark") as page:
            _, median, lightest = greys(page, selector)
            assert median < 0.2
            assert contrast(lightest, median) > 4.5


@pytest.mark.parametrize(("width", "least", "most"), [(360, 300, 360), (700, 440, 552)])
def test_the_chart_is_seen_as_wide_as_it_is_made_for(chromium, width, least, most):
    with shown(chromium, with_chart(SAMPLES["new_value"]), width, "light") as page:
        box = page.locator(".chart").bounding_box()
        drawn = page.evaluate("document.querySelector('.chart').naturalWidth")
    assert least <= box["width"] <= most
    # Twice the pixels for sharp screens, and letters of 14 that stay readable on the narrowest.
    assert drawn >= 2 * 380
    assert 14 * box["width"] / (drawn / 2) >= 10


@pytest.mark.parametrize("width", WIDTHS)
def test_the_new_value_is_what_strikes_the_eye(chromium, width):
    with shown(chromium, with_chart(SAMPLES["new_value"]), width, "light") as page:
        value = page.locator(".new").first
        assert value.inner_text() == "over 170 cranes"
        assert value.bounding_box()["y"] < 200
        sizes = {one["text"]: one["size"] for one in page.evaluate(CONTRASTS)}
        assert sizes["over 170 cranes"] == max(sizes.values())
        assert page.locator("mark").inner_text() == "over 170"
        sheet = page.locator(".sheet").bounding_box()
        assert sheet["width"] <= 602
        assert abs(sheet["x"] * 2 + sheet["width"] - width) < 2


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_breaks_no_line_and_runs_nothing(chromium, name):
    html = mail(hostile_telling(HOSTILE[name]), READER, OPS).html
    with shown(chromium, html, 360, "light") as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(OVER_THE_EDGE) == []
        assert page.locator("mark").inner_text() == "over 170"
        assert page.locator("script, iframe, form, object").count() == 0
        assert not [url for url in page.asked if not url.startswith(("about:", "data:"))]


def test_a_value_of_many_digits_stays_on_the_page(chromium):
    long = telling(title="Wei per gwei of the chain’s validators, in all its upgraded forks")
    wide = long.change.model_copy(
        update={"new_value": Decimal(10**15 + 1), "unit": "kilowatt-hours per square metre of roof"}
    )
    html = mail(long.model_copy(update={"change": wide}), READER, OPS).html
    with shown(chromium, html, 360, "light") as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(OVER_THE_EDGE) == []
