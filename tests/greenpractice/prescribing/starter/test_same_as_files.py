"""A starter says what the files it was made of say: the same months, figures and returns."""

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.facts.in_use import Facts, trying
from greenpractice.packs.pack_file import read_pack
from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.quarter import totals
from greenpractice.prescribing.values import MonthImport
from tests.greenpractice.conftest import Run
from tests.greenpractice.packs.some_packs import PRODUCTS, packed, shipped
from tests.greenpractice.prescribing.made import BRALTUS, NEW_INHALER, SALAMOL, SPACER, VENTOLIN, Row
from tests.greenpractice.prescribing.starter.starters import PRACTICES, made_of, month_files, starter_of

ROWS = st.lists(
    st.builds(
        Row,
        practice=st.sampled_from((*PRACTICES, "Y07542", "A80001")),
        code=st.sampled_from((VENTOLIN, SALAMOL, BRALTUS, NEW_INHALER, SPACER)),
        per_item=st.sampled_from((1, 2, 7, 10, 30, 31, 200)),
        items=st.integers(1, 900),
        month=st.sampled_from(("2019-04", "2020-02", "2025-04", "2025-06")),
        surgery=st.sampled_from(("CAFÉ LANE SURGERY", "THE OLD MILL, NORTH")),
    ),
    min_size=1,
    max_size=25,
)
Months = dict[str, tuple[MonthImport, ...]]


def inhalers(months: Months) -> Decimal:
    return sum((p.inhalers for each in months.values() for month in each for p in month.products), Decimal(0))


@given(ROWS, st.randoms(use_true_random=False))
def test_it_gives_the_months_that_its_files_give(rows: list[Row], dice: object):
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = month_files(folder / "months", rows)
        files = [file for file in files if read_prescribing([file], None).imports.keys() & {*PRACTICES}]
        if not files:
            return
        made = made_of(files)
        dice.shuffle(files)  # type: ignore[attr-defined]
        assert made_of(files).data == made.data  # in whatever order they are given
        starter = folder / "llr.gpstarter"
        starter.write_bytes(made.data)
        # Rows of others that stand there twice ask nothing of these: so in files that have none of others.
        extracts = month_files(folder / "extracts", [row for row in rows if row.practice in PRACTICES])
        everyone, whole = read_prescribing(extracts, None), read_prescribing([starter], None)
        expected = everyone.imports
        assert whole.problems == ()
        assert whole.imports == expected
        assert whole.names == {code: everyone.names[code] for code in expected}
        for code, months in expected.items():
            alone = read_prescribing([starter], code)
            assert alone.imports == {code: months}
            assert alone.rows_used == sum(len(month.products) for month in months)
        single = [read_prescribing([starter], code) for code in expected]
        assert inhalers(whole.imports) == sum((inhalers(each.imports) for each in single), Decimal(0))
        assert made.head is not None
        assert made.head.figures == whole.rows_read == whole.rows_used == sum(e.rows_used for e in single)
        unknown = {each.bnf_code: each.quantity for each in whole.unmatched}
        assert unknown == {
            code: quantity
            for code in (NEW_INHALER,)
            if (quantity := sum(Decimal(r.total) for r in rows if r.code == code and r.practice in expected))
        }


@pytest.mark.parametrize("packing", ["plain", "zip", "gzip"])
def test_returns_are_those_of_the_files_to_the_letter(packing: str, run: Run, tmp_path: Path):
    rows = [
        Row(code=code, per_item=per_item, items=items, month=month, practice=practice)
        for month in ("2019-04", "2019-05", "2025-06")
        for code, per_item, items in ((VENTOLIN, 1, 40), (BRALTUS, 10, 7), (NEW_INHALER, 3, 2))
        for practice in ("C82001", "C82002")
    ]
    files = month_files(tmp_path / "months", rows, packing)
    starter = tmp_path / "llr.gpstarter"
    starter.write_bytes(made_of(files).data)
    documents = []
    for given_files, folder in ((files, "by-files"), ([starter], "by-starter")):
        told = ("--store", tmp_path / f"{folder}.db", "--output-json", tmp_path / folder)
        assert run("import", *given_files, "--practice", "C82001", *told)[0] == 0
        made = sorted((tmp_path / folder).iterdir())
        found = [json.loads(file.read_text(encoding="utf-8")) for file in made]
        documents.append(
            [(file.name, {**each, "created": ""}) for file, each in zip(made, found, strict=True)]
        )
    assert documents[0] == documents[1]
    assert len(documents[0]) == 2
    assert "2.333333" in str(documents[0])  # capsules as fractions of a pack, exactly as they were


def test_only_months_that_were_asked_for_are_in_it(tmp_path: Path):
    rows = [Row(items=n, month=f"2025-{n:02}") for n in range(1, 7)]
    files = month_files(tmp_path / "months", rows)
    made = made_of(files, first="2025-02", last="2025-04")
    assert made.head is not None
    assert [each.months for each in made.head.files] == [("2025-02",), ("2025-03",), ("2025-04",)]
    left = [note for note in made.notes if "not taken" in note]
    assert left[0] == "EPD_202501.csv: not taken, as it is of January 2025"
    assert len(left) == 3


def test_each_month_says_which_file_it_came_from_and_its_digest(tmp_path: Path):
    from hashlib import sha256

    rows = [Row(), Row(practice="A80001"), Row(code=SPACER), Row(month="2025-05", items=3)]
    files = month_files(tmp_path / "months", rows)
    head = made_of(files).head
    assert head is not None
    origins = [(each.name, each.sha256, each.rows_read, each.rows_used) for each in head.files]
    assert origins == [
        ("EPD_202504.csv", sha256(files[0].read_bytes()).hexdigest(), 3, 1),
        ("EPD_202505.csv", sha256(files[1].read_bytes()).hexdigest(), 1, 1),
    ]


def test_two_starters_that_say_the_same_count_once(tmp_path: Path):
    one = starter_of(tmp_path, Row(items=4), Row(items=9, month="2025-05"), name="network.gpstarter")
    other = starter_of(tmp_path, Row(items=4), Row(items=2, month="2025-06"), name="llr.gpstarter")
    found = read_prescribing([one, other], "C82001")
    assert [(each.span, each.products[0].items) for each in found.imports["C82001"]] == [
        ("2025-04", 4), ("2025-05", 9), ("2025-06", 2),
    ]  # fmt: skip
    assert found.starters == ("network.gpstarter", "llr.gpstarter")


def test_what_no_list_had_when_it_was_made_counts_by_its_pack_once_facts_list_it(tmp_path: Path):
    rows = [Row(code=NEW_INHALER, per_item=n, items=5, month=f"2026-0{n // 30 + 3}") for n in (30, 60)]
    files = month_files(tmp_path / "months", rows)
    starter = starter_of(tmp_path, *rows)
    before = read_prescribing(files, "C82001").imports["C82001"]  # as a data file goes on to hold them
    listed = (
        f"{NEW_INHALER},Fictitious capsules,DPI,Zonda,n,n,LAMA,tiotropium,10,30,table,{NEW_INHALER},,capsule,"
        "bsa-changes\n"
    )
    table = shipped(PRODUCTS)[PRODUCTS] + listed
    with trying(Facts((read_pack(packed({PRODUCTS: table}), "x"),))):
        by_files = totals(read_prescribing(files, "C82001").imports["C82001"])
        assert [(each.inhalers, each.items) for each in by_files] == [(15, 10)]
        for months in (read_prescribing([starter], "C82001").imports["C82001"], before):
            assert [(each.inhalers, each.items) for each in totals(months)] == [(15, 10)]
    assert [each.inhalers for each in totals(before)] == [450]
