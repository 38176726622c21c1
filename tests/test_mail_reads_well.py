"""Mails as people see them; the approved ones are in emails/."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mail_samples import SAMPLES, WATCHED
from telling_samples import READER, before, change, observation, telling

from reporting.chart import chart, specification
from reporting.mail import digest, mail, notice
from reporting.watched import entry
from schemas.catalogue import Metric
from schemas.published import Published

OPS = "ops@figurewatch.example"
EMAILS = Path(__file__).parent / "emails"


def approved(name, text):
    """Compares with the approved file; APPROVE=1 writes it anew, to be looked at before it is committed."""
    path = EMAILS / name
    if os.environ.get("APPROVE"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sort_of_mail_is_as_approved(name):
    written = mail(SAMPLES[name], READER, OPS)
    approved(f"{name}.txt", f"Subject: {written.subject}\n\n{written.text}")
    approved(f"{name}.html", written.html)


def test_the_digest_is_as_approved():
    written = digest(
        list(SAMPLES.values()), READER, ["Ferry passengers: 1.2 million", "Piers: 12"], "2 March 2026", OPS
    )
    approved("digest.txt", f"Subject: {written.subject}\n\n{written.text}")
    approved("digest.html", written.html)


def test_a_digest_shows_what_was_watched_with_an_entry_that_would_track_it():
    found = [
        WATCHED,
        WATCHED.model_copy(update={"unit": "%", "role": "share", "noun": None, "measure": "share: rented"}),
    ]
    written = digest([], READER, [], "daily 2026-03-02", OPS, name="2 March 2026", watched=found, also_carries=["x"])
    approved("watched.txt", f"Subject: {written.subject}\n\n{written.text}")
    approved("watched.html", written.html)
    for one in found:
        ((made,),) = [yaml.safe_load(entry(one))]
        assert Metric.model_validate(made, strict=False).unit == one.unit
    assert written.also_carries == ("x",)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_an_entry_is_valid_whatever_the_words_of_the_article(entity, noun):
    (made,) = yaml.safe_load(entry(WATCHED.model_copy(update={"entity": entity, "noun": noun})))
    Metric.model_validate(made, strict=False)


def test_many_watched_figures_are_counted_not_listed():
    written = digest([], READER, [], "slot", OPS, watched=[WATCHED] * 14)
    assert "And 4 more" in written.text
    assert written.text.count("To track it") == 10


def test_a_long_digest_gives_a_line_to_what_is_beyond_the_first_twenty():
    written = digest([SAMPLES["new_value"]] * 500, READER, [], "run 7", OPS)
    assert "And 480 more" in written.text
    assert written.text.count("Harbour cranes in service: over 160 → over 170") == 480


@pytest.mark.parametrize("count", [30, 500, 3000])
def test_no_digest_is_so_long_that_mail_programs_cut_it(count):
    long = {"sentence": "The port, " * 150 + "has 170 cranes.", "quote": "170", "quote_start": 1504}
    many = [telling(title=f"Harbour cranes in the service of pier {n}", evidence=long) for n in range(count)]
    written = digest(many, READER, [], "run 7", OPS)
    assert len(written.html.encode()) < 102_000
    assert "Stop these mails" in written.html
    assert len(written.alert_ids) == count
    shown = written.text.count("New figure: ") + written.text.count(": over 160 → over 170")
    assert shown == count or f"and {count - shown} more" in written.text


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("new_value", "Harbour cranes in service: over 160 → over 170"),
        ("new_period", "Harbour fees collected – 2024: HK$5 billion → 2025: about HK$6.2 billion"),
        ("revised", "Correction – Harbour cranes in service: 160 → 150"),
        ("contradicted", "Sources disagree – Harbour cranes in service: over 160 or over 170"),
        ("retracted", "Withdrawn – Harbour cranes in service: over 170"),
        ("first", "Harbour cranes in service (target): over 170 cranes (first figure)"),
    ],
)
def test_the_subject_says_it_all(name, subject):
    assert mail(SAMPLES[name], READER, OPS).subject == subject


@pytest.mark.parametrize(
    ("witnesses", "said"),
    [(1, "No other publisher has said so yet."), (2, "1 other publisher agrees."), (3, "2 other publishers agree.")],
)
def test_witnesses_are_counted_without_the_publisher_itself(witnesses, said):
    written = mail(telling(change(witnesses=witnesses)), READER, OPS)
    assert said in written.text
    assert said in written.html


@pytest.mark.parametrize(
    ("published", "zone", "said"),
    [
        ("2026-03-01T16:30+08:00", "Asia/Hong_Kong", "1 March 2026, 16:30 HKT"),
        ("2026-03-01T16:30+08:00", "Nowhere/Atall", "1 March 2026, 08:30 UTC"),
        ("2026-03-01", "Asia/Hong_Kong", "1 March 2026"),
        ("2026-03", "UTC", "March 2026"),
        ("2025-11/2025-12", "UTC", "November – December 2025"),
    ],
)
def test_a_date_is_given_no_more_precisely_than_known(published, zone, said):
    when = observation(change(), published=Published.read(published, "curated"))
    written = mail(telling(evidence={"observation": when}), READER.model_copy(update={"time_zone": zone}), OPS)
    assert f"\n{said}\n" in written.text


def test_a_mail_has_the_same_id_each_time_and_another_for_another_reader():
    first, again = mail(telling(), READER, OPS), mail(telling(), READER, OPS)
    other = mail(telling(), READER.model_copy(update={"address": "else@example.org"}), OPS)
    assert first == again
    assert other.message_id != first.message_id


def test_a_held_alert_gives_a_held_message():
    one = telling()
    held = one.model_copy(update={"alert": one.alert.model_copy(update={"state": "held", "hold_reason": "seed load"})})
    assert mail(held, READER, OPS).held == "seed load"
    assert mail(one, READER, OPS).held is None


def test_a_notice_says_what_is_wrong_and_escapes_it():
    written = notice("2 sources failed", ["tide: <b>404</b>", "port: time-out"], "ops@example.org", "2026-03-02")
    assert written.subject == "Figurewatch: 2 sources failed"
    assert "tide: <b>404</b>\n\nport: time-out" in written.text
    assert "&lt;b&gt;404" in written.html
    assert written == notice(
        "2 sources failed", ["tide: <b>404</b>", "port: time-out"], "ops@example.org", "2026-03-02"
    )


def test_an_empty_digest_is_not_written():
    with pytest.raises(ValueError, match="needs an alert"):
        digest([], READER, [], "2 March 2026", OPS)


def test_nothing_is_fetched_from_elsewhere_and_the_chart_comes_along():
    plain = mail(SAMPLES["new_value"], READER, OPS)
    drawn = mail(SAMPLES["new_value"], READER, OPS, chart_png=b"png")
    assert "<img" not in plain.html
    assert f'src="cid:{drawn.message_id}.chart"' in drawn.html
    assert 'src="http' not in drawn.html
    assert "url(" not in drawn.html
    assert "<link" not in drawn.html


@pytest.mark.parametrize("unit", ["cranes", "HKD", "%", "rank"])
def test_a_chart_shows_each_value_and_marks_the_newest(unit):
    history = [before(200, 140, unit=unit), before(90, 160, unit=unit), change(unit=unit)]
    drawn = specification(history, "Harbour cranes")
    (rows,) = drawn["datasets"].values()
    assert [row["newest"] for row in rows] == [False, False, True]
    assert [row["shape"] for row in rows] == ["triangle-up"] * 3
    assert [row["value"] for row in rows] == [140, 160, 170]


def test_a_chart_is_drawn_as_a_picture():
    history = [before(90, 160), change()]
    assert chart(history, "Harbour cranes").startswith(b"\x89PNG")
    assert b"Harbour cranes" in chart(history, "Harbour cranes", "svg")


def test_a_range_is_drawn_from_end_to_end_and_nothing_is_drawn_of_nothing():
    span = change(new_value=None, new_low=Decimal(5), new_high=Decimal(9), new_qualifier="range")
    ((row,),) = specification([span], "x")["datasets"].values()
    assert (row["low"], row["value"], row["high"]) == (5, 7, 9)
    with pytest.raises(ValueError, match="no value"):
        specification([change(new_value=None, new_low=None)], "x")


def test_long_histories_are_cut_to_the_last_few():
    history = tuple(before(10 * days, 100 + days) for days in range(20, 0, -1))
    written = mail(telling(history=(*history, change())), READER, OPS)
    assert written.text.count("over 1") < 12
    assert "over 170 (new)" in written.text
