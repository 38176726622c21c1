"""One telling of each sort that a mail can carry, and a figure that is watched; all invented."""

from decimal import Decimal

from telling_samples import before, change, observation, telling, year

from schemas.alert import Evidence, Watched

MONEY = {
    "unit": "HKD",
    "old_value": Decimal(5 * 10**9),
    "old_low": None,
    "old_qualifier": "exact",
    "new_value": Decimal(62 * 10**8),
    "new_low": None,
    "new_qualifier": "about",
    "change_abs": Decimal(12 * 10**8),
    "change_pct": Decimal(24),
}
SAMPLES = {
    "new_value": telling(change(witnesses=3), history=(before(200, 140), before(90, 160), change(witnesses=3))),
    "new_period": telling(
        change(
            2,
            **MONEY,
            **year(2025),
            old_period_start=year(2024)["period_start"],
            old_period_end=year(2024)["period_end"],
            **{"class": "new_period"},
        ),
        title="Harbour fees collected",
    ),
    "revised": telling(
        change(
            3,
            old_qualifier="exact",
            new_qualifier="exact",
            new_value=Decimal(150),
            change_abs=Decimal(-10),
            change_pct=Decimal("-6.25"),
            **{"class": "revised"},
        )
    ),
    "contradicted": telling(
        change(4, **{"class": "contradicted"}),
        rival=Evidence(
            observation=observation(before(3, 160)),
            quote="over 160",
            sentence="With over 160 cranes at work, the port is the busiest of the coast.",
            quote_start=5,
            title="A busy coast",
            publisher="Coast Courier",
            url="https://coast.example/busy",
        ),
    ),
    "retracted": telling(change(5, reason="an edit of the article no longer says it", **{"class": "retracted"})),
    "first": telling(
        change(
            6,
            old_value=None,
            old_low=None,
            old_qualifier=None,
            change_abs=None,
            change_pct=None,
            kind="target",
            **{"class": "first"},
        )
    ),
}


WATCHED = Watched(
    fact_id="fact-00000000000000aa",
    topic="Harbour Trust",
    entity="harbour-trust",
    entity_name="Harbour Trust",
    value=Decimal(48),
    unit="berths",
    qualifier="nearly",
    noun="berths",
    measure="berths for yachts",
    sentence='The Harbour Trust offers nearly 48 berths for yachts: "a start", it says.',
    publisher="Tide Times",
    title="Room for yachts",
    url="https://tide.example/yachts",
)
