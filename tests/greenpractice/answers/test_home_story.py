"""Home in words: the day to send by, what is next and why, and the row of each section."""

from datetime import date, timedelta
from itertools import product

import pytest

from greenpractice.answers.home_story import (
    NextStep,
    Opens,
    PrintedAs,
    Urgency,
    done_words,
    due_of,
    left_out,
    next_after,
    next_step,
    no_data_words,
)
from greenpractice.periods import Period, due_day
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import FIGURE_SECTIONS, Progress, Status
from greenpractice.sections import SECTION_BY_KEY, SECTIONS, expected

Q2 = Period(2026, 2)
DUE = due_day(Q2)
ALWAYS = [section.key for section in expected(FIGURE_SECTIONS, ())]
EMPTY = {section.key: Progress(Status.NOT_YET_STARTED) for section in SECTIONS}


def at(status: Status, *sections: str, remark: str = "") -> dict[str, Progress]:
    """An empty return, these sections of which have this status."""
    return EMPTY | dict.fromkeys(sections, Progress(status, remark))


def whole(**others: Progress) -> dict[str, Progress]:
    return at(Status.COMPLETED, *ALWAYS) | others


def return_with(*sections: str) -> ReturnDocument:
    rows = {key: ({"name": "x"},) for key in sections}
    return ReturnDocument("Z99991", Q2.previous, 1, "2026-07-08", "Sample Surgery", sections=rows)


@pytest.mark.parametrize(
    ("days", "words", "urgency"),
    [
        (12, "Send by 31 October: 12 days left", Urgency.CALM),
        (8, "Send by 31 October: 8 days left", Urgency.CALM),
        (7, "Send by 31 October: 7 days left", Urgency.SOON),
        (1, "Send by 31 October: 1 day left", Urgency.SOON),
        (0, "Send by 31 October: today", Urgency.SOON),
        (-1, "Due by 31 October: 1 day late", Urgency.LATE),
        (-92, "Due by 31 October: 92 days late", Urgency.LATE),
        (-93, "It was due by 31 October 2026", Urgency.CALM),
    ],
)
def test_the_day_to_send_by_is_said_louder_as_it_comes_near(days: int, words: str, urgency: Urgency):
    due = due_of(Q2, DUE - timedelta(days=days), PrintedAs())
    assert due is not None
    assert (due.words, due.urgency) == (words, urgency)


def test_one_whose_pdf_says_all_is_neither_near_nor_late():
    for days in (3, 0, -1, -30):
        due = due_of(Q2, DUE - timedelta(days=days), PrintedAs(1))
        assert due is not None
        assert due.urgency is Urgency.CALM
        changed = due_of(Q2, DUE - timedelta(days=days), PrintedAs(1, changed=True))
        assert changed is not None
        assert changed.urgency is not Urgency.CALM


def test_a_year_is_due_on_no_day():
    assert due_of(Period(2019), date(2026, 1, 1), PrintedAs()) is None


def test_what_is_wrong_comes_before_what_is_begun_and_that_before_what_is_empty():
    order = (Status.PROBLEM, Status.IN_PROGRESS, Status.NOT_YET_STARTED)
    for one, other in product(order, order):
        found = next_step(whole(water=Progress(one, "1"), paper=Progress(other, "1")), (), PrintedAs())
        assert found.section == ("paper" if order.index(other) < order.index(one) else "water")


def test_an_empty_return_begins_with_practice_details_and_then_inhalers():
    assert next_step(EMPTY, (), PrintedAs()) == NextStep(
        "Practice details: patients and sites", "Start with practice details", Opens.SECTION, "practice"
    )
    found = next_step(at(Status.COMPLETED, "practice", "asthma_care"), (), PrintedAs())
    assert (found.section, found.button) == ("inhalers", "Open inhalers")


def test_every_section_but_those_only_some_have_is_asked_for_until_the_pdf():
    progress = dict(EMPTY)
    asked = []
    while (found := next_step(progress, (), PrintedAs())).opens is Opens.SECTION:
        asked.append(found.section)
        progress[found.section] = Progress(Status.COMPLETED)
    assert sorted(asked) == sorted(ALWAYS)
    assert found.button == "Make the PDF"


def test_what_was_empty_last_quarter_too_is_not_waited_for():
    before = return_with(*(key for key in ALWAYS if key not in ("pen_returns", "water")))
    progress = whole(pen_returns=Progress(Status.NOT_YET_STARTED), water=Progress(Status.NOT_YET_STARTED))
    assert left_out(progress, before) == ("pen_returns", "water")
    found = next_step(progress, (), PrintedAs(), before)
    assert found.opens is Opens.MAKE_PDF
    assert found.words == "All figures are in, 2 sections left out as last quarter"
    assert next_step(progress, (), PrintedAs()).section == "pen_returns"
    assert no_data_words(progress) == "2 sections would print as “No data”"


def test_practice_details_and_inhalers_are_never_left_out():
    before = return_with("paper")
    assert next_step(at(Status.COMPLETED, "paper"), (), PrintedAs(), before).section == "practice"


def test_with_everything_in_it_is_made_made_again_or_sent():
    assert next_step(whole(), (), PrintedAs()).button == "Make the PDF"
    again = next_step(whole(), (), PrintedAs(2, changed=True))
    assert (again.words, again.button) == ("The figures changed since version 2", "Make version 3")
    sent = next_step(whole(), (), PrintedAs(2))
    assert (sent.words, sent.opens) == ("Version 2 is ready to send", Opens.FOLDER)


def test_a_page_leads_on_to_what_home_waits_for_and_never_back():
    """From the first page on each step is later than the one before, and the last is the check."""
    before = return_with(*(key for key in ALWAYS if key not in ("pen_returns", "water")))
    for progress in (
        EMPTY,
        whole(paper=Progress(Status.PROBLEM, "1")),
        at(Status.COMPLETED, "inhalers"),
        whole(),
    ):
        for then in (None, before):
            here, visited = "practice", []
            while (following := next_after((here,), progress, then)) is not None:
                visited.append(following)
                here = following
            order = [section.key for section in FIGURE_SECTIONS]
            assert visited == sorted(visited, key=order.index)
            waiting = {key for key in ALWAYS if progress[key].status is not Status.COMPLETED} - {"practice"}
            assert set(visited) == waiting - ({"pen_returns", "water"} if then else set())
            home = next_step(progress, (), PrintedAs(), then).section
            assert home in {"practice", *visited, ""}
    assert next_after(("paper", "refrigerants"), EMPTY, None) is None
    assert next_after(("actions",), EMPTY, None) is None


def test_words_of_progress_count_what_counts():
    assert done_words(EMPTY) == (f"0 of {len(ALWAYS)} sections completed", "")
    some = at(Status.COMPLETED, "practice", "homeworking") | {"water": Progress(Status.PROBLEM, "x")}
    assert done_words(some) == (f"2 of {len(ALWAYS) + 1} sections completed", "1 in progress")


def test_the_button_names_the_section_that_it_opens():
    for key in ALWAYS:
        found = next_step(whole(**{key: Progress(Status.IN_PROGRESS, "1 answer missing")}), (), PrintedAs())
        assert found.section == key
        assert SECTION_BY_KEY[key].title.lower() in found.button.lower()
        assert "1 answer missing" in found.words
