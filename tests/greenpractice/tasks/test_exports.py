"""Every export of the list: it writes its kind, spares other files, can be cancelled, stands in the help."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.core import DocumentProperties

from db.opening import open_store
from greenpractice.carbon.footprint import load_calculator
from greenpractice.command_line.options import parser
from greenpractice.demo.returns import demo_documents
from greenpractice.errors import UserError
from greenpractice.exchange.network_tables import chase_table
from greenpractice.exchange.pdf_return import attached_return
from greenpractice.exchange.return_workbook import return_workbook
from greenpractice.exchange.workbook import workbook_bytes
from greenpractice.facts.practices import load_directory
from greenpractice.files import typed_path, write_in_one_step
from greenpractice.network.chasing import chase_list
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.periods import Period, due_day
from greenpractice.reports.network.versions import next_issue
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.exports import EXPORTS, Export, endings_words, export_for, write_export
from greenpractice.tasks.file_kinds import problem_with
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.return_files import OneReturn
from tests.greenpractice.comparison import some_comparisons
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import NOW, PCN, Q1, a_return, members

BEGINS = {
    ".pdf": b"%PDF-", ".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".json": b"{", ".gpcompare": b'{"app":"',
}  # fmt: skip
KEY = ReturnKey("Z99991", Period(2026, 2))


@dataclass(frozen=True)
class Given:
    """What there is to write, and the data file it comes from."""

    store: Store
    folder: Path

    def what(self, export: Export[Any]) -> OneReturn | Collation:
        if export in EXPORTS.network:
            network = some_comparisons.a_network(some_comparisons.some_returns(5))
            if export.key != "comparison":
                network = a_network()
            return Collation(network, (), False, issue=next_issue(network, (), NOW))
        return OneReturn(self.store, KEY)

    def write(self, export: Export[Any], cancelled: Callable[[], bool] = lambda: False) -> list[Path]:
        target = self.folder / f"out{export.suffix}"
        return write_export(export, self.what(export), target, self.store.path, cancelled)


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Given]:
    """A return as it was issued once."""
    store = open_store(tmp_path / "data" / "greenpractice.db", write=True)
    store.record(a_document())
    folder = tmp_path / "out"
    folder.mkdir()
    yield Given(store, folder)
    store.close()


def a_document() -> ReturnDocument:
    return next(
        each for each in demo_documents() if (each.ods_code, each.period) == (KEY.ods_code, KEY.period)
    )


def a_network() -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), Q1, [a_return(members()[0])], directory, load_calculator())


every_export = pytest.mark.parametrize("export", list(EXPORTS), ids=lambda export: export.key)


@every_export
def test_it_writes_a_file_of_its_kind(given: Given, export: Export[Any]):
    made = given.write(export)
    assert made
    assert sorted(made) == sorted(given.folder.iterdir())
    for path in made:
        assert path.suffix == export.suffix
        assert path.read_bytes().startswith(BEGINS[export.suffix])
    assert given.write(export) == made  # its own files may be replaced


@every_export
def test_it_never_writes_over_a_file_of_another_kind(given: Given, export: Export[Any]):
    (made, *_) = given.write(export)
    made.write_bytes(b"something of mine")
    before = {path: path.read_bytes() for path in given.folder.iterdir()}
    with pytest.raises(UserError, match="is there already and is not"):
        given.write(export)
    assert {path: path.read_bytes() for path in given.folder.iterdir()} == before


@pytest.mark.parametrize(
    "export", [each for each in EXPORTS if each.suffix == ".pdf"], ids=lambda each: each.key
)
def test_a_pdf_of_another_program_is_never_written_over(given: Given, export: Export[Any]):
    (given.folder / "out.pdf").write_bytes(b"%PDF-1.7 the lease of the building")
    with pytest.raises(UserError, match="is there already"):
        given.write(export)
    assert (given.folder / "out.pdf").read_bytes() == b"%PDF-1.7 the lease of the building"


def saved_by_somebody(data: bytes) -> bytes:
    """A workbook of ours as another program saves it, with a note in it."""
    workbook, out = load_workbook(BytesIO(data)), BytesIO()
    workbook.worksheets[0]["H9"] = "Ask them on Monday"
    subject = workbook.properties.subject
    workbook.properties = DocumentProperties(lastModifiedBy="Sam Lee", subject=subject)
    workbook.save(out)
    return out.getvalue()


def of_another(suffix: str) -> list[bytes]:
    """Files of a kind as this program or another writes them, none of which is of the same."""
    document = next(each for each in demo_documents() if each.ods_code != KEY.ods_code)
    if suffix == ".json":
        other = replace(a_document(), period=KEY.period.next)
        return [document_text(to_json(each)) for each in (document, other)]
    if suffix == ".gpcompare":
        comparison = some_comparisons.a_comparison(some_comparisons.some_returns(5))
        another = some_comparisons.signed(replace(comparison, period=Q1.next))
        return [another, another[:-9], b'{"app":"another"}']
    if suffix == ".csv":
        return [b"\xef\xbb\xbfName,Address\r\nAnn,1 Main Street\r\n", b"\xef\xbb\xbfCode"]
    budget = BytesIO()
    Workbook().save(budget)
    network, calculator = a_network(), load_calculator()
    later = Network(network.group, Q1.next, [], network.directory, calculator)
    footprint = calculator.of_return(document)
    return [
        budget.getvalue(), workbook_bytes(later, ()), return_workbook(document, footprint, footprint, ()),
        saved_by_somebody(workbook_bytes(network, ())),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "export", [each for each in EXPORTS if each.suffix != ".pdf"], ids=lambda each: each.key
)
def test_it_writes_over_itself_and_over_no_other_file_of_its_kind(given: Given, export: Export[Any]):
    (made, *_) = given.write(export)
    for other in of_another(export.suffix):
        made.write_bytes(other)
        with pytest.raises(UserError, match=r"is there already.*Give this one another name"):
            given.write(export)
        assert made.read_bytes() == other


@every_export
def test_it_never_writes_over_the_data_file(given: Given, export: Export[Any]):
    before = given.store.path.read_bytes()
    with pytest.raises(UserError, match="is the data file itself"):
        write_export(export, given.what(export), given.store.path, given.store.path)
    assert given.store.path.read_bytes() == before


@every_export
def test_cancelled_it_leaves_nothing_behind(given: Given, export: Export[Any]):
    given.store.set_figure(KEY, "paper", given.store.load(KEY).row_ids["paper"][0], "reams", "77")
    before = given.store.load(KEY)
    assert given.write(export, cancelled=lambda: True) == []
    assert list(given.folder.iterdir()) == []
    assert given.store.load(KEY) == before


@every_export
def test_it_stands_in_the_help_of_its_command(export: Export[Any], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parser().parse_args(["collate" if export in EXPORTS.network else "report", "--help"])
    assert export.name in " ".join(capsys.readouterr().out.split())


def test_the_list_is_in_good_order():
    keys = [export.key for export in EXPORTS]
    controls = [export.control for export in EXPORTS]
    assert len(set(keys)) == len(set(controls)) == len(keys)
    for export in EXPORTS:
        assert export.says.endswith(".")
        assert export.suffix == export.suffix.lower()
    assert [export.key for export in EXPORTS.practice if export.issues] == ["summary-pdf"]


def test_the_data_file_is_what_stands_in_the_pdf_to_the_byte(given: Given):
    export = EXPORTS.for_practice("data-file")
    (made,) = given.write(export)
    inside = attached_return(given.write(EXPORTS.for_practice("summary-pdf"))[0])
    assert made.read_bytes() == inside
    given.store.set_figure(KEY, "paper", given.store.load(KEY).row_ids["paper"][0], "reams", "77")
    assert given.write(export)[0].read_bytes() == inside  # until the next PDF


def test_no_data_file_before_there_is_a_pdf(tmp_path: Path):
    store = open_store(tmp_path / "greenpractice.db", write=True)
    store.add_row(KEY, "water", {"supply_m3": "110"})
    what = OneReturn(store, KEY)
    with pytest.raises(UserError, match="Create the summary PDF first"):
        write_export(EXPORTS.for_practice("data-file"), what, tmp_path / "a.json", store.path)
    store.close()


def test_the_chase_list_has_the_days_and_texts_of_its_page_and_no_formula(given: Given):
    found, other = a_network(), members()[1]
    table = chase_table(chase_list(found, ()), due_day(Q1), {other: date(2026, 8, 3)}, {other: "=1+1"})
    target = given.folder / "chase.csv"
    what = Collation(found, (), False, table)
    write_export(EXPORTS.for_network("chase-list"), what, target, given.store.path)
    assert "2026-08-03,'=1+1" in target.read_text(encoding="utf-8-sig")


def test_a_return_that_is_not_there_is_named(given: Given):
    what = OneReturn(given.store, ReturnKey("C82009", Q1))
    for export in EXPORTS.practice:
        with pytest.raises(UserError, match="C82009"):
            write_export(export, what, given.folder / f"a{export.suffix}", given.store.path)


def test_the_ending_of_a_name_chooses_what_report_writes(run: Run, store: Path, tmp_path: Path):
    opened = open_store(store, write=True, demo=True)
    opened.record(a_document())
    opened.close()
    who = ("--practice", KEY.ods_code, "--period", str(KEY.period))
    for export in EXPORTS.practice:
        target = tmp_path / f"a{export.suffix}"
        assert run("report", *who, "--output", target)[0] == 0
        assert target.read_bytes().startswith(BEGINS[export.suffix])
    assert run("report", *who, "--output", tmp_path / "no-ending")[0] == 0
    assert (tmp_path / "no-ending").read_bytes().startswith(b"%PDF-")


def made_up(what: OneReturn, target: Path, store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """The writer of an export that nobody needs."""
    target.write_text(what.key.ods_code, encoding="utf-8")
    return [target]


def test_one_writer_and_one_line_make_an_export(given: Given):
    code = Export("code", "code alone", ".code", "The code of the practice.", made_up)
    exports = (*EXPORTS.practice, code)
    assert export_for(Path("x.code"), exports) is code
    assert ".code the code alone" in endings_words(exports)
    (made,) = given.write(code)
    assert made.read_text(encoding="utf-8") == "Z99991"
    with pytest.raises(UserError, match="is there already"):  # its kind is not known, so nothing is replaced
        given.write(code)


@every_export
@pytest.mark.parametrize("name", ["greenpractice.db.lock", "greenpractice.db-journal"])
def test_an_empty_file_of_another_name_is_spared(given: Given, export: Export[Any], name: str):
    target = given.folder / name
    target.touch()
    with pytest.raises(UserError, match="is there already and is not"):
        write_export(export, given.what(export), target, given.store.path)
    assert target.read_bytes() == b""


def test_where_one_of_many_files_may_not_be_written_none_is(given: Given):
    export = EXPORTS.for_network("network-csv")
    *others, last = given.write(export)
    last.unlink()
    last.mkdir()
    before = {path: path.stat().st_mtime_ns for path in others}
    with pytest.raises(UserError, match="is a folder"):
        given.write(export)
    assert {path: path.stat().st_mtime_ns for path in others} == before


def test_a_zip_that_is_no_workbook_is_spared(given: Given):
    for export in EXPORTS:
        if export.suffix == ".xlsx":
            target = given.folder / f"{export.key}.xlsx"
            with ZipFile(target, "w") as letter:
                letter.writestr("word/document.xml", "mine")
            before = target.read_bytes()
            with pytest.raises(UserError, match="is not a workbook"):
                write_export(export, given.what(export), target, given.store.path)
            assert target.read_bytes() == before


def test_the_return_of_a_practice_is_replaced_only_by_a_return(given: Given):
    (sent,) = given.write(EXPORTS.for_practice("summary-pdf"))
    before = sent.read_bytes()
    with pytest.raises(UserError, match="holds the return of a practice"):
        given.write(EXPORTS.for_network("network-pdf"))
    assert sent.read_bytes() == before
    assert given.write(EXPORTS.for_practice("summary-pdf")) == [sent]


@every_export
@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
def test_a_pipe_or_device_is_neither_waited_for_nor_replaced(given: Given, export: Export[Any]):
    if export.key == "network-csv":
        return
    target = given.folder / f"pipe{export.suffix}"
    os.mkfifo(target)
    with pytest.raises(UserError, match="is not a file"):
        write_export(export, given.what(export), target, given.store.path)
    assert target.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_may_not_be_read_is_spared(given: Given, monkeypatch: pytest.MonkeyPatch):
    target = given.folder / "locked.pdf"
    target.write_bytes(b"a key")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as computer:
        computer.setattr(Path, "open", refuse)
        assert problem_with(target, given.store.path, ".pdf") == f"{target} may not be read"


@pytest.mark.parametrize("name", ["a" * 300, "~nobody-of-this-name/a"])
def test_what_was_typed_is_a_place_or_a_sentence(given: Given, name: str):
    with pytest.raises(UserError):
        write_in_one_step(given.folder / typed_path(name), b"")


@pytest.mark.parametrize("exports", [EXPORTS.practice, EXPORTS.network])
def test_an_ending_that_nothing_has_is_named_with_those_there_are(exports: Any):
    with pytest.raises(UserError, match=r"s\.docx: no file with this ending is written.*\.pdf, \.xlsx"):
        export_for(Path("s.docx"), exports)
    assert export_for(Path("summary"), exports).suffix == ".pdf"
    assert export_for(Path("SUMMARY.PDF"), exports).suffix == ".pdf"
