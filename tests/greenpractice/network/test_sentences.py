"""Each state has a file, as it would arrive, and its exact sentence; the order of arrival changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.spoiling import edited, pages_only, scanned
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import documents_that_count
from greenpractice.network.groups import one_pcn
from greenpractice.network.judging import Judge, Known
from greenpractice.network.keeping import to_keep
from greenpractice.network.remarks import closed_remark
from greenpractice.network.states import Arrival, FileState, Read
from greenpractice.periods import Period
from greenpractice.returns.documents import Json, ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.returns.versions import VERSION
from greenpractice.store import ReceivedReturn
from tests.greenpractice.network.samples import (
    KEY,
    OTHER_KEY,
    PCN,
    Q1,
    Q2,
    a_return,
    arrival,
    held,
    judged,
    members,
    pdf,
)

A, B, C, D = members()
BEFORE = datetime(2026, 7, 3, tzinfo=UTC)
CLOSED, CLOSED_PCN, CLOSED_PERIOD = "C82105", "U00147", Period(2024, 2)
DATA = "Its data (not the printed page) are unchanged since they were exported"
UNCHANGED = f"{DATA} by the installation first seen on 8 July 2026."
AS_BEFORE = f"{DATA} by the installation first seen on 3 July 2026."
Make = Callable[[], bytes]


def with_seal(document: ReturnDocument, **seal: object) -> bytes:
    return edited(pdf(document), lambda values: values["seal"].update(seal), KEY)


def less_electricity(values: Json) -> None:
    values["sections"]["electricity"][0]["kwh"] = "1"


FILES: Mapping[str, Make] = {
    "received": lambda: pdf(a_return(A)),
    "revision 2": lambda: pdf(a_return(A, "1300", 2)),
    "other figures": lambda: pdf(a_return(A, "9999")),
    "other quarter": lambda: pdf(a_return(A, period=Q2)),
    "other PCN": lambda: pdf(a_return("C82001")),
    "closed practice": lambda: pdf(a_return(CLOSED, period=CLOSED_PERIOD)),
    "scan": scanned,
    "attachment lost": lambda: pages_only(pdf(a_return(A))),
    "altered": lambda: edited(pdf(a_return(A)), less_electricity),
    "totals": lambda: with_seal(a_return(A), total_kgco2e="12345"),
    "factors": lambda: with_seal(
        a_return(A), total_kgco2e="2000000", factor_sets={"uk_conversion_factors": "2019"}
    ),
    "demo": lambda: pdf(a_return(A), demo=True),
    "newer": lambda: edited(pdf(a_return(A)), lambda values: values.update(version=VERSION + 1, seal=None)),
    "unreadable": lambda: pdf(a_return(A))[:20_000],
    "no PDF": lambda: b"hello",
}


def read(*names: str) -> list[Arrival]:
    made = [(name, FILES[name]()) for name in names]
    return [Arrival(f"{name}.pdf", sha256(data).hexdigest(), read_arrival(data, name)) for name, data in made]


def received(arrival: Arrival) -> ReceivedReturn:
    assert isinstance(arrival.found, Read)
    return ReceivedReturn(
        1, arrival.found.document, arrival.found.verdict, arrival.file, BEFORE, arrival.sha256, False
    )


def state_of(file: str, files: tuple[FileState, ...]) -> FileState:
    (state,) = [state for state in files if state.arrival.file == f"{file}.pdf"]
    return state


@pytest.mark.parametrize(
    ("came", "before", "status", "remarks", "why"),
    [
        (["received"], [], "received", ("first_key",), f"Version 1, created 1 July 2026. {UNCHANGED}"),
        (
            ["received", "revision 2"], [], "replaced", ("first_key",),
            f"Version 2 came too and replaces this version 1. {UNCHANGED}",
        ),
        (
            ["received"], ["revision 2"], "older_revision", (),
            f"Version 2 of {A} is in use already; this is 1. {AS_BEFORE}",
        ),
        (
            ["received"], ["received"], "duplicate", (),
            f'The same version was received on 3 July 2026 as "received.pdf". Nothing changes. {AS_BEFORE}',
        ),
        (
            ["received", "other figures"], [], "conflict", ("first_key",),
            f'Version 1 of {A} is here with different figures: "other figures.pdf" and "received.pdf". '
            f"Neither counts until one is chosen; ask the practice to send a new version. {UNCHANGED}",
        ),
        (
            ["other quarter"], [], "other_quarter", (),
            "This file is for July to September 2026, not for April to June 2026. "
            "Collate that period to use it.",
        ),
        (
            ["other PCN"], [], "other_pcn", (),
            "C82001 was in Cross Counties PCN on 30 June 2026, not in Rutland Health PCN. "
            "It can be added by hand.",
        ),
        (
            ["scan"], [], "no_data", (),
            "This PDF has no data the app can read. It may have been printed to a new PDF or scanned: "
            "ask the practice for the original file.",
        ),
        (
            ["attachment lost"], [], "received", ("from_data_page", "first_key"),
            "Version 1, created 1 July 2026. Its attachment was lost on the way; the figures were read from "
            f"its data page. {UNCHANGED}",
        ),
        (
            ["altered"], [], "altered", (),
            "The figures in this PDF do not match its check code. Ask the practice to send it again.",
        ),
        (
            ["totals"], [], "received", ("totals_differ", "first_key"),
            "Version 1, created 1 July 2026. Its printed total is 12.3 tonnes, but its figures come to "
            f"1.5 tonnes; the figures count. {UNCHANGED}",
        ),
        (
            ["factors"], [], "received", ("other_factors", "first_key"),
            "Version 1, created 1 July 2026. Made with other factors: its total was 2,000 tonnes, with this "
            f"app's factors it is 1.5 tonnes. {UNCHANGED}",
        ),
        (["demo"], [], "demo", (), "This is made-up demo data: it is kept out of a real network."),
        (
            ["newer"], [], "newer_version", (),
            "It was made by a newer app. Update Greener Practice to read it.",
        ),
        (["unreadable"], [], "unreadable", (), "This PDF is damaged or not readable."),
        (["no PDF"], [], "unreadable", (), "The selected file must be a PDF."),
    ],
)  # fmt: skip
def test_each_state_has_its_sentence(
    came: list[str], before: list[str], status: str, remarks: tuple[str, ...], why: str
):
    stored = held((), [received(each) for each in read(*before)])
    state = state_of(came[0], judged(*read(*came), returns=stored).files)
    assert (state.status, state.remarks, state.why) == (status, remarks, why)


def test_a_closed_practice_has_its_sentence_where_it_was_and_elsewhere():
    closed = "Ar-Razi Medical Centre closed on 30 June 2024, before July to September 2024."
    here = state_of(
        "closed practice", judged(*read("closed practice"), pcn=CLOSED_PCN, period=CLOSED_PERIOD).files
    )
    assert (here.status, here.remarks, here.words) == (
        "unlisted",
        ("closed_practice",),
        "Practice that had closed",
    )
    assert here.why == (
        "No return is expected of a practice that had closed. Ask who sent it, and whether it is of the "
        "practice that took its place. It counts once you add it, with this file: it is not kept until then. "
        f"{closed}"
    )
    elsewhere = state_of(
        "closed practice", judged(*read("closed practice"), pcn=PCN, period=CLOSED_PERIOD).files
    )
    assert (elsewhere.status, elsewhere.remarks) == ("other_pcn", ("closed_practice",))
    assert elsewhere.why == (
        "C82105 was in Willows Health PCN on 30 June 2024, not in Rutland Health PCN. "
        f"It can be added by hand. {closed}"
    )


def test_a_practice_in_no_list_is_where_its_return_says_unless_the_lead_said_where():
    came = arrival(replace(a_return("Z12345"), pcn_code="U36231"))
    told = judged(came).files[0].why
    assert told.startswith("Z12345 says it is in ")
    assert told.endswith(", not in Rutland Health PCN. It can be added by hand.")
    nowhere = judged(arrival(replace(a_return("Z12345"), pcn_code=None))).files[0]
    assert nowhere.why.startswith("Z12345 says it is in no network, not in ")
    directory = load_directory().corrected((Correction("Z12345", Q1.first_day, "network", "U36231"),))
    judge = Judge(
        directory, load_calculator(), Asked(one_pcn(directory, PCN), Q1), Known(held(), False), BEFORE
    )
    said = judge.judge([came]).files[0].why
    assert said == told.replace("says it is in", "was in").replace(", not", " on 30 June 2026, not")


def test_a_version_made_beside_several_names_them_in_order():
    found = judged(
        arrival(a_return(A), "mine.pdf"),
        arrival(a_return(A, "1400", 2), "b.pdf", key=OTHER_KEY),
        arrival(a_return(A, "1300", 2), "a.pdf", key=OTHER_KEY),
    )
    beside = 'Version 1 of {} was made beside version 2 in "a.pdf" and version 2 in "b.pdf", not after it'
    assert state_of("mine", found.files).why.startswith(beside.format(A))


PILE = [
    a_return(A), a_return(A, "1300", 2), a_return(A, "1400", 2), a_return(A),
    a_return(B, "1"), a_return(B, "2"),
    a_return(C), replace(a_return(C, "7", 3), created="2026-06-01T10:00:00"),
    a_return(D), a_return(D, period=Q2),
]  # fmt: skip


@settings(max_examples=40)
@given(st.permutations(range(len(PILE))), st.lists(st.booleans(), min_size=len(PILE), max_size=len(PILE)))
def test_files_that_come_in_any_order_and_in_any_parcels_end_in_the_same_result(
    order: list[int], ends_a_parcel: list[bool]
):
    """What counts in the end is what counts when all of them come at once."""
    kept: list[ReceivedReturn] = []
    parcel: list[Arrival] = []
    for number, ends in zip(order, [*ends_a_parcel[:-1], True], strict=True):
        document = PILE[number]
        parcel.append(Arrival(f"{number}.pdf", f"{number:064}", Read(document, Unsigned(), False)))
        if ends:
            found = judged(*parcel, returns=held((), tuple(kept)))
            kept += [received(state.arrival) for state in to_keep(found)]
            parcel = []
    final = judged(returns=held((), tuple(kept)))
    assert [document.revision for document in documents_that_count(final.decisions)] == [3, 1]
    assert {document.ods_code for document in documents_that_count(final.decisions)} == {C, D}
    conflicts = {key.ods_code for key, decision in final.decisions.items() if decision.conflict}
    assert conflicts == {A, B}
    assert all(document.period == Q1 for document in documents_that_count(final.decisions))


def test_a_practice_that_closed_on_the_last_day_closed_before_no_end():
    directory = load_directory()
    closed = next(
        each for each in directory.practices if each.closed and each.closed == Period(2023).last_day
    )
    said = (
        (Period(2023, 3), "after"), (Period(2023, 4), "on the last day of"), (Period(2024, 1), "before"),
        (Period(2022), "after"), (Period(2023), "on the last day of"), (Period(2024), "before"),
    )  # fmt: skip
    for period, words in said:
        noted = closed_remark(ReturnDocument(closed.ods_code, period, 1, ""), directory)
        assert noted is not None
        assert f", {words} " in noted[1]
