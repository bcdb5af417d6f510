"""The table of guards is read whole and refused by file and row where it is wrong."""

import csv
import io

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.guards import COLUMNS, GUARDS, load_guards, parse_guards
from greenpractice.facts.sources import load_sources
from greenpractice.facts.tables_reading import resource_text

GOOD = {
    "id": "reams", "section": "paper", "fields": "reams", "compared": "reams of paper", "amount": "reams",
    "rows": "all", "scale": "patient", "unit": "reams", "period": "year", "usual_low": "1", "usual_high": "2",
    "doubt_low": "0.5", "doubt_high": "4", "least": "", "least_rows": "", "instead_of": "",
    "slips": "sheets=500; kWh[unit=m3]=11.22; another=any", "asked_when": "given", "from": "", "to": "",
    "source": "nhs-paper", "locator": "made up", "basis": "our judgement",
}  # fmt: skip


def table(*rows: dict[str, str]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def test_a_row_is_read_with_its_slips():
    (guard,) = parse_guards(GUARDS, table(GOOD), load_sources("guards/sources.toml"))
    assert (guard.id, guard.fields, guard.amounts) == ("reams", ("reams",), ("reams",))
    assert guard.is_judgement
    assert [(slip.words, str(slip.factor), slip.field, slip.value) for slip in guard.slips] == [
        ("sheets", "500", "", ""), ("kWh", "11.22", "unit", "m3"), ("another", "None", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"scale": "each practice"}, "scale must be one of"),
        ({"period": "month"}, "period must be one of"),
        ({"rows": "some"}, "rows must be each, all, site"),
        ({"scale": "earlier"}, "does not go with scale"),
        ({"amount": ""}, "does not go with scale"),
        ({"amount": "reams / people"}, "does not go with scale"),
        ({"basis": "heard"}, "basis must be one of"),
        ({"usual_high": "0.5"}, "usual_high 0.5 is below usual_low 1"),
        ({"doubt_low": "", "doubt_high": ""}, "doubt_low or doubt_high must be given"),
        ({"doubt_high": "many"}, "doubt_high must be a number"),
        ({"slips": "sheets"}, "slips: 'sheets' is not like"),
        ({"slips": "sheets=0"}, "must not be 0 times"),
        ({"from": "2026-04-01", "to": "2025-04-01"}, "is before from"),
        ({"source": "nobody"}, "source must be one of the register"),
        ({"locator": " "}, "locator must be given"),
        ({"asked_when": ""}, "asked_when must be given"),
        ({"instead_of": "pens"}, "there is no guard pens"),
    ],
)
def test_a_row_that_is_wrong_is_refused_by_file_and_row(wrong: dict[str, str], said: str):
    with pytest.raises(FactsError, match="reams") as refused:
        parse_guards(GUARDS, table({**GOOD, **wrong}), load_sources("guards/sources.toml"))
    assert str(refused.value).startswith(f"{GUARDS}: ")
    assert said in str(refused.value)


def test_two_rows_of_one_id_hold_at_different_times():
    first, then = {**GOOD, "to": "2024-03-31"}, {**GOOD, "from": "2024-04-01"}
    sources = load_sources("guards/sources.toml")
    assert len(parse_guards(GUARDS, table(first, then), sources)) == 2
    with pytest.raises(FactsError, match="two rows of this id"):
        parse_guards(GUARDS, table(first, GOOD), sources)


def test_the_shipped_table_names_only_sources_that_it_uses():
    used = {guard.source.key for guard in load_guards()}
    assert used == set(load_sources("guards/sources.toml"))
    assert resource_text(GUARDS).startswith("id,section,fields")
