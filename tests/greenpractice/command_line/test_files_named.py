"""The Lead's word by the name of a file: it means what is given under that name, and no other file."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from greenpractice.store import received_folder
from tests.greenpractice.command_line.lead_runs import MINE, Run, states
from tests.greenpractice.command_line.test_leads_word import doubled
from tests.greenpractice.network.samples import Q2, a_return, edited, members, pdf

pytestmark = pytest.mark.usefixtures("shared_reader")

A, B, *_ = members()
WHY = ("--why", "They never sent it")


def joined(*parts: bytes) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for part in parts:
        writer.append(BytesIO(part))
    writer.write(out)
    return out.getvalue()


GIVEN = {
    "changed": lambda: edited(pdf(a_return(A)), doubled),
    "damaged": lambda: pdf(a_return(A))[:500],
    "another quarter": lambda: pdf(a_return(A, period=Q2)),
}


@pytest.mark.parametrize("given", GIVEN)
def test_of_a_file_that_has_no_return_to_use_or_reject_no_earlier_one_is_meant(collate: Run, given: str):
    collate(a=pdf(a_return(A)), b=pdf(a_return(B)))
    collate(a=pdf(a_return(B, "99999", 2), MINE))  # waits
    for words in (("--reject", "a.pdf", *WHY), ("--use", "a.pdf")):
        status, found, err = collate(*words, a=GIVEN[given]())
        assert (status, found) == (1, None)
        assert "a.pdf: this file holds no return that was kept for this period" in err
    _, found, _ = collate(b=pdf(a_return(B)))
    assert set(found["received"]) == {A, B}


def test_nor_is_one_in_a_folder_beside_it_meant(collate: Run, tmp_path: Path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.pdf").write_bytes(pdf(a_return(A)))
    (folder / "a.pdf").write_bytes(GIVEN["changed"]())
    status, found, _ = collate("--reject", "a.pdf", *WHY, str(folder))
    assert (status, found) == (1, None)
    _, found, _ = collate(str(folder))
    assert (found["received"], states(found)) == ([A], {"a": "altered", "sub/a": "duplicate"})


def test_a_file_with_several_returns_means_these(collate: Run):
    collate(b=pdf(a_return(B)))
    collate(both=pdf(a_return(B, "99999", 2), MINE))  # waits
    of_both = joined(pdf(a_return(A)), pdf(a_return(B, "1300", 2)))
    status, found, err = collate("--use", "both.pdf", both=of_both)
    assert (status, found, "both.pdf: 2 files of this name" in err) == (1, None, True)
    _, found, _ = collate("--use", "both.pdf (2)", both=of_both)
    assert states(found) == {"both.pdf (1)": "received", "both.pdf (2)": "received"}


def test_what_is_held_counts_on_beside_the_leads_word(collate: Run, tmp_path: Path):
    mine = pdf(a_return(A))
    collate(**{sha256(mine).hexdigest(): mine})  # as in the folder of another data file
    collate(b=pdf(a_return(B)))
    folder = received_folder(tmp_path / "lead.db")
    _, found, _ = collate(str(folder), "--reject", "b.pdf", *WHY)
    assert (found["received"], {*states(found).values()}) == ([A], {"duplicate"})


def test_a_spoilt_file_hides_no_question_that_came_before(collate: Run):
    collate(a=pdf(a_return(A)))
    collate(mine=pdf(a_return(A, "99999", 2), MINE))
    status, found, err = collate(spoilt=GIVEN["changed"]())
    assert (status, states(found)) == (1, {"spoilt": "altered"})
    assert f"{A}: a return that came before waits for your word (new key" in err
    collate(next=pdf(a_return(B)))
    _, found, err = collate(beside=pdf(a_return(A, "1300", 1)))
    assert states(found) == {"beside": "conflict"}
    assert f"{A}: a return that came before waits for your word (new key" in err
    assert err.count("waits for your word (") == 1  # of the conflict the file itself tells
