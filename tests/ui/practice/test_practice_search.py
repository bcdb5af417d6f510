"""The list of practices of the first run: what belongs together stays in one line."""

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from greenpractice.facts.practices import load_directory
from ui.practice.practice_search import PracticeSearch


def test_no_line_breaks_in_a_postcode_or_begins_with_a_dot(qtbot: QtBot):
    search = PracticeSearch()
    qtbot.addWidget(search)
    search.start()
    found = search.findChild(QListWidget, "practice-list")
    assert found is not None
    texts = [found.item(row).text() for row in range(found.count())]
    practice = load_directory().practice("C82009")
    assert practice is not None
    [told] = [each for each in texts if practice.ods_code in each]
    assert told.endswith(practice.postcode.replace(" ", "\u00a0"))
    assert not any(" ·" in each for each in texts)
