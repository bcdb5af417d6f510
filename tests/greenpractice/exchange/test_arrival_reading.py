"""What a PDF holds: two returns are two, a locked, damaged or foreign one says what it is."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.finding import found_files
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.reading_worker import Reader
from greenpractice.exchange.spoiling import edited, pages_only
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.states import Read, Several, Unread
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import next_issue
from greenpractice.returns.documents import Flag, ReturnDocument, document_text
from greenpractice.tasks.collating import read_files
from tests.greenpractice.network.samples import (
    NOW,
    PCN,
    Q1,
    a_return,
    arrival,
    judged,
    members,
    pdf,
    sealed,
)

ONE, TWO = a_return(members()[0]), a_return(members()[1])
NOTE = "GAS BILL FOR MAY MISSING, AWAITING COPY FROM THE LANDLORD WHO MANAGES THE BUILDING WWWWWWWWWWWWWWWW"


def report_of(document: ReturnDocument) -> bytes:
    directory = load_directory()
    network = Network(one_pcn(directory, PCN), Q1, [document], directory, load_calculator())
    return network_pdf(network, judged(arrival(document)).files, next_issue(network, (), NOW))


def joined(*files: bytes, attached: tuple[ReturnDocument, ...] = ()) -> bytes:
    """The pages of the files one after the other, as programs join PDFs."""
    writer, out = PdfWriter(), io.BytesIO()
    for file in files:
        for page in PdfReader(io.BytesIO(file)).pages:
            writer.add_page(page)
    for document in attached:
        writer.add_attachment(ATTACHMENT_NAME, document_text(sealed(document)))
    writer.write(out)
    return out.getvalue()


def with_page(file: bytes, number: int, content: bytes) -> bytes:
    """The file with other content on a page; packed as it says, which it may not be."""
    writer, out = PdfWriter(clone_from=io.BytesIO(file)), io.BytesIO()
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream[NameObject("/Filter")] = NameObject("/ASCII85Decode")
    writer.pages[number][NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    return out.getvalue()


def found(data: bytes) -> list[tuple[str, bool] | str]:
    """Practice and whether it came from the data page, or the state of what is not read."""
    read = read_arrival(data, "file.pdf")
    parts = read.parts if isinstance(read, Several) else (read,)
    return [
        (each.document.ods_code, each.from_data_page) if isinstance(each, Read) else each.status
        for each in parts
    ]


def why(data: bytes) -> str:
    read = read_arrival(data, "file.pdf")
    assert isinstance(read, Unread)
    return read.why


def test_two_returns_in_one_pdf_are_both_taken():
    one, two = pdf(ONE), pdf(TWO)
    a, b = ONE.ods_code, TWO.ods_code
    assert found(joined(one, two)) == [(a, True), (b, True)]
    assert found(joined(one, two, attached=(ONE, TWO))) == [(a, False), (b, False)]
    assert found(joined(one, two, attached=(ONE,))) == [(a, False), (b, True)]
    assert found(joined(one, two, attached=(TWO,))) == [(b, False), (a, True)]
    assert found(joined(one, one)) == [(a, True), (a, True)]
    assert found(joined(one, attached=(ONE, ONE))) == [(a, False), (a, False)]


def test_one_return_is_one_whatever_is_joined_to_it():
    letter = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(letter)
    assert found(joined(letter.getvalue(), pdf(ONE), letter.getvalue(), attached=(ONE,))) == [
        (ONE.ods_code, False)
    ]
    report = report_of(a_return(members()[2]))
    assert found(joined(report, pdf(ONE), attached=(ONE,))) == [(ONE.ods_code, False)]
    assert found(joined(pdf(ONE), report)) == [(ONE.ods_code, True)]


def test_of_two_returns_one_that_does_not_read_is_named():
    changed = edited(pdf(TWO), lambda values: values["sections"]["electricity"][0].update(kwh="1"))
    assert found(joined(pdf(ONE), changed, attached=(ONE,))) == [(ONE.ods_code, False), (TWO.ods_code, True)]
    last = len(PdfReader(io.BytesIO(pdf(TWO))).pages)
    cut = joined(pdf(ONE), with_page(pdf(TWO), last - 1, b"zzz uuuuu~>"))
    assert found(cut) == [(ONE.ods_code, True), "unreadable"]
    many = joined(*[pdf(a_return(code)) for code in members()[:2]] * 7)
    assert found(many)[-1] == "unreadable"
    assert len(found(many)) > 10


def test_several_come_out_of_the_process_named_apart_and_can_be_kept(tmp_path: Path):
    (tmp_path / "both.pdf").write_bytes(joined(pdf(ONE), pdf(TWO)))
    arrived = list(read_files([tmp_path]))
    assert [each.arrival.file for each in arrived] == ["both.pdf (1)", "both.pdf (2)"]
    reads = [each.arrival.found for each in arrived]
    assert [each.document for each in reads if isinstance(each, Read)] == [ONE, TWO]
    assert all(each.again() == (tmp_path / "both.pdf").read_bytes() for each in arrived)
    assert [state.status for state in judged(*(each.arrival for each in arrived)).files] == ["received"] * 2
    twice = (tmp_path / "both.pdf").write_bytes(joined(pdf(ONE), pdf(ONE)))
    assert twice
    states = judged(*(each.arrival for each in read_files([tmp_path]))).files
    assert [state.status for state in states] == ["received", "duplicate"]


def test_an_owners_password_is_no_lock_and_a_users_is():
    def locked(**passwords: str) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf(ONE))) as opened:
            opened.save(out, encryption=pikepdf.Encryption(R=6, **passwords))
        return out.getvalue()

    assert found(locked(owner="secret", user="")) == [(ONE.ods_code, False)]
    assert found(locked(owner="secret", user="mine")) == ["unreadable"]
    assert "Open it with the password" not in why(locked(owner="a", user="b"))
    assert "locked with a password" in why(locked(owner="a", user="b"))


def test_a_network_report_is_known_as_that():
    report = report_of(ONE)
    for data in (report, pages_only(report)):
        read = read_arrival(data, "network.pdf")
        assert read == Unread("no_data", "This is a network report, not a practice's return.", is_other=True)
    with Reader() as reader:
        assert reader.read(report, "network.pdf") == read


def test_damage_is_never_called_changed_by_hand():
    whole = pages_only(pdf(ONE))
    last = len(PdfReader(io.BytesIO(whole)).pages) - 1
    for number in range(last + 1):
        assert "altered" not in found(with_page(whole, number, b"zzz uuuuu~>"))
    assert found(with_page(whole, last, b"zzz uuuuu~>")) == ["unreadable"]
    assert "damaged page" in why(with_page(whole, last, b"zzz uuuuu~>"))


def test_a_data_page_without_its_beginning_is_damaged():
    sites = tuple({"site": f"Site {n}", "kwh": "1200", "tariff": "standard"} for n in range(60))
    pages = PdfReader(io.BytesIO(pdf(replace(ONE, sections={**ONE.sections, "electricity": sites})))).pages
    first = next(n for n, page in enumerate(pages) if "Data for the PCN app" in page.extract_text())
    writer, out = PdfWriter(), io.BytesIO()
    for page in pages[first + 1 :]:
        writer.add_page(page)
    writer.write(out)
    assert found(out.getvalue()) == ["unreadable"]
    assert "damaged or not complete" in why(out.getvalue())


@pytest.mark.parametrize("note", [NOTE, "W" * 200, "M M " * 40, "ΩΩΩ ÄÖÜ " * 20])
def test_a_long_note_in_capitals_survives_the_data_page(note: str):
    document = replace(ONE, flags=(Flag("electricity", 0, "kwh", estimated=True, note=note.strip()),))
    read = read_arrival(pages_only(pdf(document)), "file.pdf")
    assert isinstance(read, Read)
    assert read.document == document


def test_a_note_that_was_printed_on_two_lines_is_joined(monkeypatch: pytest.MonkeyPatch):
    """As versions before this one printed it: by letters, so that a wide row was broken in its cell."""
    monkeypatch.setattr("greenpractice.reports.data_page._fits", lambda _: True)
    for note in (NOTE, "W" * 200, "MMMMMMMMM " * 12):
        document = replace(ONE, flags=(Flag("electricity", 0, "kwh", estimated=True, note=note.strip()),))
        read = read_arrival(pages_only(pdf(document)), "file.pdf")
        assert isinstance(read, Read)
        assert read.document == document


CASES: dict[str, list[str]] = {
    "capital_note_pages_only.pdf": ["read"],
    "two_practices_joined_no_attachments.pdf": ["read", "read"],
    "foreign_damaged_page.pdf": ["unreadable"],
    "owner_password_only.pdf": ["read"],
    "return as attachment.eml/Y00252-2026-27-Q2.pdf": ["read"],
    "genuine.pdf": ["read"],
    "forged-no-digest-stolen-key.pdf": ["altered"],
}


@pytest.mark.shared
def test_the_cases_of_the_reference_folder(shared: Path):
    def states() -> Iterator[tuple[str, list[str]]]:
        with Reader() as reader:
            for file in found_files([shared / "cases" / "network"], open_mail=reader.open_mail):
                if file.data is None:
                    continue
                read = reader.read(file.data, file.name)
                parts = read.parts if isinstance(read, Several) else (read,)
                yield file.name, ["read" if isinstance(each, Read) else each.status for each in parts]

    came = dict(states())
    assert {name: came[name] for name in CASES} == CASES
