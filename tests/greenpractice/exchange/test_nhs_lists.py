"""Files of the NHS become a newer list: as CSV, as a workbook, in a zip; what is wrong is a sentence."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from db.opening import open_store
from greenpractice.errors import UserError
from greenpractice.exchange.nhs_lists import read_nhs_list
from greenpractice.facts.directory import Correction, Place
from greenpractice.facts.nhs_list import changes, with_list
from greenpractice.facts.practices import load_directory
from greenpractice.network.membership import directory_of
from greenpractice.periods import Period

DETAILS = [
    ["PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date", "Close Date"],
    ["U30213", "CROSS COUNTIES PCN", "03W", "NHS LLR", "20191001", ""],
    ["U99001", "NEW NETWORK PCN", "04C", "NHS LLR", "20260401", ""],
    ["U55555", "FAR AWAY PCN", "15E", "NHS ELSEWHERE", "20260401", ""],
]
PARTNERS = [
    ["Partner\nOrganisation\nCode", "Partner\nName", "Practice Parent\nSub ICB Loc Code", "PCN Code",
     "Practice to PCN\nRelationship\nStart Date", "Practice to PCN\nRelationship\nEnd Date"],
    ["C82001", "SOUTH LEICESTERSHIRE", "03W", "U30213", "20191001", "20260331"],
    ["C82001", "SOUTH LEICESTERSHIRE", "03W", "U99001", "20260401", ""],
    ["A11111", "ELSEWHERE", "15E", "U55555", "20260401", ""],
]  # fmt: skip


def epraccur(code: str, name: str, closed: str = "", area: str = "QK1", setting: str = "4") -> list[str]:
    row = [""] * 27
    row[0], row[1], row[2], row[3], row[9] = code, name, "Y60", area, "LE1 1AA"
    row[10], row[11], row[14], row[25] = "19740401", closed, "03W", setting
    return row


PRACTICES = [
    epraccur("C82001", "SOUTH LEICESTERSHIRE MEDICAL GROUP"),
    epraccur("C82002", "COUNTESTHORPE HEALTH CENTRE", closed="20260630"),
    epraccur("C89999", "NEW SURGERY"),
    epraccur("C88888", "A HOSPITAL", setting="9"),
    epraccur("A11111", "ELSEWHERE", area="QXX"),
]


def as_csv(rows: list[list[str]]) -> bytes:
    return "".join(",".join(f'"{each}"' for each in row) + "\r\n" for row in rows).encode()


def as_workbook(**sheets: list[list[str]]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        sheet.append(["Published by the NHS"])
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def as_zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name.replace("_", "."), data)
    return out.getvalue()


def written(folder: Path, **files: bytes) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return [folder / name.replace("_", ".") for name in files]


@pytest.mark.parametrize("packed", ["csv", "workbook", "zip"])
def test_every_form_of_the_files_is_read_alike(tmp_path: Path, packed: str):
    workbook = as_workbook(PCNDetails=DETAILS, Partners=PARTNERS)
    files = {
        "csv": {"a_csv": as_csv(PRACTICES), "b_csv": as_csv(DETAILS), "c_csv": as_csv(PARTNERS)},
        "workbook": {"epraccur_csv": as_csv(PRACTICES), "ePCN_xlsx": workbook},
        "zip": {"all_zip": as_zip(epraccur_csv=as_csv(PRACTICES), ePCN_xlsx=workbook)},
    }
    found = read_nhs_list(written(tmp_path, **files[packed]))
    assert [each.ods_code for each in found.practices] == ["C82001", "C82002", "C89999"]
    assert [(each.code, each.sub_icb) for each in found.pcns] == [("U30213", "03W"), ("U99001", "04C")]
    assert [(each.pcn_code, each.first, each.last) for each in found.memberships] == [
        ("U30213", date(2019, 10, 1), date(2026, 3, 31)),
        ("U99001", date(2026, 4, 1), None),
    ]


def test_what_a_list_changes_is_said_and_what_it_does_not_name_stays(tmp_path: Path):
    files = {"a_csv": as_csv(PRACTICES), "b_csv": as_csv(DETAILS), "c_csv": as_csv(PARTNERS)}
    before, newer = load_directory(), read_nhs_list(written(tmp_path, **files))
    after = with_list(before, newer)
    said = changes(before, after)
    assert "New practice: New Surgery (C89999)." in said
    assert "Countesthorpe Health Centre (C82002) closed on 30 June 2026." in said
    assert "New network: New Network PCN (U99001)." in said
    assert any("C82001) is in New Network PCN from 1 April 2026" in each for each in said)
    assert len(said) <= 6
    assert after.place_in("C82001", Period(2025, 4)) == Place("U30213", "03W")
    assert after.place_in("C82001", Period(2026, 1)) == Place("U99001", "03W")
    assert after.memberships("C82003") == before.memberships("C82003")
    assert after.list_size("C82003") == before.list_size("C82003")
    assert changes(after, with_list(after, newer)) == []


def test_the_leads_word_wins_over_a_list_and_a_list_over_the_shipped_one(tmp_path: Path):
    now = datetime(2026, 7, 8, tzinfo=UTC)
    newer = read_nhs_list(written(tmp_path, b_csv=as_csv(DETAILS), c_csv=as_csv(PARTNERS)))
    store = open_store(tmp_path / "lead.db", write=True)
    number = store.load_nhs_list(newer, now)
    quarter = Period(2026, 2)
    assert directory_of(store).pcn_on("C82001", quarter.last_day) == "U99001"
    said = store.correct_membership(Correction("C82001", quarter.first_day, "none"), now)
    assert directory_of(store).pcn_on("C82001", quarter.last_day) is None
    store.take_back_correction(said)
    (held,) = store.nhs_lists()
    assert (held.file, held.at, held.id) == ("b.csv, c.csv", date(2026, 7, 8), number)
    assert [replace(each, source=newer.pcns[0].source) for each in held.pcns] == [
        replace(each, source=newer.pcns[0].source) for each in newer.pcns
    ]
    store.take_back_nhs_list(number)
    assert directory_of(store).pcn_on("C82001", quarter.last_day) == "U30213"
    assert store.check() == []
    store.close()


TWO_AT_ONCE = [PARTNERS[0], ["C82001", "S", "03W", "U30213", "20191001", ""], PARTNERS[2]]
BAD_DAY = [PARTNERS[0], ["C82001", "S", "03W", "U30213", "soon", ""]]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a_csv", as_csv([["one", "two"]]), "nothing of Leicester"),
        ("a_csv", b"", "nothing of Leicester"),
        ("a_csv", as_csv(BAD_DAY), "a.csv, row 2, relationship start date: 'soon' is no day"),
        ("a_csv", as_csv(TWO_AT_ONCE), "C82001 would be in U30213 and U99001 on 1 April 2026"),
        ("a_zip", b"PK\x03\x04 is all there is", "damaged"),
        ("a_xlsx", b"PK\x03\x04 is all there is", "damaged"),
        ("a_zip", as_zip(**{f"n{n}_csv": b"" for n in range(30)}), "far more in it"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_sentence(tmp_path: Path, name: str, data: bytes, sentence: str):
    with pytest.raises(UserError, match=sentence):
        read_nhs_list(written(tmp_path, **{name: data}))
