"""Files in folders, zips and mails: each has bytes or words, within limits, never unpacked to disk."""

import os
import socket
import sys
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from greenpractice.exchange import finding
from greenpractice.exchange.finding import FoundFile, found_files, how_many_files
from greenpractice.exchange.pdf_return import MAXIMUM_FILE
from greenpractice.network.states import Arrival, FileState


def found(*paths: Path, leave_out: tuple[Path, ...] = ()) -> dict[str, FoundFile]:
    files = list(found_files(paths, leave_out))
    assert len({file.name for file in files}) == len(files)
    return {file.name: file for file in files}


def bytes_of(*paths: Path) -> dict[str, bytes]:
    return {name: file.data for name, file in found(*paths).items() if file.data is not None}


def said(*paths: Path) -> dict[str, str]:
    return {name: file.unread.why for name, file in found(*paths).items() if file.unread is not None}


def problems(*paths: Path) -> list[str]:
    return [name for name, file in found(*paths).items() if file.unread and not file.unread.is_other]


def heading(path: Path) -> str:
    unread = found(path)[path.name].unread
    assert unread is not None
    return FileState(Arrival(path.name, "", unread), None, unread.status, (), unread.why).words


def a_zip(*entries: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return out.getvalue()


def a_mail(*attached: tuple[str, bytes], subject: str = "Our return") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = subject, "a@example.org"
    mail.set_content("Here it is.")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def test_of_a_folder_pdfs_zips_and_mails_are_read_at_any_depth(tmp_path: Path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / "deep" / "er" / "B.PDF").write_bytes(b"b")
    (tmp_path / "deep" / "saved as it came").write_bytes(b"%PDF-1.7")
    (tmp_path / "deep" / "more.zip").write_bytes(a_zip(("inner/c.pdf", b"c"), ("inner/d.txt", b"d")))
    (tmp_path / "mail.eml").write_bytes(bytes(a_mail(("e.pdf", b"e"), ("logo.png", b"p"))))
    files = found(tmp_path)
    assert bytes_of(tmp_path) == {
        "a.pdf": b"a",
        "deep/er/B.PDF": b"b",
        "deep/more.zip/inner/c.pdf": b"c",
        "deep/saved as it came": b"%PDF-1.7",
        "mail.eml/e.pdf": b"e",
    }
    assert all(file.again() == file.data for file in files.values() if file.data is not None)
    assert said(tmp_path) == {"deep/more.zip/inner/d.txt": "This is a text; a return is the summary PDF."}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.xlsx", "a workbook"), ("a.CSV", "a table"), ("scan.JPG", "a picture"), ("a.json", "a JSON file"),
        ("a.docx", "a document"), ("a.txt", "a text"), ("a.db", "a data file"), ("a.mp4", "no PDF"),
        ("README", "no PDF"), ("a.dat", "no PDF"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_return_has_a_word_and_is_no_problem(tmp_path: Path, name: str, what: str):
    (tmp_path / name).write_bytes(b"x")
    assert said(tmp_path) == {name: f"This is {what}; a return is the summary PDF."}
    assert problems(tmp_path) == []
    assert problems(tmp_path / name) == [name]  # it was meant
    assert heading(tmp_path / name) == "Not a return"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("all.7z", b"x", "unpack it"), ("winmail.dat", b"x", "ask for the PDF itself"),
        ("smime.p7m", b"x", "open it"), ("old.pst", b"x", "open it"),
        ("mine.json", b'{"format":"greenpractice-return"}', "a return is the summary PDF"),
        ("no.zip", a_zip(("a.txt", b"a")), "no PDF in this zip"),
        ("no.eml", bytes(a_mail()), "no PDF in this mail"),
        ("empty.eml", b"", "open it"), ("odd.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "open it"),
    ],
)  # fmt: skip
def test_what_may_hold_a_return_and_is_not_read_says_what_to_do(
    tmp_path: Path, name: str, data: bytes, words: str
):
    (tmp_path / name).write_bytes(data)
    assert words.lower() in said(tmp_path)[name].lower()
    assert problems(tmp_path) == [name]
    assert "in this PDF" not in heading(tmp_path / name)


def test_what_systems_and_the_program_put_there_is_passed_over(tmp_path: Path):
    for name in ("a.pdf", "network.pdf", ".hidden.pdf", "~$a.docx", "desktop.ini", "Thumbs.db", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "b.pdf").write_bytes(b"x")
    (tmp_path / "z.zip").write_bytes(a_zip(("__MACOSX/._c.pdf", b"x"), ("c.pdf", b"c")))
    assert set(found(tmp_path, leave_out=(tmp_path / "network.pdf",))) == {"a.pdf", "z.zip/c.pdf"}


@pytest.mark.parametrize(
    ("name", "data", "is_read"),
    [
        (".C82077.pdf", b"%PDF-1.7", True),
        ("._C82077.pdf", b"%PDF-1.7", True),  # named like what a Mac puts beside a file
        ("~$return.pdf", b"%PDF-1.7", True),
        (".return", b"%PDF-1.7", True),
        (".pdf", b"%PDF-1.7", True),
        (".returns.zip", a_zip(("a.pdf", b"%PDF-1.7")), True),
        ("._C82077.pdf", b"\x00\x05\x16\x07", None),
        ("._mail.eml", b"\x00\x05\x16\x07", None),
        ("._packed.7z", b"\x00\x05\x16\x07", None),
        (".C82077.pdf.icloud", b"bplist00", False),
        (".returns.7z", b"7z", False),
        (".DS_Store", b"\x00\x00\x00\x01Bud1", None),
    ],
)
def test_a_return_with_a_hidden_name_is_read_wherever_it_is(
    tmp_path: Path, name: str, data: bytes, is_read: bool | None
):
    """None is of what systems put there: it is passed over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "a.zip").write_bytes(a_zip((name, data), ("b.pdf", b"%PDF-b")))
    mail = EmailMessage()
    mail.set_content("Here it is.")
    mail.add_attachment(data, "application", "octet-stream", filename=name)
    (tmp_path / "m.eml").write_bytes(bytes(mail))
    for path, inside in ((tmp_path / "in", name), (tmp_path / "a.zip", f"a.zip/{name}"),
                         (tmp_path / "m.eml", f"m.eml/{name}")):  # fmt: skip
        files = {shown: file for shown, file in found(path).items() if shown.startswith(inside)}
        assert bool(files) is (is_read is not None), inside
        assert all((file.data is not None) is is_read for file in files.values()), inside


def test_a_hidden_folder_is_named_and_not_looked_into(tmp_path: Path):
    for folder in (".Trash", ".empty", "__MACOSX"):
        (tmp_path / folder).mkdir()
    for folder in (".Trash", "__MACOSX"):
        (tmp_path / folder / "a.pdf").write_bytes(b"%PDF-1.7")
    assert said(tmp_path) == {
        ".Trash": "This folder is hidden and is not looked into: what is a return belongs in another."
    }
    assert problems(tmp_path) == []


def test_a_named_file_is_always_answered(tmp_path: Path):
    (tmp_path / "notes.docx").write_bytes(b"n")
    assert said(tmp_path / "notes.docx", tmp_path / "missing.pdf") == {
        "notes.docx": "This is a document; a return is the summary PDF.",
        "missing.pdf": "There is no such file.",
    }


def test_files_of_one_name_are_told_apart(tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.pdf").write_bytes(folder.encode())
    files = found(tmp_path / "one", tmp_path / "two")
    assert set(files) == {f"{tmp_path.as_posix()}/{folder}/a.pdf" for folder in ("one", "two")}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name_in_a_zip_or_mail_are_two(tmp_path: Path):
    twice = (("a.pdf", b"first"), ("a.pdf", b"second"))
    (tmp_path / "z.zip").write_bytes(a_zip(*twice))
    (tmp_path / "m.eml").write_bytes(bytes(a_mail(*twice)))
    files = found(tmp_path)
    assert {name: file.again() for name, file in files.items()} == {
        "z.zip/a.pdf": b"first",
        "z.zip/a.pdf (2)": b"second",
        "m.eml/a.pdf": b"first",
        "m.eml/a.pdf (2)": b"second",
    }


def test_a_zip_or_mail_in_another_is_opened_once(tmp_path: Path):
    third = a_zip(("deepest.pdf", b"3"))
    inner = a_zip(("b.pdf", b"2"), ("third.zip", third))
    mail = a_mail(("c.pdf", b"m"), ("inner.zip", inner))
    forwarded = a_mail(("d.pdf", b"f"), subject="Fwd")
    forwarded.add_attachment(a_mail(("e.pdf", b"e"), subject="The first"))
    (tmp_path / "z.zip").write_bytes(a_zip(("a.pdf", b"1"), ("inner.zip", inner), ("mail.eml", bytes(mail))))
    (tmp_path / "fwd.eml").write_bytes(bytes(forwarded))
    files = found(tmp_path)
    assert bytes_of(tmp_path) == {
        "z.zip/a.pdf": b"1",
        "z.zip/inner.zip/b.pdf": b"2",
        "z.zip/mail.eml/c.pdf": b"m",
        "fwd.eml/d.pdf": b"f",
        "fwd.eml/The first.eml/e.pdf": b"e",
    }
    assert all(file.again() == file.data for file in files.values() if file.data is not None)
    assert problems(tmp_path) == ["z.zip/inner.zip/third.zip", "z.zip/mail.eml/inner.zip"]
    assert "Unpack it" in said(tmp_path)["z.zip/inner.zip/third.zip"]


def test_too_large_damaged_and_empty_zips_say_so(tmp_path: Path):
    (tmp_path / "bomb.zip").write_bytes(a_zip(("bomb.pdf", bytes(MAXIMUM_FILE + 1))))
    (tmp_path / "in.zip").write_bytes(a_zip(("in.zip", os.urandom(MAXIMUM_FILE + 1))))
    (tmp_path / "damaged.zip").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "empty.zip").write_bytes(a_zip())
    (tmp_path / "large.pdf").write_bytes(bytes(MAXIMUM_FILE + 1))
    words = said(tmp_path)
    assert "larger than 20 MB" in words["bomb.zip/bomb.pdf"]
    assert "larger than 20 MB" in words["in.zip/in.zip"]
    assert "larger than 20 MB" in words["large.pdf"]
    assert "damaged" in words["damaged.zip"]
    assert "no PDF" in words["empty.zip"]
    assert bytes_of(tmp_path) == {}


def test_a_zip_that_loses_a_part_names_it(tmp_path: Path):
    path = tmp_path / "cut.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.pdf", b"x" * 1000)
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    assert "damaged" in said(path)["cut.zip/a.pdf"]


def test_a_part_packed_in_another_way_is_not_unpacked(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.pdf", b"x" * 1000)
    assert "packed in a way" in said(tmp_path)["z.zip/a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
def test_pipes_sockets_devices_and_links_never_block(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"a")
    os.mkfifo(tmp_path / "pipe.pdf")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nothing")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "null.pdf").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        place = os.getcwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        listening.bind("socket.zip")
        os.chdir(place)
        words = said(tmp_path)
        assert said(tmp_path / "pipe.pdf") == {"pipe.pdf": words["pipe.pdf"]}
    assert all(
        "pipe, a socket or a device" in words[name] for name in ("pipe.pdf", "pipe", "socket.zip", "null.pdf")
    )
    assert "cannot be read" in words["loop.pdf"]
    assert "leads to no file" in words["gone.pdf"]
    assert "Add that folder itself" in words["again"]
    assert bytes_of(tmp_path) == {"a.pdf": b"a"}
    assert set(problems(tmp_path)) == {"pipe.pdf", "socket.zip", "null.pdf", "loop.pdf", "gone.pdf"}


def test_files_and_folders_that_may_not_be_read_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """By standing in for the system, as the user of a test may be one who can read everything."""
    (tmp_path / "closed").mkdir()
    for name in ("a.pdf", "b.pdf", "closed/c.pdf"):
        (tmp_path / name).write_bytes(b"x")
    real_scandir, real_open = os.scandir, os.open

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_scandir(path)

    def opens(path: str, *how: int) -> int:
        if str(path).endswith("b.pdf"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *how)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "open", opens)
    assert said(tmp_path) == {
        "b.pdf": "The file cannot be read (Permission denied).",
        "closed": "This folder cannot be read (Permission denied).",
    }
    assert set(problems(tmp_path)) == {"b.pdf", "closed"}


def test_returns_come_first_and_of_other_files_so_many_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finding, "MOST_OTHERS", 3)
    for number in range(8):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    (tmp_path / "z.pdf").write_bytes(b"z")
    files = list(found_files([tmp_path]))
    assert [file.name for file in files] == ["z.pdf", "0.txt", "1.txt", "2.txt", "…"]
    assert files[-1].unread is not None
    assert files[-1].unread.why == "5 more files are no returns."
    assert how_many_files([tmp_path]) == 9
    monkeypatch.setattr(finding, "MOST_FILES", 1)
    (tmp_path / "y.pdf").write_bytes(b"y")
    assert [file.name for file in found_files([tmp_path])] == ["y.pdf", "…"]
