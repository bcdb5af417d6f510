"""What a command did is what it says: without its backup it is done, without room nothing of it is.

Stopped, it keeps what it has read, as the window does.
"""

import errno
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from greenpractice.command_line import import_files
from greenpractice.network.keeping import Arrived, FileKey
from greenpractice.network.states import Read
from greenpractice.store import StoreError
from greenpractice.tasks import collating
from tests.greenpractice.command_line.lead_runs import GENUINE, states
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import a_return, members, pdf
from tests.greenpractice.prescribing.made import Row, renamed, saved, text_of

SAMPLE = Path(__file__).parents[2] / "files" / "sample-return.json"
MINE = '{\n "format": "greenpractice-return", "practice": {"ods_code": "C82001"}, "period": "2025-26-Q1"}'
Q1 = ("--practice", "C82001", "--period", "2025-26-Q1")


def april(folder: Path, *rows: Row) -> Path:
    return saved(folder / "april.csv", text_of(renamed(rows or [Row(items=3)])).encode())


@pytest.mark.parametrize("command", ["record", "import", "collate"])
def test_only_the_backup_fails(run: Run, store: Path, tmp_path: Path, command: str):
    assert run("record", SAMPLE)[0] == 0
    pdf = tmp_path / "a.pdf"
    assert run("report", *Q1, "--output", pdf)[0] == 0
    values = json.loads(SAMPLE.read_text(encoding="utf-8"))
    other = saved(tmp_path / "other.json", json.dumps({**values, "period": "2025-26-Q2"}).encode())
    for each in store.parent.glob("store-backups/*"):
        each.unlink()
    (store.parent / "store-backups").rmdir()
    (store.parent / "store-backups").write_text("in the way", encoding="utf-8")
    given: dict[str, list[object]] = {
        "record": [other],
        "import": [april(tmp_path), "--practice", "C82001", "--json"],
        "collate": [pdf, "--pcn", "U30213", "--period", "2025-26-Q1", "--json"],
    }
    before = run(command, *given[command], *(["--dry-run"] if command == "import" else []))
    status, out, said = run(command, *given[command])
    assert "no backup could be made" in before[2] + said
    assert "Nothing was changed" not in said
    if command == "collate":
        assert (status, json.loads(out)["pcn"]) == (before[0], "U30213")
        return
    assert status == 0, said
    if command == "import":
        assert json.loads(out) == json.loads(before[1])
        lines = json.loads(run("footprint", *Q1, "--json")[1])["lines"]
        assert [line["quantity"] for line in lines if line["section"] == "inhalers"] == [3.0]


@pytest.mark.parametrize("there", [True, False])
def test_figures_that_cannot_be_stored_leave_no_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
):
    folder = tmp_path / "new" / "made"
    if there:
        folder.mkdir(parents=True)
        (folder / "C82001_2025-26-Q1.json").write_text(MINE, encoding="utf-8", newline="\n")

    real = import_files.how_named

    def fails(*arguments: object) -> object:
        how, calls = real(*arguments), []  # type: ignore[arg-type]

        def once(document: object, held: object) -> object:
            calls.append(1)
            if len(calls) > 1:
                raise StoreError("There is no room. Nothing was changed.")
            return how(document, held)  # type: ignore[arg-type]

        return once

    monkeypatch.setattr(import_files, "how_named", fails)
    status, _, said = run("import", april(tmp_path), "--practice", "C82001", "--output-json", folder)
    assert status == 1
    assert "Nothing was changed" in said
    if there:
        assert [(each.name, each.read_text("utf-8")) for each in folder.iterdir()] == [
            ("C82001_2025-26-Q1.json", MINE)
        ]
    else:
        assert not folder.parent.exists()


def test_one_document_without_room_leaves_none_and_no_figures(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, write = april(tmp_path, Row(items=3), Row("C82002", items=2)), Path.write_bytes
    written: list[Path] = []

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".C82") and written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    status, out, said = run("import", file, "--all", "--output-json", tmp_path / "made")
    assert (status, out) == (1, "")
    assert len(written) == 1
    assert "C82002_2025-26-Q1.json. It was not written; make space" in said
    assert not (tmp_path / "made").exists()
    assert run("footprint", *Q1)[0] == 1
    monkeypatch.undo()


@pytest.mark.usefixtures("shared_reader")
def test_what_was_read_before_ctrl_c_is_kept_and_said(collate: Run, monkeypatch: pytest.MonkeyPatch):
    real, (_, second, third, *_) = collating.read_files, members()

    def stopped_after_two(
        paths: Iterable[Path], leave_out: Iterable[Path], known: Mapping[FileKey, Read]
    ) -> Iterator[Arrived]:
        for number, each in enumerate(real(paths, list(leave_out), known=known)):
            if number == 2:
                raise KeyboardInterrupt
            yield each

    files = {"a": pdf(GENUINE), "b": pdf(a_return(second)), "c": pdf(a_return(third))}
    with monkeypatch.context() as patch:
        patch.setattr(collating, "read_files", stopped_after_two)
        status, found, err = collate("--reject", "c.pdf", "--why", "nothing of this is noted", **files)
    assert (status, found) == (130, None)
    assert err == (
        "Stopped: 2 files read so far, and kept where they may count. Run it again to read the rest.\n"
    )
    status, found, _ = collate(**files)
    assert (status, states(found)) == (0, {"a": "duplicate", "b": "duplicate", "c": "received"})
