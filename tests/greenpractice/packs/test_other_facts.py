"""A return made with other facts is remarked with both totals; who is where comes from the facts too."""

import re
from decimal import Decimal
from pathlib import Path

from db.opening import open_store
from greenpractice.facts.in_use import Facts, trying
from greenpractice.network.membership import directory_of
from greenpractice.network.states import FileState
from greenpractice.packs.pack_file import read_pack
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.network.samples import a_return, arrival, judged, members, sealed
from tests.greenpractice.packs.some_packs import inhalers, packed, shipped

A = members()[0]
PACK = Facts((read_pack(packed(inhalers("20")), "x"),))
RETURN = a_return(A)
OWN = sealed(RETURN)["seal"]
SETS = {name: OWN["factor_sets"][name] for name in ("uk_conversion_factors", "inhalers")}  # of an earlier app
OTHER_TOTAL = str(Decimal(OWN["total_kgco2e"]) + 1)


def state_of(document: ReturnDocument, **seal: object) -> FileState:
    (state,) = judged(arrival(document, **seal)).files
    return state


def test_the_seal_says_which_facts_the_kg_come_from():
    with trying(PACK):
        named = sealed(RETURN)["seal"]["factor_sets"]
    assert named["facts"] != OWN["factor_sets"]["facts"]
    assert named["facts_packs"] == PACK.packs[0].id
    same = Facts((read_pack(packed(shipped()), "x"),))
    with trying(same):
        assert sealed(RETURN)["seal"]["factor_sets"]["facts"] == OWN["factor_sets"]["facts"]
    plan_only = Facts((read_pack(packed(shipped("plan/actions.toml")), "x"),))
    with trying(plan_only):
        assert sealed(RETURN)["seal"]["factor_sets"] == OWN["factor_sets"]


def test_a_return_of_a_practice_with_a_pack_is_remarked_with_both_totals():
    with trying(PACK):
        by_pack = arrival(RETURN)
    (state,) = judged(by_pack).files
    assert state.remarks == ("other_factors", "first_key")
    told = re.search(r"its total was (.+), with this app.s factors it is (.+?)\. ", state.why)
    assert told is not None
    assert told[1] != told[2]


def test_a_lead_with_a_pack_sees_it_of_returns_without():
    with trying(PACK):
        assert "other_factors" in state_of(RETURN, **OWN).remarks
        assert "other_factors" in state_of(RETURN, **{**OWN, "factor_sets": SETS}).remarks
        assert state_of(RETURN).remarks == ("first_key",)


def test_facts_that_make_no_difference_are_not_remarked():
    assert state_of(RETURN, factor_sets={**OWN["factor_sets"], "facts": "other"}).remarks == ("first_key",)
    assert state_of(RETURN, factor_sets=SETS).remarks == ("first_key",)


def test_another_total_of_the_same_facts_is_no_matter_of_facts():
    assert "totals_differ" in state_of(RETURN, total_kgco2e=OTHER_TOTAL).remarks
    assert "totals_differ" in state_of(RETURN, total_kgco2e=OTHER_TOTAL, factor_sets=SETS).remarks


def test_practices_of_a_pack_take_the_place_of_the_shipped_ones_below_what_the_lead_loaded(tmp_path: Path):
    rows = shipped("practices/practices.csv")["practices/practices.csv"]
    more = rows + "C82999,New one,LE1 1AA,2026-01-01,,03W,,,epraccur-2025-09\n"
    facts = Facts((read_pack(packed({"practices/practices.csv": more}), "x"),))
    store = open_store(tmp_path / "lead.db", write=True)
    try:
        assert directory_of(store).practice("C82999") is None
        with trying(facts):
            assert directory_of(store).practice("C82999") is not None
    finally:
        store.close()
