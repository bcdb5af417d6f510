"""What no list had when its months were taken is asked about once facts list it, and counts by its pack."""

import json
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from greenpractice.facts.in_use import Facts, trying
from greenpractice.packs.pack_file import read_pack
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import ReturnDocument, content, to_json
from tests.greenpractice.packs.some_packs import PRODUCTS, packed, shipped
from tests.greenpractice.prescribing.made import NEW_INHALER, VENTOLIN
from ui.practice.check_page import CheckPage
from ui.session.workspace import Workspace

SPAN = ("2026-04", "2026-05")


def months(per_item: int) -> list[MonthImport]:
    """Two months of five items each, kept as their quantity says, beside what is in the list."""
    new = ImportedProduct(NEW_INHALER, Decimal(5 * per_item), 5, "New capsules")
    return [
        MonthImport(span, f"{span}.csv", (new, ImportedProduct(VENTOLIN, Decimal(3), 3))) for span in SPAN
    ]


@pytest.fixture
def listed() -> Facts:
    """Facts of a pack that has the product, as capsules in packs of 30."""
    line = f"{NEW_INHALER},New capsules,DPI,Zonda,n,n,LAMA,tiotropium,10,30,table,{NEW_INHALER},,capsule,"
    table = f"{shipped(PRODUCTS)[PRODUCTS]}{line}bsa-changes\n"
    return Facts((read_pack(packed({PRODUCTS: table}), "x"),))


def asked(document: ReturnDocument) -> list[str]:
    return [issue.sentence for issue in check_figures(document) if issue.field == "inhalers"]


@pytest.mark.parametrize(
    ("per_item", "inhalers", "again"), [(30, "300", "10"), (60, "600", "20"), (1, "10", "10")]
)
def test_its_months_are_taken_again_in_one_step(
    workspace: Workspace, listed: Facts, per_item: int, inhalers: str, again: str
) -> None:
    workspace.store.take_imports([(workspace.key, months(per_item))], with_imports)
    workspace.add_row("water", {"supply_m3": "4"})
    before = content(workspace.document())
    assert not any("was in no list" in each for each in asked(workspace.document()))
    with trying(listed):
        workspace.figures_changed()
        said = asked(workspace.document())
        page = CheckPage(workspace)
        page.refresh()
        buttons = [each for each in page.findChildren(QPushButton) if each.objectName().endswith("-again")]
        assert bool(said) == bool(buttons) == (inhalers != again)
        if not buttons:
            return
        counted = f"{inhalers} capsules for 10 items count as so many inhalers"
        assert said == [
            f"New capsules was in no list when it was entered: {counted}. Take its months again, so that "
            "they count by the pack of 30"
        ]
        assert said[0].removesuffix("30") in " ".join(gap.why for gap in workspace.gaps())
        buttons[0].setFocus()
        QTest.keyClick(buttons[0], Qt.Key.Key_Space)
        rows = {row.figures["bnf_code"]: row.figures["inhalers"] for row in workspace.rows("inhalers")}
        assert rows == {NEW_INHALER: again, VENTOLIN: "6"}
        assert asked(workspace.document()) == []
        flags = json.dumps(to_json(workspace.document())["flags"])
        assert "2026-04.csv, 2026-05.csv" in flags
        workspace.undo()
        assert content(workspace.document()) == before
        workspace.redo()
        assert asked(workspace.document()) == []


def test_without_its_months_it_is_asked_and_there_is_nothing_to_take(
    workspace: Workspace, listed: Facts
) -> None:
    row = {"bnf_code": NEW_INHALER, "name": "New", "device": "DPI", "inhalers": "60", "items": "2"}
    workspace.add_row("inhalers", row)
    with trying(listed):
        workspace.figures_changed()
        assert len(asked(workspace.document())) == 1
        page = CheckPage(workspace)
        page.refresh()
        names = {each.objectName() for each in page.findChildren(QPushButton)}
        assert "inhalers-issue-0-correct" in names
        assert not any(each.endswith("-again") for each in names)
