"""`collate` as a contract: its JSON, exit status and files, on PDFs as practices send and spoil them."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from db.opening import open_store
from greenpractice.app import main
from greenpractice.reports.data_page import data_page
from greenpractice.reports.metadata import DocumentInfo
from greenpractice.reports.tagged import build_pdf
from greenpractice.returns.versions import VERSION
from tests.greenpractice.network.samples import (
    PCN,
    Q1,
    Q2,
    a_return,
    edited,
    estimated,
    members,
    pdf,
    sealed,
)
from tests.no_processes import ADVICE, NO_MEMORY, end_processes_at_once, start_no_processes

A, B, C, D = members()
Run = Callable[..., tuple[int, Any, str]]


def pages_only(data: bytes) -> bytes:
    """A copy of the pages, as some programs save them: the attachment is lost."""
    writer, out = PdfWriter(), io.BytesIO()
    for page in PdfReader(io.BytesIO(data)).pages:
        writer.add_page(page)
    writer.write(out)
    return out.getvalue()


def data_page_only(values: dict[str, Any]) -> bytes:
    """A PDF of nothing but a data page."""
    info = DocumentInfo("Data", "Practice", "Data", datetime(2026, 7, 1, tzinfo=UTC))
    return build_pdf(data_page(values), info)


def a_scan() -> bytes:
    """Pages without any text."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def raise_version(values: dict[str, Any]) -> None:
    values["version"], values["seal"] = VERSION + 1, None


def change_kwh(values: dict[str, Any]) -> None:
    values["sections"]["electricity"][0]["kwh"] = "1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What arrived at the Lead: one file of each kind."""
    folder = tmp_path_factory.mktemp("arrived")
    first = pdf(a_return(A))
    changed = sealed(a_return(D))
    change_kwh(changed)
    files = {
        "a1.pdf": first,
        "a2.pdf": pdf(a_return(A, "1300", 2)),
        "b.pdf": pages_only(pdf(estimated(a_return(B)))),
        "c one.pdf": pdf(a_return(C)),
        "c other.pdf": pdf(a_return(C, "4000")),
        "q2.pdf": pdf(a_return(D, period=Q2)),
        "elsewhere.pdf": pdf(a_return("C82001")),
        "demo.pdf": pdf(a_return(D), demo=True),
        "scan.pdf": a_scan(),
        "edited.pdf": edited(first, change_kwh),
        "future.pdf": edited(first, raise_version),
        "not a pdf.pdf": b"hello",
        "edited page.pdf": data_page_only(changed),
        "no seal page.pdf": data_page_only({k: v for k, v in changed.items() if k != "seal"}),
        "notes.txt": b"not for us",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("../../a1 again.pdf", first)
        packed.writestr("readme.txt", "hello")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store" / "lead.db"


@pytest.fixture
def collate(store: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `collate` on a store of its own; exit status, the JSON, messages."""
    store.parent.mkdir()

    def run(*arguments: object, period: object = Q1, pcn: str = PCN) -> tuple[int, Any, str]:
        capfd.readouterr()
        words = ["collate", *arguments, "--pcn", pcn, "--period", period, "--store", store, "--json"]
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return status, json.loads(out), err

    return run


STATES = {
    "a1.pdf": (A, "replaced", ["first_key"]),
    "a2.pdf": (A, "received", ["first_key"]),
    "b.pdf": (B, "received", ["from_data_page", "estimated", "first_key"]),
    "c one.pdf": (C, "conflict", ["first_key"]),
    "c other.pdf": (C, "conflict", ["first_key"]),
    "demo.pdf": (D, "demo", []),
    "edited page.pdf": (D, "altered", []),
    "edited.pdf": (A, "altered", []),
    "elsewhere.pdf": ("C82001", "other_pcn", []),
    "future.pdf": (A, "newer_version", []),
    "more.zip/../../a1 again.pdf": (A, "duplicate", ["first_key"]),
    "more.zip/readme.txt": (None, "no_data", []),
    "no seal page.pdf": (None, "no_data", []),
    "not a pdf.pdf": (None, "unreadable", []),
    "notes.txt": (None, "no_data", []),
    "q2.pdf": (D, "other_quarter", []),
    "scan.pdf": (None, "no_data", []),
}


def test_what_is_plainly_no_return_is_named_and_told_by_the_exit_status(collate: Run, tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    mail = EmailMessage()
    mail["Subject"] = "Our return"
    mail.add_attachment(pdf(a_return(A)), maintype="application", subtype="pdf", filename="ours.pdf")
    (folder / "mail.eml").write_bytes(bytes(mail))
    assert collate(folder)[0] == 0
    (folder / "network.xlsx").write_bytes(b"PK")
    status, found, _ = collate(folder)
    assert status == 1  # the contract: any file that is neither received nor a duplicate
    assert [(each["file"], each["status"]) for each in found["files"]] == [
        ("mail.eml/ours.pdf", "duplicate"),
        ("network.xlsx", "no_data"),
    ]
    assert found["files"][1]["why"] == "This is a workbook; a return is the summary PDF."
    assert collate(folder, folder / "network.xlsx")[0] == 1  # it was named
    (folder / "network.xlsx").unlink()
    for name in ("all.rar", "table.csv", "notes.txt", "logo.png"):
        (folder / name).write_bytes(b"x")
        assert collate(folder)[0] == 1
        (folder / name).unlink()
    assert collate(folder)[0] == 0


def test_every_file_has_its_state_and_the_figures_are_of_those_received(
    collate: Run, folder: Path, store: Path
):
    status, found, _ = collate(folder)
    assert status == 1
    states = {each["file"]: (each["practice"], each["status"], each["remarks"]) for each in found["files"]}
    assert states == STATES
    assert all(each["why"].endswith(".") for each in found["files"])
    assert (found["pcn"], found["period"]) == (PCN, "2026-27-Q1")
    assert (found["received"], found["missing"]) == ([A, B], [C, D])
    assert found["footprint"]["practice"] is None
    assert "lines" not in found["footprint"]
    assert [each["id"] for each in found["indicators"]] == ["ES-01", "ES-02", "RESP-01", "RESP-02"]
    kept = {path.name for path in store.parent.rglob("*") if path.is_file()}
    assert all(name.startswith(("lead", ".lead")) or len(name) == len("0" * 64 + ".pdf") for name in kept)
    opened = open_store(store, write=False)
    assert len(opened.received([Q1])) == 5  # two of A, one of B, two of C
    assert opened.check() == []
    opened.close()


def test_the_order_and_number_of_paths_change_nothing(collate: Run, folder: Path, tmp_path: Path):
    names = [folder / name for name in ("a2.pdf", "a1.pdf", "b.pdf", "c other.pdf", "c one.pdf")]
    _, one, _ = collate(*names)
    for path in store_files(tmp_path):
        path.unlink()
    _, other, _ = collate(*reversed(names))
    assert one == other


def store_files(folder: Path) -> list[Path]:
    return [path for path in (folder / "store").rglob("*") if path.is_file()]


def test_what_was_received_stays_and_the_same_file_again_changes_nothing(
    collate: Run, folder: Path, tmp_path: Path
):
    first = collate(folder / "a2.pdf", folder / "b.pdf")
    again = collate(folder / "a2.pdf")
    older = collate(folder / "a1.pdf")
    assert (first[0], again[0], older[0]) == (0, 0, 1)
    assert again[1]["files"][0]["status"] == "duplicate"
    assert older[1]["files"][0]["status"] == "older_revision"
    for _, found, _ in (first, again, older):
        assert found["received"] == [A, B]
        assert found["footprint"] == first[1]["footprint"]


def test_lines_are_given_when_they_are_asked_for(collate: Run, folder: Path):
    _, found, _ = collate(folder / "a2.pdf", "--lines")
    total = sum(line["kgco2e"] for line in found["footprint"]["lines"])
    assert total == pytest.approx(found["footprint"]["total_kgco2e"])


def test_a_year_is_the_sum_of_its_quarters(collate: Run, folder: Path):
    status, found, _ = collate(folder / "a2.pdf", folder / "q2.pdf", period="2026-27")
    assert (status, found["received"], found["so_far"], found["missing"]) == (0, [], [A, D], [B, C])
    assert found["coverage"] == {"practices": 2, "of_practices": 4, "quarters": 2, "of_quarters": 16}
    assert found["footprint"]["quarters"] == {"held": 2, "of": 16}  # of all its practices


def test_nothing_for_a_period_is_a_problem(collate: Run, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    status, found, err = collate(tmp_path / "empty")
    assert (status, found["received"], found["missing"]) == (1, [], [A, B, C, D])
    assert "There is no return" in err
    status, found, _ = collate(tmp_path / "missing.pdf")
    assert (status, found["files"][0]["why"]) == (1, "There is no such file.")


def test_a_damaged_original_and_a_changed_row_are_found_by_check(collate: Run, folder: Path, store: Path):
    collate(folder / "a2.pdf")
    (original,) = (store.parent / "lead-received").glob("*.pdf")
    original.write_bytes(b"other")
    opened = open_store(store, write=False)
    assert any("is not what was received" in problem for problem in opened.check())
    opened.close()


def test_wrong_use_is_exit_2(capfd: pytest.CaptureFixture[str]):
    assert main(["collate", "--pcn", PCN, "--period", "2026-27-Q1"]) == 2
    assert main(["collate", "x.pdf", "--pcn", "nonsense", "--period", "2026-27-Q1"]) == 2


def test_the_pdf_and_the_workbook_are_made_and_not_read_again(collate: Run, folder: Path, tmp_path: Path):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "a.pdf").write_bytes((folder / "a2.pdf").read_bytes())
    for _ in range(2):
        outputs = ("--output", sent / "network.pdf", "--xlsx", tmp_path / "network.xlsx")
        status, found, err = collate(sent, *outputs)
        assert (status, [each["file"] for each in found["files"]]) == (0, ["a.pdf"])
        assert "network.pdf: the network's PDF" in err
    assert (sent / "network.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "network.xlsx").read_bytes().startswith(b"PK")


def test_no_other_file_is_written_over(capfd: pytest.CaptureFixture[str], tmp_path: Path, folder: Path):
    mine = tmp_path / "letter.docx"
    mine.write_bytes(b"my letter")
    who = ("--pcn", PCN, "--period", str(Q1), "--store", str(tmp_path / "s.db"))
    assert main(["collate", str(folder / "a2.pdf"), *who, "--output", str(mine)]) == 2
    assert main(["collate", str(folder / "a2.pdf"), *who, "--xlsx", str(mine)]) == 2
    assert mine.read_bytes() == b"my letter"


def test_while_another_program_writes_figures_are_given_but_not_kept(collate: Run, folder: Path, store: Path):
    open_store(store, write=True).close()
    writer = open_store(store, write=True)
    try:
        status, found, err = collate(folder / "a2.pdf")
    finally:
        writer.close()
    assert (status, found["received"]) == (0, [A])
    assert "not kept" in err
    opened = open_store(store, write=False)
    assert opened.received([Q1]) == []
    opened.close()


def test_for_people_there_are_states_totals_and_whom_to_ask(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    who = ("--pcn", PCN, "--period", str(Q1), "--store", str(tmp_path / "s.db"))
    assert main(["collate", str(folder / "a2.pdf"), str(folder / "edited.pdf"), *who]) == 1
    out, _ = capfd.readouterr()
    assert f"a2.pdf: {A} Received" in out
    assert f"edited.pdf: {A} Changed by hand" in out
    assert "1 of 4 practices" in out
    assert "not including" in out
    assert "To ask" in out


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_the_sentence_says_what_happened_and_what_to_do(
    more: tuple[str, ...],
    folder: Path,
    store: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    start_no_processes(monkeypatch)
    capfd.readouterr()
    status = main(["collate", str(folder), "--pcn", PCN, "--period", str(Q1), "--store", str(store), *more])
    out, err = capfd.readouterr()
    assert (status, out) == (1, "")
    assert err == f"The program that reads PDFs could not be started {NO_MEMORY}. {ADVICE}\n"


def test_a_process_that_is_ended_at_once_is_one_sentence(
    folder: Path, store: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    end_processes_at_once(monkeypatch)
    capfd.readouterr()
    status = main(["collate", str(folder), "--pcn", PCN, "--period", str(Q1), "--store", str(store)])
    out, err = capfd.readouterr()
    assert (status, out) == (1, "")
    assert err == f"The program that reads PDFs could not be started (it was ended at once). {ADVICE}\n"
