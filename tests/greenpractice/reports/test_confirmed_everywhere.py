"""What a person confirmed is as much in the window, in the PDF, in the JSON and at the Lead."""

import re
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from greenpractice.answers.history import History
from greenpractice.answers.sureness import how_sure
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import confirmed_flags, gaps_of
from greenpractice.command_line.json_shapes import gaps_json
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.looking import standing_out
from greenpractice.network.network import Network
from greenpractice.reports.content import Summary
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.greenpractice.network.samples import PCN, Q1, Q2, members

CODE = members()[0]
_CONFIRMED = re.compile(r"(\d+) unusual values? confirmed\.|^(An|\d+) unusual values? w")
UNKNOWN: RawRow = {"bnf_code": "0302000C0ZZZZZZ", "name": "Brand", "device": "not known", "inhalers": "90000"}
SECTIONS: dict[
    str, tuple[RawRow, ...]
] = {  # asked about by itself, beside a quarter before, or to be answered
    "practice": ({"registered_patients": "5000", "site": "Main", "floor_area_m2": "400", "staff": "20"},),
    "inhalers": (UNKNOWN, {"bnf_code": "0301011R0BEAIAP", "inhalers": "400", "items": "500"}),
    "electricity": ({"site": "Main", "tariff": "standard", "kwh": "9000", "basis": "bill"},) * 2,
    "water": ({"supply_m3": "90"},),
    "paper": ({"reams": "60"},),
}
BEFORE = {**SECTIONS, "water": ({"supply_m3": "900"},), "inhalers": SECTIONS["inhalers"][1:]}
PLACES = [
    (key, row, field)
    for key, rows in SECTIONS.items()
    for row, raw in enumerate(rows)
    for field in (None, *raw, *(("recycled_content",) if key == "paper" else ()))
]


def a_return(period: object, sections: dict[str, tuple[RawRow, ...]], *flags: Flag) -> ReturnDocument:
    return ReturnDocument(
        CODE,
        period,
        1,
        "2026-10-08T09:00:00+00:00",
        "A",
        PCN,
        sections=sections,
        flags=flags,  # type: ignore[arg-type]
    )


def number_in(said: str) -> int:
    found = _CONFIRMED.search(said)
    if found is None:
        return 0
    return int(found[1] or {"An": 1}.get(found[2], 0) or found[2])


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(PLACES), max_size=8), st.booleans())
@example({("water", 0, "supply_m3"), ("inhalers", 0, None)}, True)
def test_every_surface_counts_and_shows_the_same_as_confirmed(
    places: set[tuple[str, int, str | None]], has_earlier: bool
) -> None:
    now = a_return(Q2, SECTIONS, *(Flag(*place, confirmed=True) for place in sorted(places, key=str)))
    earlier = [a_return(Q1, BEFORE)] if has_earlier else []
    calculator = load_calculator()
    history = History(now, earlier, calculator)
    gaps = history.gaps_of(history.view)
    shown = [(gap.section, gap.row, gap.field, gap.why) for gap in gaps if gap.confirmed]

    network = Network(one_pcn(load_directory(), PCN), Q2, [*earlier, now], load_directory(), calculator)
    others: list[Callable[[], tuple[object, ...]]] = [
        lambda: Summary(now, earlier, demo=False).gaps,
        lambda: network.gaps[CODE],
        lambda: gaps_of(Q2, [now], calculator, earlier),
    ]
    for other in others:
        assert other() == gaps
    in_json = [
        (each["section"], each["row"], each["field"], each["why"])
        for each in gaps_json(gaps, Q2)
        if each["confirmed"]
    ]
    assert in_json == shown

    count = len(confirmed_flags([now], gaps))
    lead = [each.sentence for each in standing_out(network) if "confirmed as right" in each.sentence]
    for said in (how_sure(history.view, gaps), Summary(now, earlier, demo=False).quality, " ".join(lead)):
        assert number_in(said) == count
    assert bool(count) or not shown
    if has_earlier and ("water", 0, "supply_m3") in places:
        assert any(section == "water" for section, *_ in shown)
