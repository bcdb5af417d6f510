"""What came before is not read again, and is what it would be read as; what is very large stays quick."""

import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from db.opening import open_store
from greenpractice.exchange.spoiling import pages_only
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.groups import one_pcn
from greenpractice.network.keeping import known_files
from greenpractice.network.remarks import MOST_ROWS, TOO_LONG
from greenpractice.network.states import Read
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReceivedReturn
from greenpractice.tasks.collating import collate_paths, read_files
from tests.greenpractice.command_line.lead_runs import unsigned
from tests.greenpractice.network.samples import (
    NOW,
    PCN,
    Q1,
    a_return,
    arrival,
    estimated,
    judged,
    members,
    pdf,
)

pytestmark = pytest.mark.usefixtures("shared_reader")

A, B, C, D = members()


def sent(code: str) -> bytes:
    return pdf(estimated(a_return(code)))


def joined(*files: bytes) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for file in files:
        for page in PdfReader(io.BytesIO(file)).pages:
            writer.add_page(page)
    writer.write(out)
    return out.getvalue()


def test_files_that_came_before_are_not_read_again_and_are_what_they_were(tmp_path: Path):
    folder, path = tmp_path / "in", tmp_path / "lead.db"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(sent(A))
    (folder / "page.pdf").write_bytes(pages_only(sent(B)))
    (folder / "bare.pdf").write_bytes(unsigned(sent(C)))
    (folder / "two.pdf").write_bytes(joined(sent(A), sent(D)))
    store = open_store(path, write=True)
    asked = Asked(one_pcn(load_directory(), PCN), Q1)
    first, second = (collate_paths(store, asked, [folder], NOW) for _ in range(2))
    known = known_files(store.received([Q1]))
    store.close()
    assert {name for name, _ in known} >= {"one.pdf", "page.pdf", "bare.pdf"}
    assert [each.status for each in first.files].count("received") == 4
    assert {each.status for each in second.files} == {"duplicate"}
    found = {state.arrival.file: state.arrival.found for state in first.files}
    assert found == {state.arrival.file: state.arrival.found for state in second.files}
    given = {key: Read(a_return(D, "1"), Unsigned(), False) for key in known}
    again = {each.arrival.file: each.arrival.found for each in read_files([folder], known=given)}
    assert {name for name in found if found[name] == again[name]} == {"two.pdf (1)", "two.pdf (2)"}


def test_a_file_called_as_a_return_of_several_in_one_is_read_whole(tmp_path: Path):
    """What was kept under that name was one part; the file of that name may hold the others too."""
    data, name = joined(sent(A), sent(B)), "two.pdf (1)"
    (tmp_path / name).write_bytes(data)
    found = Read(a_return(A), Unsigned(), False)
    received = ReceivedReturn(1, found.document, found.verdict, name, NOW, sha256(data).hexdigest(), False)
    read = [*read_files([tmp_path / name], known=known_files([received]))]
    assert [each.arrival.file for each in read] == [f"{name} (1)", f"{name} (2)"]


def test_a_return_of_very_many_lines_is_judged_without_working_it_out():
    rows = tuple({"site": f"Site {number}", "kwh": "1"} for number in range(MOST_ROWS))
    document = a_return(A)
    (state,) = judged(arrival(document, total_kgco2e="1")).files
    assert ("totals_differ" in state.remarks, TOO_LONG in state.why) == (True, False)
    document = replace(document, sections={**document.sections, "electricity": rows})
    (state,) = judged(arrival(document, total_kgco2e="1")).files
    assert (state.status, state.remarks) == ("received", ("first_key",))
    assert TOO_LONG in state.why
