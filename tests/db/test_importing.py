"""Imports are kept by month: a quarter is the sum of the months held, and nothing of them is lost unseen."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db import importing, steps
from db.backups import backups_of
from db.checks import problems_in_file
from db.importing import verify_imports
from db.loading import AT_ONCE, load_many
from db.opening import open_store
from db.returns import KeptReturn
from db.store import SqlStore
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import Flag, ReturnDocument, to_json
from greenpractice.store import ReturnKey, StoreDamaged
from tests.db.helpers import KEY, document, sha256
from tests.db.make_golden import FILES, IMPORTS

VENTOLIN, SALAMOL = "0301011R0BEAIAP", "0301011R0BIAFAP"


def month(span: str, inhalers: str = "3", items: int | None = 2, code: str = VENTOLIN) -> MonthImport:
    return MonthImport(span, f"{span}.csv", (ImportedProduct(code, Decimal(inhalers), items),))


def take(store: SqlStore, *months: MonthImport, key: ReturnKey = KEY) -> None:
    store.take_imports([(key, months)], with_imports)


def rows(store: SqlStore, key: ReturnKey = KEY) -> list[dict[str, str]]:
    stored = store.load(key)
    assert stored is not None
    return [dict(row) for row in stored.document.rows("inhalers")]


def sources(store: SqlStore) -> list[tuple[str | None, tuple[str, ...] | None]]:
    stored = store.load(KEY)
    assert stored is not None
    return [(flag.source.file, flag.source.months) for flag in stored.document.flags if flag.source]


def test_a_quarter_is_the_sum_of_the_months_held_and_a_month_is_replaced(store: SqlStore):
    take(store, month("2025-04"))
    take(store, month("2025-05", "4.5", 4))
    assert rows(store) == [{"bnf_code": VENTOLIN, "inhalers": "7.5", "items": "6"}]
    take(store, month("2025-04", "10", 8))
    assert rows(store) == [{"bnf_code": VENTOLIN, "inhalers": "14.5", "items": "12"}]
    assert sources(store) == [("2025-04.csv, 2025-05.csv", ("2025-04", "2025-05"))]
    assert [each.span for each in store.imports([KEY])[KEY]] == ["2025-04", "2025-05"]
    assert store.check() == []


def test_the_months_of_a_quarter_are_its_own_three(store: SqlStore):
    before, after = ReturnKey(KEY.ods_code, KEY.period.previous), ReturnKey(KEY.ods_code, KEY.period.next)
    around = {before: (month("2025-03", "7"),), after: (month("2025-07", "9"),)}
    for key, months in around.items():
        take(store, *months, key=key)
    take(store, month("2025-04"), month("2025-06"))
    assert rows(store)[0]["inhalers"] == "6"
    store.hold_imports(KEY, [])
    assert store.imports([before, KEY, after]) == around


def test_an_edit_of_the_same_step_stays_when_months_are_taken(store: SqlStore):
    take(store, month("2025-04"))
    with store.step("an import"):
        store.set_details(KEY, "Another name", None, None)
        take(store, month("2025-05"))
    stored = store.load(KEY)
    assert stored is not None
    assert stored.document.name == "Another name"
    assert rows(store)[0]["inhalers"] == "6"


def test_items_are_unknown_unless_every_month_of_the_product_has_them(store: SqlStore):
    take(store, month("2025-04"), month("2025-05", items=None))
    assert rows(store) == [{"bnf_code": VENTOLIN, "inhalers": "6"}]


def test_a_whole_quarter_takes_the_place_of_months_and_a_month_that_of_the_quarter(store: SqlStore):
    take(store, month("2025-04"), month("2025-05"))
    take(store, month("2025-26-Q1", "20"))
    assert rows(store)[0]["inhalers"] == "20"
    assert sources(store) == [("2025-26-Q1.csv", ("2025-04", "2025-05", "2025-06"))]
    take(store, month("2025-06", "1"))
    assert rows(store)[0]["inhalers"] == "1"


def test_an_edit_by_hand_stays_until_the_next_import_and_rows_of_a_person_stay_after_it(store: SqlStore):
    take(store, month("2025-04"))
    stored = store.load(KEY)
    assert stored is not None
    (row,) = stored.row_ids["inhalers"]
    store.set_figure(KEY, "inhalers", row, "inhalers", "99")
    store.add_row(KEY, "inhalers", {"bnf_code": "0301011R0AAAPAP", "inhalers": "5"})
    assert rows(store)[0]["inhalers"] == "99"
    take(store, month("2025-05"))
    assert [(each["bnf_code"], each["inhalers"]) for each in rows(store)] == [
        ("0301011R0AAAPAP", "5"),
        (VENTOLIN, "6"),
    ]
    after = store.load(KEY)
    assert after is not None
    assert row in after.row_ids["inhalers"]  # the product keeps its row, and so its history


def test_a_product_no_month_has_any_more_goes_away(store: SqlStore):
    take(store, month("2025-04"))
    take(store, month("2025-04", code=SALAMOL))
    assert [each["bnf_code"] for each in rows(store)] == [SALAMOL]


def test_other_sections_their_flags_and_the_estimate_of_a_replaced_figure(store: SqlStore):
    store.record(document())
    row, _ = store.add_row(KEY, "inhalers", {"bnf_code": VENTOLIN, "inhalers": "1"})
    store.set_flag(KEY, row, Flag("inhalers", 0, "inhalers", estimated=True))
    take(store, month("2025-04"))
    after = to_json(store.documents([KEY])[0])
    before = to_json(document())
    del after["sections"]["inhalers"]
    assert after["sections"] == before["sections"]
    assert [flag for flag in after["flags"] if flag["section"] != "inhalers"] == before["flags"]
    assert [flag for flag in after["flags"] if flag["section"] == "inhalers"] == [
        {"section": "inhalers", "row": 0, "source": {"file": "2025-04.csv", "months": ["2025-04"]}}
    ]


def test_the_same_import_again_writes_nothing(store: SqlStore, path: Path):
    take(store, month("2025-04"))
    before = sha256(path)
    take(store, month("2025-04"))
    assert sha256(path) == before
    assert len(store.history(KEY)) > 0


def test_the_months_of_a_quarter_can_be_put_back_without_touching_the_return(store: SqlStore):
    take(store, month("2025-04"), month("2025-05"))
    before = rows(store)
    store.hold_imports(KEY, [month("2025-06", "9")])
    assert store.imports([KEY]) == {KEY: (month("2025-06", "9"),)}
    store.hold_imports(KEY, [])
    assert store.imports([KEY]) == {}
    assert rows(store) == before
    assert store.check() == []
    store.hold_imports(KEY, [month("2025-04"), month("2025-05")])
    take(store, month("2025-06"))
    assert rows(store)[0]["inhalers"] == "9"


def test_if_one_of_many_fails_none_is_kept(store: SqlStore, path: Path):
    def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
        if document.ods_code == "C82002":
            raise ValueError("no")
        return with_imports(document, held)

    other = ReturnKey("C82002", KEY.period)
    with pytest.raises(ValueError, match="no"):
        store.take_imports([(KEY, [month("2025-04")]), (other, [month("2025-04")])], how)
    assert (store.keys(), store.imports([KEY])) == ([], {})


@pytest.mark.parametrize(
    "spoils",
    [
        "UPDATE imports SET products = replace(products, '3', '4')",
        "UPDATE imports SET span = '2025-05'",
        "UPDATE imports SET file = 'x'",
        "DELETE FROM imports",
        "UPDATE imports SET questions = '[]'",
        "INSERT INTO imports SELECT 'C82009', span, file, products, hash, questions FROM imports",
    ],
)
def test_a_spoilt_import_is_seen_by_the_check_the_backup_and_the_reader(
    store: SqlStore, path: Path, spoils: str
):
    take(store, month("2025-04"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(spoils)
        connection.commit()
    assert problems_in_file(path)
    looking = open_store(path, write=False)
    try:
        with pytest.raises(StoreDamaged):
            looking.imports([KEY])
        with pytest.raises(StoreDamaged):
            looking.backup(path.with_name("copy.db"))
    finally:
        looking.close()


def test_a_backup_holds_the_imports_and_is_made_when_they_changed(store: SqlStore, path: Path):
    take(store, month("2025-04"))
    store.close()
    (backup,) = backups_of(path)
    copy = open_store(backup.path, write=False)
    assert copy.imports([KEY])[KEY] == (month("2025-04"),)
    copy.close()


def test_a_file_of_the_first_version_takes_imports(tmp_path: Path):
    path = Path(shutil.copy(FILES / "store-version-1.db", tmp_path / "greenpractice.db"))
    store = open_store(path, write=True)
    assert store.imports(store.keys()) == {}
    key = ReturnKey("C82004", KEY.period)
    take(store, *IMPORTS, key=key)
    assert store.imports(store.keys()) == {key: IMPORTS}
    assert [each["inhalers"] for each in rows(store, key)] == ["12.5", "7"]
    assert store.check() == []
    store.close()


def test_more_practices_than_are_loaded_at_once(store: SqlStore):
    keys = [ReturnKey(f"C{number:05}", KEY.period) for number in range(AT_ONCE + 7)]
    for span in ("2025-04", "2025-05"):
        months = [month(span, str(number + 1), number + 1) for number in range(len(keys))]
        store.take_imports([(key, [each]) for key, each in zip(keys, months, strict=True)], with_imports)
    for number, key in enumerate(keys):
        assert rows(store, key)[0]["inhalers"] == str(2 * (number + 1))
    assert store.check() == []


def test_one_quarter_given_twice_in_an_import(store: SqlStore):
    store.take_imports([(KEY, [month("2025-04")]), (KEY, [month("2025-05")])], with_imports)
    assert rows(store) == [{"bnf_code": VENTOLIN, "inhalers": "6", "items": "4"}]
    assert store.check() == []


def test_the_returns_of_an_import_are_loaded_together(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    """One at a time takes many times as long."""
    other = ReturnKey("C82002", KEY.period)
    months = [(key, [month("2025-04")]) for key in (KEY, other)]
    changed = store.take_imports(months, with_imports)
    assert [(each.key, each.sections, each.rows) for each in changed] == [
        (key, {"inhalers"}, set()) for key in (KEY, other)
    ]
    asked: list[list[int]] = []

    def noted(connection: Connection, ids: Sequence[int]) -> Iterator[KeptReturn]:
        asked.append(list(ids))
        return load_many(connection, ids)

    monkeypatch.setattr(steps, "load_many", noted)
    store.take_imports([(KEY, [month("2025-05")]), (other, [month("2025-05")])], with_imports)
    assert asked == [[1, 2]]


def test_all_months_are_verified_once_in_a_step_and_not_for_each_quarter(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
):
    keys = [ReturnKey(KEY.ods_code, quarter) for quarter in KEY.period.whole_year.quarters]
    store.take_imports([(key, [month(key.period.months[0])]) for key in keys], with_imports)
    looked: list[int] = []

    def verified(connection: Connection) -> None:
        looked.append(len(looked))
        verify_imports(connection)

    monkeypatch.setattr(importing, "verify_imports", verified)
    with store.step("take them back"):
        for key in keys:
            store.hold_imports(key, [])
    assert looked == [0]
    assert store.imports(keys) == {}
    assert store.check() == []
