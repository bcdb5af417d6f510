"""Nothing that a network's report shows can move without another version; and what is the same is one."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.opening import open_store
from greenpractice.app import main
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.directory import Correction, Directory
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import group_key
from greenpractice.network.groups import (
    Group,
    everyone,
    no_network,
    one_pcn,
    several_pcns,
    sub_icb,
)
from greenpractice.network.network import Network
from greenpractice.network.states import Arrival, FileState, Question, Unread
from greenpractice.periods import Period
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import held_reports, next_issue
from greenpractice.reports_kept import NetworkReport
from greenpractice.returns.documents import Contact, ReturnDocument
from greenpractice.store import ReturnKey
from greenpractice.tasks.network_files import Collation
from tests.greenpractice.network.samples import (
    NOW,
    OTHER_KEY,
    PCN,
    Q1,
    a_return,
    arrival,
    estimated,
    judged,
    members,
    pdf,
    unread,
)

pytestmark = pytest.mark.usefixtures("shared_reader")

A, B, C, D = members()
BEFORE = Q1.year_before
OTHER_PCN = "U30213"


def network(
    *documents: ReturnDocument,
    corrected: Sequence[Correction] = (),
    group: Callable[[Directory], Group] = lambda directory: one_pcn(directory, PCN),
    questions: Mapping[ReturnKey, Sequence[Question]] | None = None,
) -> Network:
    directory = load_directory().corrected(corrected)
    return Network(group(directory), Q1, documents, directory, load_calculator(), (), questions)


def files(*arrivals: Arrival) -> tuple[FileState, ...]:
    return judged(*arrivals).files


def without(document: ReturnDocument, section: str) -> ReturnDocument:
    return replace(document, sections={k: v for k, v in document.sections.items() if k != section})


def with_action(document: ReturnDocument) -> ReturnDocument:
    return replace(
        document, sections={**document.sections, "actions": ({"code": "M1", "status": "stopped"},)}
    )


def with_inhalers_returned(document: ReturnDocument) -> ReturnDocument:
    row = {"route": "other", "pmdi": "9"}
    return replace(document, sections={**document.sections, "inhaler_returns": (row,)})


ONE = a_return(A)
Made = tuple[Network, tuple[FileState, ...]]
VARIANTS: Mapping[str, Callable[[], Made]] = {
    "as it was": lambda: (network(ONE), ()),
    "another practice": lambda: (network(ONE, a_return(B)), ()),
    "other figures": lambda: (network(a_return(A, "1300")), ()),
    "another version": lambda: (network(a_return(A, revision=2)), ()),
    "the year before": lambda: (network(ONE, a_return(A, "3000", period=BEFORE)), ()),
    "the quarter before": lambda: (network(ONE, a_return(A, "9000", period=Q1.previous)), ()),
    "years before": lambda: (
        network(ONE, *(a_return(A, period=Period(2024, quarter)) for quarter in (1, 2, 3, 4))),
        (),
    ),
    "left out": lambda: (network(ONE, corrected=[Correction(D, date(2026, 4, 1), "left_out")]), ()),
    "left out later": lambda: (network(ONE, corrected=[Correction(D, date(2026, 4, 2), "left_out")]), ()),
    "taken in": lambda: (
        network(ONE, corrected=[Correction("C82001", date(2026, 4, 1), "network", PCN)]),
        (),
    ),
    "another name": lambda: (
        network(ONE, group=lambda directory: replace(one_pcn(directory, PCN), name="Rutland")),
        (),
    ),
    "estimated": lambda: (network(estimated(ONE)), ()),
    "a section less": lambda: (network(without(ONE, "asthma_care")), ()),
    "inhalers returned": lambda: (network(with_inhalers_returned(ONE)), ()),
    "an action": lambda: (network(with_action(ONE)), ()),
    "a contact": lambda: (
        network(ONE, replace(a_return(D, period=BEFORE), contact=Contact("Ann", "ann@example.org"))),
        (),
    ),
    "a question": lambda: (network(ONE, questions={ReturnKey(D, Q1): ["conflict"]}), ()),
    "a file": lambda: (network(ONE), files(arrival(ONE))),
    "a file of another key": lambda: (network(ONE), files(arrival(ONE), arrival(a_return(B), key=OTHER_KEY))),
    "a file that is none": lambda: (
        network(ONE),
        files(unread("odd.pdf", Unread("altered", "Changed.", D))),
    ),
}  # fmt: skip


def text_of(made: Made, held: Sequence[NetworkReport] = ()) -> tuple[int, str]:
    """The version, and the text of the PDF without what the version itself says."""
    found, came = made
    issue = next_issue(found, held, NOW, came)
    pages = PdfReader(io.BytesIO(network_pdf(found, came, replace(issue, moved=())))).pages
    said = " ".join(" ".join(page.extract_text().split()) for page in pages)
    return issue.report.version, re.sub(r"[Vv]ersion \d of|, version \d,", "", said)


@pytest.mark.sweep
@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "as it was"])
def test_what_shows_something_else_is_another_version_and_says_what_moved(name: str):
    first = next_issue(*VARIANTS["as it was"]()[:1], (), NOW).report
    found, came = VARIANTS[name]()
    issue = next_issue(found, [first], NOW + timedelta(days=3), came)
    assert text_of(VARIANTS["as it was"]())[1] != text_of((found, came))[1]
    assert (issue.report.version, issue.since) == (2, 1)
    assert len(issue.moved) >= 2
    again = next_issue(found, [first, issue.report], NOW + timedelta(days=9), came)
    assert again == issue
    assert network_pdf(found, came, again) == network_pdf(found, came, issue)


def test_no_two_of_them_are_taken_for_one():
    texts = {name: text_of(made()) for name, made in VARIANTS.items()}
    shown = {name: repr(sorted(next_issue(made()[0], (), NOW, made()[1]).report.shown.items()))
             for name, made in VARIANTS.items()}  # fmt: skip
    for one in VARIANTS:
        for other in VARIANTS:
            if shown[one] == shown[other]:
                assert texts[one] == texts[other], (one, other)


def test_the_sentences_of_what_is_shown_otherwise():
    first = next_issue(VARIANTS["as it was"]()[0], (), NOW).report

    def told(name: str) -> str:
        found, came = VARIANTS[name]()
        return " ".join(next_issue(found, [first], NOW, came).moved)

    name = load_directory().practice(D)
    assert name is not None
    assert f"The practices in it: no longer {name.name} ({D})." in told("left out")
    assert f"Left out by the Lead: also {name.name} (from 1 April 2026)." in told("left out")
    assert "On a year before: “" in told("the year before")
    assert "before “No practice has the same quarter" in told("the year before")
    assert "Its name: “Rutland”, before “" in told("another name")
    assert "Inhaler carbon over the years is another." in told("years before")
    assert "Whom to ask, or for what, is another." in told("a question")
    assert "The files that came are others." in told("a file")
    assert told("a file").endswith("Together no change in carbon since version 1.")


def test_a_report_of_an_older_program_is_one_before_and_found_under_what_the_group_was_called(tmp_path: Path):
    store = open_store(tmp_path / "lead.db", write=True)
    found = network(ONE)
    now = next_issue(found, (), NOW).report
    older = replace(now, group=found.group.name, shown={}, version=3)
    other = replace(older, practices={"C82001": now.practices[A]}, version=4)
    for each in (older, other):
        store.keep_network_report(each)
    assert held_reports(store, found) == [older]
    issue = next_issue(found, held_reports(store, found), NOW)
    assert (issue.report.version, issue.since) == (4, 3)
    assert "made by another version of the app" in issue.moved[0]
    store.keep_network_report(issue.report)
    assert held_reports(store, found) == [older, issue.report]
    assert next_issue(found, held_reports(store, found), NOW) == issue
    assert store.check() == []
    store.close()


def test_a_group_has_one_key_whatever_it_is_called_and_in_whichever_order_it_is_asked_for():
    directory = load_directory()
    one, other = several_pcns("2 networks", [PCN, OTHER_PCN]), several_pcns("both", [OTHER_PCN, PCN])
    assert group_key(one) == group_key(other)
    groups = [
        one, several_pcns("2 networks", [PCN, "U00147"]), one_pcn(directory, PCN),
        one_pcn(directory, OTHER_PCN), everyone(), no_network(), *map(sub_icb, ("04C", "03W", "04V")),
    ]  # fmt: skip
    assert len({group_key(each) for each in groups}) == len(groups)
    assert group_key(replace(one_pcn(directory, PCN), name="Renamed")) == group_key(one_pcn(directory, PCN))


def collate(folder: Path, target: Path, *whose: str) -> int:
    store = ("--store", str(folder.parent / "lead.db"))
    return main(["collate", str(folder), *whose, "--period", str(Q1), *store, "--output", str(target)])


def test_on_the_command_line_nothing_but_the_very_same_report_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder, target = tmp_path / "in", tmp_path / "n1.pdf"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf(ONE))
    (folder / "a2.pdf").write_bytes(pdf(a_return(A, "1300", 2)))
    assert collate(folder, target, "--pcn", PCN) in (0, 1)  # a version is replaced
    before = target.read_bytes()
    assert collate(folder, target, "--pcn", PCN) == 0  # all came before
    assert target.read_bytes() == before
    store = open_store(tmp_path / "lead.db", write=True)
    store.correct_membership(Correction(D, date(2026, 4, 1), "left_out"), NOW)
    store.close()
    capsys.readouterr()
    assert collate(folder, target, "--pcn", PCN) == 1
    assert "is another report" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert collate(folder, tmp_path / "n2.pdf", "--pcn", PCN) == 0
    assert "version 2" in capsys.readouterr().err


def test_networks_together_have_one_line_of_versions_and_other_networks_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf(ONE))

    def version(*whose: str) -> str:
        capsys.readouterr()
        collate(folder, tmp_path / f"{'-'.join(whose)}.pdf", *whose)
        return capsys.readouterr().err.split("the network's PDF, ")[-1].strip()

    assert version("--group", PCN, OTHER_PCN) == "version 1"
    assert version("--group", OTHER_PCN, PCN) == "version 1"
    assert version("--group", PCN, "U00147") == "version 1"
    assert version("--pcn", PCN) == "version 1"


@pytest.mark.parametrize("count", [2, 4, 5, 9])
def test_files_of_networks_together_are_named_by_which_they_are(count: int):
    codes = [f"U{number:05}" for number in range(1, count + 1)]

    def named(*codes: str) -> str:
        found = network(ONE, group=lambda _: several_pcns(f"{len(codes)} networks", codes))
        return Collation(found, (), demo=False).name

    assert named(*codes) == named(*reversed(codes))
    assert named(*codes) != named(codes[0], *codes[2:], "U00010")
    assert named(*codes).startswith(f"{count} networks U00001 ")
    assert Collation(network(ONE), (), demo=False).name == f"{network(ONE).group.name}, {Q1}"
