"""A network's report is an issue: its version, and what moved since the one before."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from db.opening import open_store
from db.restoring import restore
from greenpractice.app import main
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.periods import Period
from greenpractice.reports.network.issues import mark_of
from greenpractice.reports.network.versions import next_issue
from greenpractice.reports_kept import NetworkReport
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.network.samples import NOW, PCN, Q1, Q2, a_return, members, pdf

A, B, C, D = members()

Back = Callable[[Path, Path], object]


def network(*documents: ReturnDocument, period: Period = Q1) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), period, documents, directory, load_calculator())


def test_made_again_while_nothing_moved_it_is_the_same_version_of_the_same_day():
    first = next_issue(network(a_return(A)), (), NOW)
    assert (first.report.version, first.moved) == (1, ())
    again = next_issue(network(a_return(A)), [first.report], NOW + timedelta(days=3))
    assert again == first
    assert mark_of(again.report) == mark_of(first.report)


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        ([a_return(A)], [a_return(A), a_return(B)], "sent since. +"),
        ([a_return(A), a_return(B)], [a_return(A)], "no longer counts. −"),
        ([a_return(A)], [a_return(A, "2000", 2)], "version 2 took the place of version 1 for April to June"),
        ([a_return(A)], [a_return(A, "2000")], "another file of version 1 for April to June 2026 counts"),
    ],
)  # fmt: skip
def test_each_kind_of_move_has_its_sentence(
    then: list[ReturnDocument], now: list[ReturnDocument], sentence: str
):
    first = next_issue(network(*then), (), NOW).report
    issue = next_issue(network(*now), [first], NOW)
    assert (issue.report.version, issue.since) == (2, 1)
    told, together = issue.moved
    assert sentence in told
    assert told.split(". ")[-1] == f"{together.removeprefix('Together ').removesuffix(' since version 1.')}."


def test_a_quarter_of_a_year_that_came_since_is_named_and_other_facts_are_too():
    year = Period(2026)
    first = next_issue(network(a_return(A), period=year), (), NOW).report
    issue = next_issue(network(a_return(A), a_return(A, period=Q2), period=year), [first], NOW)
    assert "July to September 2026 was sent since" in issue.moved[0]
    (code,) = first.practices
    other = replace(first, practices={code: replace(first.practices[code], kg="1")})
    issue = next_issue(network(a_return(A), period=year), [other], NOW)
    assert "worked out anew with other facts" in issue.moved[0]


def test_what_moved_of_each_practice_makes_up_what_moved_of_all():
    dice, held = Random(12), list[NetworkReport]()
    for _ in range(30):
        codes = dice.sample([A, B, C, D], dice.randint(0, 4))
        documents = [a_return(code, str(dice.randint(1, 9) * 100), dice.randint(1, 3)) for code in codes]
        issue = next_issue(network(*documents), held, NOW)
        if held and issue.report is held[-1]:
            continue
        whole = sum((Decimal(each.kg) for each in issue.report.practices.values()), Decimal(0))
        assert whole == network(*documents).footprint.total
        assert len(issue.moved) == (0 if not held else 1 + len(_differing(held[-1], issue.report)))
        held.append(issue.report)
    assert [each.version for each in held] == list(range(1, len(held) + 1))


def _differing(one: NetworkReport, other: NetworkReport) -> set[str]:
    codes = {*one.practices, *other.practices}
    return {code for code in codes if one.practices.get(code) != other.practices.get(code)}


def test_the_store_keeps_each_version_once(tmp_path: Path):
    store = open_store(tmp_path / "lead.db", write=True)
    first = next_issue(network(a_return(A)), (), NOW).report
    second = next_issue(network(a_return(A, "2000", 2)), [first], NOW + timedelta(days=1)).report
    for each in (first, second, first):
        store.keep_network_report(each)
    assert store.network_reports(first.group, Q1) == [first, second]
    assert store.network_reports(first.group, Q2) == store.network_reports("Other", Q1) == []
    assert store.check() == []
    store.close()


def test_a_report_never_takes_the_place_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder, target = tmp_path / "in", tmp_path / "network.pdf"
    folder.mkdir()
    words = ["--pcn", PCN, "--period", str(Q1), "--store", str(tmp_path / "lead.db")]

    def collate(*more: str) -> int:
        return main(["collate", str(folder), *words, *more])

    (folder / "a.pdf").write_bytes(pdf(a_return(A)))
    assert collate("--output", str(target)) == 0
    assert "the network's PDF, version 1" in capsys.readouterr().err
    assert collate("--output", str(target)) == 0  # the same version
    before = target.read_bytes()
    (folder / "b.pdf").write_bytes(pdf(a_return(B)))
    assert collate("--output", str(target)) == 1
    assert "is there already and is another report" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert collate("--output", str(tmp_path / "second.pdf"), "--json") == 0
    out, err = capsys.readouterr()
    assert "the network's PDF, version 2" in err
    assert json.loads(out)["received"] == [A, B]


def test_a_version_that_cannot_be_remembered_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder, store = tmp_path / "in", tmp_path / "lead.db"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf(a_return(A)))

    def collate(name: str) -> int:
        words = ["--pcn", PCN, "--period", str(Q1), "--store", str(store), "--json"]
        files = ["--output", str(tmp_path / f"{name}.pdf"), "--xlsx", str(tmp_path / f"{name}.xlsx")]
        return main(["collate", str(folder), *words, *files])

    open_store(store, write=True).close()
    writer = open_store(store, write=True)
    assert collate("beside") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["received"] == [A]
    assert "open to look at only, and the version of what is made has to be noted" in err
    assert [(tmp_path / f"beside{ending}").exists() for ending in (".pdf", ".xlsx")] == [False, True]
    writer.close()
    assert collate("first") == 0
    writer = open_store(store, write=True)
    assert collate("again") == 0, "this version is remembered"
    writer.close()
    assert "again.pdf: the network's PDF, version 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "back", [restore, lambda store, copy: shutil.copyfile(copy, store)], ids=["restored", "put back"]
)
def test_a_restored_store_knows_which_versions_were_made(tmp_path: Path, back: Back):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    store.backup(tmp_path / "backup.db")
    first = next_issue(network(a_return(A)), (), NOW).report
    store.keep_network_report(first)
    store.close()
    back(path, tmp_path / "backup.db")
    store = open_store(path, write=False)
    assert store.network_reports(first.group, Q1) == [first]
    assert store.check() == []
    store.close()
