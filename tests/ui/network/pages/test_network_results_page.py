"""Network results: pooled, never filled in, who is missing named in each total, a table behind each chart."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.answers.why_changed import changed_sentence
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import everyone
from greenpractice.network.pooling import together
from greenpractice.network.totals import comparison_with
from greenpractice.network.trajectory import inhaler_trajectory
from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.network.samples import PCN, Q1, a_return, members
from tests.ui.network.network_files import A, B, C, D
from tests.ui.network.network_opening import Opener, text
from tests.ui.walking import faults_of
from ui.network.pages.network_results_page import NetworkResultsPage
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.window.why import WhyWindow


def record(lead: NetworkWorkspace, *documents: ReturnDocument) -> None:
    for document in documents:
        lead.store.record(document)


def why(page: NetworkResultsPage) -> WhyWindow:
    found = page.window().findChild(WhyWindow)
    assert isinstance(found, WhyWindow)
    return found


def test_every_total_names_who_is_not_in_it(lead: NetworkWorkspace, open_network: Opener) -> None:
    record(lead, a_return(A), a_return(B, "2000", patients=None))
    page = open_network(NetworkResultsPage, lead)
    network = lead.network()
    missing = f"{network.name(C)} and {network.name(D)}"
    assert text(page, "results-coverage").startswith("2 of 4 practices")
    assert text(page, "results-coverage").endswith(f", not including {missing}")
    total, left_out = page.numbers.cards["total"], page.numbers.cards["per-1000"].note.text()
    assert total.value.text() == show_kg(network.footprint.total)
    assert left_out == f"1 of 4 practices, with patients, not including {network.name(B)}"
    assert not any(
        network.name(code) in f"{total.note.text()} {left_out}" for code in (C, D)
    )  # once is enough
    page.folds.unfold("tables")
    for key, table in page.totals.tables.items():
        figures = table.figures
        assert figures.rowCount() > 1, key
        for row in range(figures.rowCount()):
            outside = str(figures.index(row, figures.columnCount() - 1).data())
            assert network.name(C) in outside
            assert network.name(D) in outside


def test_what_returned_inhalers_avoided_is_told_by_route_with_its_range(
    lead: NetworkWorkspace, open_network: Opener
) -> None:
    returned = {A: ("pharmacy", "30"), B: ("practice", "10"), C: ("pharmacy", "20")}
    for code, (route, pmdi) in returned.items():
        document = a_return(code)
        rows = ({"route": route, "inhalers": "40", "pmdi": pmdi},)
        record(lead, replace(document, sections={**document.sections, "inhaler_returns": rows}))
    page = open_network(NetworkResultsPage, lead)
    figures = page.totals.taken_back.figures
    shown = [
        [str(figures.index(row, column).data()) for column in range(4)] for row in range(figures.rowCount())
    ]
    assert shown == [
        ["Pharmacy", "387 kg", "150 kg to 850 kg", "2"],
        ["Collected at the practice", "77 kg", "30 kg to 180 kg", "1"],
        ["All routes", "464 kg", "180 kg to 1.0 tonnes", "3"],
    ]
    page.totals.explain_taken_back(0)
    answer = why(page).answer
    assert answer.value == "387 kg (150 kg to 850 kg) CO₂e"
    assert [step.sum for step in answer.steps] == ["90.00 kg to 510.00 kg", "60.00 kg to 340.00 kg"]
    assert lead.network().name(B) in answer.notes[0]


def test_without_a_number_of_returned_inhalers_no_table_of_them_is_shown(
    lead: NetworkWorkspace, open_network: Opener
) -> None:
    record(lead, a_return(A))
    page = open_network(NetworkResultsPage, lead)
    assert not page.totals.taken_back.isVisible()


def test_a_number_for_1000_patients_is_pooled_and_says_how(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    record(lead, a_return(A, patients="2000"), a_return(B, "9000", patients="8000"))
    page = open_network(NetworkResultsPage, lead)
    pooled = lead.network().footprint.total * 1000 / 10000
    shown = page.numbers.cards["per-1000"].value
    assert shown.text() == show_kg(pooled)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert "It is no average of practices." in why(page).answer.how
    assert [step.sum for step in why(page).answer.steps] == ["2,000 patients", "8,000 patients"]


def test_every_total_leads_to_its_practices_and_their_lines(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    record(lead, a_return(A), a_return(B, "2000"))
    page = open_network(NetworkResultsPage, lead)
    table = page.totals.tables["section"]
    for row in range(table.figures.rowCount()):
        table.selectRow(row)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        answer = why(page).answer
        assert {step.what for step in answer.steps} == {lead.network().name(A), lead.network().name(B)}
        assert all("×" in step.source for step in answer.steps)
        why(page).close()
        QApplication.processEvents()


@pytest.mark.parametrize(
    ("sent_before", "value", "note"),
    [
        ((A,), "Too few to say", "1 of 4 practices"),
        ((A, B), "No change", "2 of 4 practices, new conversion factors alone make it 5% lower"),
    ],
)
def test_a_change_is_like_for_like_and_of_too_few_no_headline(
    lead: NetworkWorkspace, open_network: Opener, sent_before: tuple[str, ...], value: str, note: str
) -> None:
    before = Q1.year_before
    record(lead, a_return(A), a_return(B), *(a_return(code, period=before) for code in sent_before))
    page = open_network(NetworkResultsPage, lead)
    assert page.numbers.cards["change"].value.text() == value
    assert page.numbers.cards["change"].note.text() == note


def test_the_years_come_once_they_are_read(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    record(lead, *(a_return(A, period=Period(year)) for year in (2019, 2024, 2025)), a_return(A))
    page = open_network(NetworkResultsPage, lead)
    qtbot.waitUntil(lambda: lead.history_is_ready, timeout=10_000)
    qtbot.waitUntil(lambda: page.charts.path.chart.table.rows != (), timeout=10_000)
    note = text(page, "network-notes")
    assert f"Of the practices with every year: {lead.network().name(A)}." in note
    assert lead.network().name(B) in note


def test_without_years_it_says_why(lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot) -> None:
    record(lead, a_return(A))
    page = open_network(NetworkResultsPage, lead)
    qtbot.waitUntil(lambda: "No practice sent every year" in page.charts.path.chart.alt, timeout=10_000)
    assert text(page, "no-funnel").startswith("Funnel charts need 10 practices or more")
    page.folds.unfold("indicators")
    assert page.charts.no_funnel.isVisible()
    assert not page.charts.path.isVisible()
    assert text(page, "chart-network-path-waits").startswith(
        "Inhaler carbon over the years. No practice sent"
    )


def test_ten_practices_have_funnels(lead: NetworkWorkspace, open_network: Opener) -> None:
    codes = [each.ods_code for each in load_directory().practices if each.here_on(Q1.last_day)][:12]
    record(lead, *(replace(a_return(code), pcn_code=None) for code in codes))
    lead.show_group(everyone())
    page = open_network(NetworkResultsPage, lead)
    page.folds.unfold("indicators")
    assert page.charts.funnels["RESP-01"].isVisible()
    assert not page.charts.no_funnel.isVisible()
    assert ", not including " in text(page, "results-coverage")


def test_every_chart_has_a_short_title_words_and_the_same_numbers_as_a_table(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    record(lead, *(a_return(code, period=period) for code in (A, B) for period in (Q1, Period(2025))))
    page = open_network(NetworkResultsPage, lead)
    qtbot.waitUntil(lambda: bool(page.charts.path.chart.table.rows), timeout=10_000)
    page.as_tables.setChecked(True)
    for key in page.folds.lines:
        page.folds.unfold(key)
    QApplication.processEvents()
    assert sum(view.isVisible() for view in page.charts.all) >= 4
    for view in page.charts.all:
        if not view.isVisible():
            continue
        chart = view.chart
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.subtitle
        assert chart.alt
        assert view.table.isVisible()
        assert view.table.figures.rowCount() == len(chart.table.rows) > 0
        assert view.table.height() > 2 * view.table.rowHeight(0)


def test_an_empty_network_leads_to_adding_pdfs(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkResultsPage, lead)
    assert page.empty.isVisible()
    for part in (page.numbers, page.coverage, page.charts, page.folds, page.as_tables):
        assert not part.isVisible()  # one line, and no empty card
    with qtbot.waitSignal(lead.page_asked) as asked:
        qtbot.mouseClick(page.findChild(QPushButton, "results-add"), Qt.MouseButton.LeftButton)
    assert asked.args == ["returns"]


@pytest.mark.parametrize(("width", "size"), [(1110, 100), (780, 200)])
def test_everything_is_named_and_can_be_reached(
    lead: NetworkWorkspace, open_network: Opener, width: int, size: int
) -> None:
    record(lead, *(a_return(code) for code in members()[:3]))
    page = open_network(NetworkResultsPage, lead, width, size)
    QApplication.processEvents()
    assert faults_of(page) == []
    assert page.minimumSizeHint().width() <= width
    assert lead.group.pcns == frozenset({PCN})


def test_years_that_the_lead_left_out_are_in_no_trend(lead: NetworkWorkspace, qtbot: QtBot) -> None:
    """The window's trend is that of the report, once it is read."""
    record(lead, *(a_return(code, period=Period(year)) for code in (A, B) for year in (2019, 2025)))
    lead.memberships.say(Correction(A, Period(2025, 4).first_day, "left_out"))
    lead.memberships.say(Correction(A, Period(2026, 1).first_day, "network", PCN))
    with qtbot.waitSignal(lead.history_ready, timeout=10_000):
        lead.ask_for_history()
    found, report = lead.trajectory(), inhaler_trajectory(lead.report_network(lead.view()))
    assert found is not None
    assert found.included == (B,)
    assert found == report


def test_years_that_cannot_be_read_are_said_and_come_once_they_can(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    """Another program has the data file to itself, longer than anybody waits."""
    record(lead, *(a_return(A, period=Period(year)) for year in (2019, 2024, 2025)), a_return(A))
    page = open_network(NetworkResultsPage, lead)
    qtbot.waitUntil(lambda: lead.history_is_ready, timeout=10_000)
    lead._history.forget(lead.periods_held())
    other = sqlite3.connect(lead.store.path, isolation_level=None)
    periods, said = lead.periods_held(), list[str]()
    lead.refused.connect(said.append)
    other.execute("BEGIN EXCLUSIVE")
    with qtbot.waitSignal(lead.history_ready, timeout=60_000):
        lead._history.want(periods)
        assert not lead.history_is_ready
    other.close()
    assert lead.history_is_ready
    assert len(said) == 1
    assert said[0].startswith("Another program is busy with")
    assert said[0] in page.charts.path.chart.alt
    with qtbot.waitSignal(lead.history_ready, timeout=60_000):
        lead.ask_for_history()
    assert lead.history_problem == ""
    assert page.charts.path.chart.table.rows != ()


def test_years_that_change_while_they_are_read_are_read_again(lead: NetworkWorkspace, qtbot: QtBot) -> None:
    record(lead, *(a_return(A, period=Period(year)) for year in (2019, 2024, 2025)), a_return(A))
    lead.network()
    with qtbot.waitSignal(lead.history_ready, timeout=60_000):
        lead.ask_for_history()
        lead._history.forget(lead.periods_held())
        lead.ask_for_history()
    assert lead.history_is_ready
    assert lead.trajectory() is not None


def test_the_years_of_merged_practices_are_those_of_the_report(lead: NetworkWorkspace, qtbot: QtBot) -> None:
    record(lead, *(a_return(code, period=Period(2019)) for code in (A, B)), a_return(A, period=Period(2025)))
    lead.show_period(Period(2025))
    lead.memberships.say(Correction(B, date(2020, 4, 1), "merged", A))
    with qtbot.waitSignal(lead.history_ready, timeout=60_000):
        lead.ask_for_history()
    found = lead.trajectory()
    assert found is not None
    assert found == inhaler_trajectory(lead.report_network(lead.view()))
    assert found.merged == {A: [B]}


def test_a_bug_in_reading_earlier_years_is_said(
    lead: NetworkWorkspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_document: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("ui.network.session.earlier_years.inhaler_part", stumble)
    record(lead, a_return(A))
    with qtbot.capture_exceptions() as found, qtbot.waitSignal(lead.history_ready, timeout=60_000):
        lead.ask_for_history()
    qtbot.waitUntil(lambda: len(found) == 1)
    assert "something went wrong in the program" in lead.history_problem
    assert lead.history_is_ready


def test_bars_of_the_network_lead_to_its_practices(lead: NetworkWorkspace, open_network: Opener) -> None:
    record(lead, *(a_return(code, period=period) for code in (A, B) for period in (Q1, Q1.year_before)))
    change, found = lead.network().change, together(lead.network().alike.values()).comparison
    assert change is not None
    assert (found.then, found.now) == (change.then, change.now)
    assert found.then + sum(kg for _, kg in found.parts) == found.now  # to the last digit
    page = open_network(NetworkResultsPage, lead)
    for view, begins in ((page.charts.sources, "Inhalers, "), (page.charts.change, "On a year before, ")):
        QTest.keyClick(view.picture, Qt.Key.Key_Up)
        QTest.keyClick(view.picture, Qt.Key.Key_Return)
        answer = why(page).answer
        assert answer.title.startswith(begins)
        assert [step.what for step in answer.steps] == [lead.network().name(code) for code in (A, B)]
        why(page).close()
        QApplication.processEvents()


def test_quarters_are_of_those_who_sent_each_and_say_how_many(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    quarters = [Q1.previous, Q1]
    record(lead, *(a_return(code, period=quarter) for code in (A, B) for quarter in quarters), a_return(C))
    page = open_network(NetworkResultsPage, lead)
    qtbot.waitUntil(lambda: bool(page.charts.quarters.chart.table.rows), timeout=10_000)
    found = lead.quarterly()
    assert found is not None
    assert (found.included, found.left_out) == ((A, B), (C, D))
    inhalers = [
        sum(lead.network().calculator.of_return(a_return(code, period=quarter)).by_section["inhalers"]
            for code in (A, B))
        for quarter in quarters
    ]  # fmt: skip
    assert list(found.quarters.values()) == inhalers
    assert page.charts.quarters.subtitle.text().endswith("2 of 4 practices")
    lead.memberships.leave_out(B)
    qtbot.waitUntil(lambda: page.charts.quarters.title.text().endswith("too few to say"), timeout=10_000)
    assert page.charts.quarters.subtitle.text().endswith("1 of 3 practices")


def test_why_it_changed_stands_beside_any_period_that_was_sent(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    """By keys: the year before first, then an old quarter that the figures in view do not need."""
    old = Period(Q1.year - 4, 3)
    for period in (Q1, Q1.year_before, old):
        record(lead, replace(a_return(A), period=period))
    page = open_network(NetworkResultsPage, lead)
    page.folds.unfold("changed")
    choice = page.changed.choice
    assert [choice.itemText(place) for place in range(choice.count())] == [Q1.year_before.words, old.words]
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    found = comparison_with(lead.network(old), old)
    assert found is not None
    assert page.changed.sentence.text() == changed_sentence(found, old)
