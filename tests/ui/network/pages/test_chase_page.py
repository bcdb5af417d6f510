"""The chase list: who, why and until when, texts to copy that can be changed, and nothing is sent."""

import csv
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.periods import day_words, narrow_day_words
from tests.greenpractice.network.samples import Q1, a_return
from tests.ui.network.network_files import A, B, C, D, pdf_files, read
from tests.ui.network.network_opening import Opener, click, text
from tests.ui.walking import faults_of, forbidden_words
from ui.network.pages.chase_page import ChasePage
from ui.network.session.lead_workspace import NetworkWorkspace


def copied() -> str:
    return str(QApplication.clipboard().text())


def listed(page: ChasePage) -> list[list[str]]:
    """The rows of the list as they are shown."""
    figures = page.list.figures
    columns = range(figures.columnCount())
    return [[str(figures.index(row, n).data()) for n in columns] for row in range(figures.rowCount())]


def test_everyone_without_a_return_that_counts_is_asked_with_the_reason(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(ChasePage, lead)
    read(lead, qtbot, *pdf_files(tmp_path / "in", "b.pdf", "c one.pdf", "c other.pdf", "d q2.pdf"))
    assert text(page, "chase-title") == "To ask: 3 practices"
    why = {row[0]: row[1] for row in listed(page)}
    name = lead.network().name
    assert why[name(A)] == "We have no return from you yet."
    assert why[name(C)] == "Two files of the same version came with different figures."
    page.open_practice(C)
    assert "Could you tell us which of them is right? Nothing needs to be sent again." in (
        page.mail.text.toPlainText()
    )
    assert why[name(D)] == "The file you sent is for another period."
    assert text(page, "chase-due").startswith("Due on 31 July 2026: ")
    assert name(B) not in why
    click(page, "chase-copy-all", qtbot)
    assert text(page, "chase-said").endswith(
        ". 1 practice asked for something else: copy those emails one by one"
    )


def test_the_due_day_follows_the_rule_in_the_preferences(
    lead: NetworkWorkspace, open_network: Opener
) -> None:
    lead.choices.put_due_days(14)
    page = open_network(ChasePage, lead)
    assert text(page, "chase-due").startswith("Due on 14 July 2026: ")


def test_a_mail_says_whom_for_what_and_why(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    lead.store.record(a_return(A, period=Q1.previous))
    page = open_network(ChasePage, lead)
    page.open_practice(A)
    click(page, "chase-copy", qtbot)
    name = lead.network().name(A)
    assert copied().splitlines()[:2] == [
        "To: sam@example.org",
        f"Subject: Greener practice return for April to June 2026, {name}",
    ]
    assert "Dear Sam Lee," in copied()
    assert "We have no return from you yet." in copied()
    assert text(page, "chase-said") == f"Email to {name} copied"
    click(page, "chase-copy-all", qtbot)
    assert copied().startswith("Bcc: sam@example.org\nSubject: ")
    assert name not in copied()
    assert text(page, "chase-said") == "Email to all copied. No address is known of 3 practices"
    click(page, "chase-copy-list", qtbot)
    assert len(copied().splitlines()) == 5


def test_the_text_of_the_mail_can_be_changed_and_is_kept(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(ChasePage, lead)
    page.template.edit.setPlainText("Hello {contact}, {quarter}? {no such thing}")
    page.open_practice(A)
    click(page, "chase-copy", qtbot)
    assert page.mail.text.toPlainText() == copied()
    assert copied().endswith("Hello colleague, April to June 2026? {no such thing}")
    again = open_network(ChasePage, lead)
    assert again.template.edit.toPlainText() == "Hello {contact}, {quarter}? {no such thing}"
    click(again, "chase-template-usual", qtbot)
    assert open_network(ChasePage, lead).template.edit.toPlainText().startswith("Dear {contact},")


def test_when_a_practice_was_asked_is_remembered(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(ChasePage, lead)
    today, name = datetime.now().astimezone().date(), lead.network().name
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)  # to the second
    second = page.mail.practice
    assert listed(page)[1] == [name(second), "We have no return from you yet.", "–"]
    tick = page.mail.asked
    assert (tick.text(), tick.isChecked()) == ("Asked today", False)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert lead.asked_on(second) == today
    assert (tick.text(), tick.isChecked()) == (f"Asked on {day_words(today)}", True)
    assert tick.hasFocus()
    assert listed(page)[1][2] == narrow_day_words(today)
    assert page.mail.practice == second
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.mail.practice != second
    assert page.mail.text.accessibleName() == f"Email to {name(page.mail.practice)}"
    assert not tick.isChecked()
    page.open_practice(second)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert lead.asked_on(second) is None


def test_who_is_asked_from_another_page_is_shown_first(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    lead.to_ask = D
    assert open_network(ChasePage, lead).mail.practice == D
    assert lead.to_ask == ""


def test_the_list_is_saved_as_csv_and_never_over_another_file(
    lead: NetworkWorkspace, open_network: Opener, tmp_path: Path
) -> None:
    page = open_network(ChasePage, lead)
    target = tmp_path / "chase.csv"
    page.save_csv(target)
    assert text(page, "chase-said") == f"Saved as {target}"
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["Code", *sorted((A, B, C, D), key=lead.network().name)]
    target.write_bytes(b"something of mine")
    page.save_csv(target)
    assert "is not a CSV file of this app" in text(page, "chase-said")
    assert target.read_bytes() == b"something of mine"


def test_nobody_is_chased_once_everyone_has_sent(lead: NetworkWorkspace, open_network: Opener) -> None:
    for code in (A, B, C, D):
        lead.store.record(a_return(code))
    page = open_network(ChasePage, lead)
    assert text(page, "chase-title") == "Everyone has sent a return"
    assert not page.template.isVisible()


def test_names_words_and_keys(lead: NetworkWorkspace, open_network: Opener) -> None:
    page = open_network(ChasePage, lead, 780, 200)
    QApplication.processEvents()
    assert faults_of(page) == []
    assert page.minimumSizeHint().width() <= 780
    assert forbidden_words(page) == []
