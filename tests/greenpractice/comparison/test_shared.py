"""From PDFs to a file of the Lead and back: who waits for a word, or was only published, is not in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from greenpractice.comparison.comparison_file import comparison_bytes_in, read_comparison
from greenpractice.comparison.kept import take
from greenpractice.returns.documents import Flag, ImportedFrom
from tests.greenpractice.command_line.lead_runs import MINE, Run, collating
from tests.greenpractice.comparison.some_comparisons import a_comparison, mine, some_returns
from tests.greenpractice.network.samples import pdf

IMPORTED = ImportedFrom("EPD_202604.csv", ("2026-04", "2026-05", "2026-06"))


@pytest.fixture
def collate(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    return collating(tmp_path, capfd)


def test_who_waits_for_the_lead_s_word_is_not_in_it(collate: Run, tmp_path: Path):
    *documents, last = some_returns(6)
    sent, waiting = [pdf(each) for each in documents], pdf(last)
    another = pdf(replace(last, revision=2, name="Another"), MINE)  # of two keys at once neither counts
    target = tmp_path / "ours.gpcompare"
    few = {f"a{number}": data for number, data in enumerate(sent[:4])}
    status, _, said = collate("--output", str(target), pcn="", w=waiting, x=another, **few)
    assert (status, target.exists()) == (1, False)
    assert "has 4 practices with whole returns of April to June 2026 that count" in said
    _, found, _ = collate("--output", str(target), pcn="", last=sent[4])
    assert len(found["received"]) == 5
    comparison = read_comparison(comparison_bytes_in(target), target.name)
    assert (comparison.group, comparison.sent) == ("all", 5)
    assert {each.practices for each in comparison.measures.values()} == {5}
    assert comparison.measures == a_comparison(some_returns(5)).measures
    assert take(tmp_path / "practice.db", target, mine()) == comparison


def test_what_was_only_published_is_not_in_it():
    *sent, last = some_returns(6)
    rows = last.sections["inhalers"]
    flags = tuple(Flag("inhalers", row, None, source=IMPORTED) for row in range(len(rows)))
    published = replace(last, revision=0, sections={"inhalers": rows}, flags=flags)
    assert a_comparison([*sent, published]).measures == a_comparison(sent).measures
