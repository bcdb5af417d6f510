"""Returns received: every state of a file in words, choosing a version, keys, and only the data on screen."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.demo.returns import LAST
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn, several_pcns
from greenpractice.network.states import STATUS_WORDS, fingerprint
from greenpractice.reports.summary import summary_pdf
from greenpractice.store import NewReturn, ReturnKey
from tests.greenpractice.network.samples import KEY, NOW, Q1, Q2, a_return
from tests.greenpractice.network.samples import PCN as REAL_PCN
from tests.ui.network.network_files import ELSEWHERE, A, B, C, D, pdf_files, read
from tests.ui.network.network_opening import Opener, all_texts, cells, click, text
from tests.ui.walking import FORBIDDEN, against_the_order, controls, tab_chain, texts
from ui.network.pages.drop_area import FROM_OUTLOOK
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.session.lead_workspace import NetworkWorkspace

Q3 = LAST.next  # that of the files which arrive


def row_of(page: NetworkReturnsPage, code: str) -> list[str]:
    """The row of a practice, whose name is not known where all of it is rejected."""
    found = cells(page)
    return found[code] if code in found else found["Sample Surgery"]


def test_every_state_of_the_demo_folder_is_told_with_its_word_and_sentence(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    states = demo.files()
    assert len(states) == 18
    said = all_texts(page.files)
    for state in states:
        assert state.arrival.file in said
        assert STATUS_WORDS[state.status] in said
        assert state.why in said
    assert len({state.status for state in states}) >= 9
    assert "From a newer app" in said
    assert "Update Greener Practice" in said
    assert text(page, "returns-headline") == "5 of 8 practices received"
    rows, remarks = cells(page), {row.name: row.remarks for row in page.grid.rows}
    assert list(rows)[:4] == [
        "Brook Lane Medical Centre", "Dale Health Centre", "Elm Tree Practice", "Sample Surgery",
    ]  # what needs the Lead is on top  # fmt: skip
    assert rows["Brook Lane Medical Centre"][0] == "Two differ"
    assert remarks["Alder Grove Practice"] == "Replaces v1"
    assert remarks["Fern Hill Surgery"] == "Totals differ"
    assert rows["Castle Street Surgery"][1] == "v1, 31 Dec"
    assert rows["Castle Street Surgery"][2:8] == [
        "Complete", "Complete", "Complete", "Estimated", "Complete", "Complete",
    ]  # fmt: skip
    assert rows["Dale Health Centre"][0::8] == ["Cannot be used", "–"]
    assert rows["Dale Health Centre"][-1] == "Ask again…"
    everything = "\n".join(texts(page)).lower()
    assert "tamper" not in everything
    assert not [word for word in FORBIDDEN if word in everything]


def test_nothing_on_screen_comes_from_the_pages_of_a_pdf(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    """12.3 tonnes and 33.9 tonnes are printed in two PDFs; the figures come to other totals."""
    page = open_network(NetworkReturnsPage, demo)
    for code, total in (("Z99997", "12.3 tonnes"), ("Z99998", "33.9 tonnes")):
        page.open_practice(code)
        figures = page.detail.figures.figures
        values = [str(figures.index(row, 1).data()) for row in range(figures.rowCount())]
        mine = demo.network().footprints[code].total
        assert values[0].partition(",")[0] == f"{mine / 1000:.1f} tonnes CO₂e"
        assert not any(total in value for value in values)
        assert total in all_texts(page.detail)  # told beside the figures, as what its seal says
    assert "Thank you for" not in "\n".join(texts(page))


def test_choosing_a_version_changes_the_totals_to_it(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "c one.pdf", "c other.pdf"))
    page.open_practice(C)
    assert lead.network().received == []
    decision = lead.decisions()[ReturnKey(C, Q1)]
    said = all_texts(page.detail.question)
    assert "Nothing is merged." in said
    assert all(name in said for name in ("c one.pdf", "c other.pdf"))
    for number, name in ((1, "c one.pdf"), (2, "c other.pdf")):
        click(page, f"conflict-use-{C}-2026-27-Q1-{number}", qtbot)
        version = next(each for each in decision.highest if each.received and each.received.file == name)
        total = lead.network().calculator.of_return(version.document).total
        assert lead.network().footprint.total == total
        assert text(page, f"conflict-used-{C}-2026-27-Q1-{number}") == "This one is used"
    assert lead.network().received == [C]


def test_a_file_of_another_quarter_can_be_shown_there(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "d q2.pdf"))
    name = lead.network().name(D)
    assert cells(page)[name][0] == "Missing"
    assert text(page, "returns-headline") == "0 of 4 practices received"
    with qtbot.waitSignal(lead.finished_reading):
        click(page, "file-0-show", qtbot)
    assert lead.period == Q2
    assert cells(page)[name][0] == "Received"


def test_a_practice_of_another_network_can_be_added_and_taken_out(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "elsewhere.pdf"))
    with qtbot.waitSignal(lead.finished_reading):
        click(page, "file-0-add", qtbot)
    assert lead.network().received == [ELSEWHERE]
    page.open_practice(ELSEWHERE)
    click(page, "detail-remove", qtbot)
    assert ELSEWHERE not in lead.network().members
    assert not page.detail.isVisible()


def test_in_several_networks_a_practice_is_added_to_the_one_its_return_names(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    unlisted = tmp_path / "unlisted.pdf"
    unlisted.write_bytes(summary_pdf(a_return("M84999"), [], KEY))
    lead.show_group(several_pcns("Two networks", [lead.memberships.one_network or "", "U30213"]))
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, unlisted, *pdf_files(tmp_path / "in", "b.pdf"))
    add = page.findChild(QPushButton, "file-0-add")
    assert isinstance(add, QPushButton)
    assert add.text() == "Add to Rutland Health PCN"
    with qtbot.waitSignal(lead.finished_reading):
        click(page, "file-0-add", qtbot)
    assert lead.network().received == [B, "M84999"]
    (said,) = lead.memberships.said
    assert (said.ods_code, said.kind, said.code) == ("M84999", "network", REAL_PCN)
    lead.show_group(one_pcn(load_directory(), "U30213"))
    assert "M84999" not in lead.network().members


def test_a_new_key_counts_once_it_is_accepted_and_what_is_rejected_can_be_taken_back(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    assert row_of(page, "Z99991")[0] == "Waits for you"
    assert "Z99991" not in demo.network().sent
    page.open_practice("Z99991")
    key = "Z99991-2026-27-Q3-1"
    why = text(page, f"conflict-why-{key}")
    assert "does not count yet" in why
    (shown,) = re.findall(r"Settings: ((?:[0-9a-f]{4} ?){6})\.", why)
    found = demo.decisions()[ReturnKey("Z99991", Q3)].waiting
    assert shown == fingerprint(found[0].public_key or "")
    assert not page.findChild(QPushButton, f"conflict-reject-{key}").isEnabled()
    qtbot.keyClicks(page.findChild(QLineEdit, f"conflict-reason-{key}"), "Not their computer")
    click(page, f"conflict-reject-{key}", qtbot)
    assert row_of(page, "Z99991")[0] == "Cannot be used"  # a scan of it came too
    assert found[0].received is not None
    version = found[0].received.id
    assert text(page, f"version-{version}").endswith("You rejected it: Not their computer")
    click(page, f"version-{version}-take-back", qtbot)
    assert row_of(page, "Z99991")[0] == "Waits for you"
    click(page, f"conflict-accept-{key}", qtbot)
    assert row_of(page, "Z99991")[0] == "Received"
    assert "Z99991" in demo.network().sent
    assert "with a key that you accepted" in text(page, "detail-trust-0")
    assert not page.detail.question.isVisible()


def test_a_return_that_counts_is_rejected_later_with_a_reason_and_that_is_taken_back(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    read(lead, qtbot, *pdf_files(tmp_path, "a1.pdf", "b.pdf"))
    (version,) = lead.versions(A)
    of_q2 = a_return(A, period=Q2)
    pdf = summary_pdf(of_q2, [], KEY)
    lead.store.receive([NewReturn(of_q2, version.verdict, "of q2.pdf", pdf, False)], NOW)
    lead.read_again()
    page = open_network(NetworkReturnsPage, lead)
    page.open_practice(A)
    reason = page.findChild(QLineEdit, f"version-reason-{version.id}")
    assert not reason.isVisible()
    click(page, f"version-{version.id}-reject", qtbot)
    assert reason.hasFocus()
    for words in ("", "  "):
        reason.setText(words)
        assert not page.findChild(QPushButton, f"version-reject-{version.id}").isEnabled()
    qtbot.keyClicks(reason, "A forger's")
    with qtbot.waitSignal(lead.done) as told:
        click(page, f"version-reject-{version.id}", qtbot)
    both = f"a1.pdf ({Q1.words}) and of q2.pdf ({Q2.words})"
    assert told.args == [f"a1.pdf: is rejected. Counts no longer: {both}."]  # one key signed both
    assert A not in lead.network().sent
    assert text(page, f"version-{version.id}").endswith("You rejected it: A forger's")
    assert page.findChild(QPushButton, f"version-{version.id}-reject") is None
    with qtbot.waitSignal(lead.done) as told:
        click(page, f"version-{version.id}-take-back", qtbot)
    assert told.args == [f"a1.pdf: is no longer rejected. Counts now: {both}."]
    assert A in lead.network().sent
    click(page, f"version-{version.id}-reject", qtbot)
    click(page, f"version-{version.id}-reject", qtbot)  # thought better of
    assert not page.findChild(QLineEdit, f"version-reason-{version.id}").isVisible()


def test_a_return_made_beside_another_is_shown_and_the_choice_remembered(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    assert cells(page)["Elm Tree Practice"][-1] == "Choose…"
    (elm,) = [row for row in page.grid.rows if row.name == "Elm Tree Practice"]
    assert "another version waits" in elm.remarks
    page.open_practice("Z99996")
    assert "made beside each other" in all_texts(page.detail.question)
    before = demo.network().footprints["Z99996"].total
    (fork,) = demo.decisions()[ReturnKey("Z99996", Q3)].waiting

    def place() -> str:
        """Of the file from an old backup in the list, which may be another after each word of the Lead."""
        told = page.detail.question.findChildren(QLabel)
        (label,) = [
            each
            for each in told
            if each.objectName().startswith("conflict-file") and "old backup" in each.text()
        ]
        return label.objectName().removeprefix("conflict-file-")

    click(page, f"conflict-accept-{place()}", qtbot)
    assert demo.network().footprints["Z99996"].total == before
    click(page, f"conflict-use-{place()}", qtbot)
    total = demo.network().calculator.of_return(fork.document).total
    assert demo.network().footprints["Z99996"].total == total != before
    assert text(page, f"conflict-used-{place()}") == "This one is used"


def test_every_version_is_listed_and_its_pdf_can_be_opened(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "a2.pdf"))
    page.open_practice(A)
    said = [text(page, f"version-{each.id}") for each in lead.versions(A)]
    assert said[0].startswith("Version 1, created 1 July 2026. Received")
    assert said[0].endswith("as a1.pdf. It is kept and does not count.")
    assert said[1].endswith("as a2.pdf. It counts.")
    assert all(page.findChild(QPushButton, f"version-{each.id}-open") for each in lead.versions(A))


def test_reading_is_told_and_what_came_of_it(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    told: list[str] = []
    lead.reading.connect(lambda *_: told.append(page.reading.words.text()))
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "hello.pdf"))
    assert told == ["Reading 1 of 3: a1.pdf", "Reading 2 of 3: b.pdf", "Reading 3 of 3: hello.pdf"]
    assert page.reading.show_files.text() == "Last reading: 2 added, 1 not used"
    assert text(page, "files-said") == "Last reading: 2 added, 1 not used"
    assert not page.reading.cancel.isVisible()
    page.reading.show_files.click()
    assert page.files.title.hasFocus()


def test_files_and_folders_can_be_dropped_and_a_drop_without_files_is_answered(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    nothing = QMimeData()
    nothing.setText("a message from Outlook")
    page.drop.take(nothing)
    assert f"There was no file in what was dropped. {FROM_OUTLOOK}" in all_texts(page.drop)
    assert not lead.is_reading
    pdf_files(tmp_path / "in", "b.pdf")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "in"))])
    with qtbot.waitSignal(lead.finished_reading, timeout=30_000):
        page.drop.take(dropped)
    assert lead.network().received == [B]
    assert "There was no file" not in all_texts(page.drop)


def test_files_that_are_no_return_are_named_last_and_counted_apart(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    pdf_files(tmp_path / "in", "b.pdf", "hello.pdf", "photo.jpg")
    assert read(lead, qtbot, tmp_path / "in").sentence == "1 added, 1 not used, 1 other file"
    assert text(page, "files-title") == "Files read: 1 used, 1 not used, 1 other file"
    names = [text(page, f"file-{number}-name") for number in range(3)]
    assert names == ["hello.pdf", "b.pdf", "photo.jpg"]
    assert text(page, "file-2-state") == "Not a return"
    assert text(page, "file-2-why") == "This is a picture; a return is the summary PDF."


def test_an_empty_network_says_what_to_do(lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot) -> None:
    page = open_network(NetworkReturnsPage, lead)
    assert text(page, "returns-empty").startswith(
        "No returns yet for this quarter. Add the PDFs your practices sent you. From Outlook: "
    )
    assert page.empty.isVisible()
    assert FROM_OUTLOOK in all_texts(page)
    assert text(page, "returns-headline") == "0 of 4 practices received"
    assert not page.files.isVisible()


def test_a_row_opens_by_key_and_tab_leaves_the_grid(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReturnsPage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf"))
    page.grid.setFocus()
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.detail.title.hasFocus()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Tab)
    assert not page.grid.hasFocus()
    click(page, "detail-close", qtbot)
    assert page.grid.hasFocus()


@pytest.mark.parametrize(("width", "size"), [(1110, 100), (780, 200)])
def test_names_are_unique_and_everything_can_be_reached(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot, width: int, size: int
) -> None:
    page = open_network(NetworkReturnsPage, demo, width, size)
    page.open_practice("Z99993")
    found = controls(page)
    names = [each.objectName() for each in found]
    assert all(names)
    assert len(set(names)) == len(names)
    assert not [each.objectName() for each in found if each.height() < 24 or each.width() < 24]
    assert all(each.accessibleName() for each in found)
    assert against_the_order(page) == []
    reachable = set(tab_chain(page))
    assert [each for each in found if each not in reachable] == []
    assert page.minimumSizeHint().width() <= width
    labels = [label.objectName() for label in page.findChildren(QLabel) if label.objectName()]
    assert len(labels) == len(set(labels))
