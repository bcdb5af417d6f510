"""PDFs in files, folders and zips: found whole, bounded, and never unpacked to disk."""

import zipfile
from pathlib import Path

from greenpractice.exchange.finding import FoundFile, found_files
from greenpractice.exchange.pdf_return import MAXIMUM_FILE


def found(*paths: Path, leave_out: tuple[Path, ...] = ()) -> dict[str, FoundFile]:
    return {file.name: file for file in found_files(paths, leave_out)}


def test_of_a_folder_pdfs_and_zips_are_read_at_any_depth(tmp_path: Path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / "deep" / "er" / "B.PDF").write_bytes(b"b")
    (tmp_path / "notes.docx").write_bytes(b"n")
    (tmp_path / ".hidden.pdf").write_bytes(b"h")
    with zipfile.ZipFile(tmp_path / "deep" / "more.zip", "w") as packed:
        packed.writestr("inner/c.pdf", b"c")
        packed.writestr("inner/d.txt", b"d")
    files = found(tmp_path)
    assert {name: file.data for name, file in files.items()} == {
        "a.pdf": b"a",
        "deep/er/B.PDF": b"b",
        "deep/more.zip/inner/c.pdf": b"c",
    }
    assert all(file.again() == file.data for file in files.values())


def test_a_named_file_is_always_answered(tmp_path: Path):
    (tmp_path / "notes.docx").write_bytes(b"n")
    files = found(tmp_path / "notes.docx", tmp_path / "missing.pdf")
    assert files["notes.docx"].data == b"n"
    assert files["missing.pdf"].problem == "There is no such file."


def test_files_of_one_name_are_told_apart(tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.pdf").write_bytes(folder.encode())
    files = found(tmp_path / "one", tmp_path / "two")
    assert set(files) == {f"{tmp_path.as_posix()}/{folder}/a.pdf" for folder in ("one", "two")}


def test_too_large_damaged_and_empty_zips_say_so(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.pdf", bytes(MAXIMUM_FILE + 1))
    (tmp_path / "damaged.zip").write_bytes(b"PK\x03\x04 not really")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    (tmp_path / "large.pdf").write_bytes(bytes(MAXIMUM_FILE + 1))
    problems = {name: file.problem for name, file in found(tmp_path).items()}
    assert "larger than 20 MB" in problems["bomb.zip/bomb.pdf"]
    assert "larger than 20 MB" in problems["large.pdf"]
    assert "damaged" in problems["damaged.zip"]
    assert "no PDF" in problems["empty.zip"]
    assert all(file.data is None for file in found(tmp_path).values())


def test_a_zip_that_loses_a_part_names_it(tmp_path: Path):
    path = tmp_path / "cut.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.pdf", b"x" * 1000)
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    assert "damaged" in found(path)["cut.zip/a.pdf"].problem


def test_the_program_s_own_files_are_left_out(tmp_path: Path):
    for name in ("a.pdf", "network.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert set(found(tmp_path, leave_out=(tmp_path / "network.pdf",))) == {"a.pdf"}
