"""A starter that is cut, changed, hostile, newer or another's is a sentence with file, line and remedy."""

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.starter import layout, reading
from tests.greenpractice.prescribing.made import BRALTUS, SALAMOL, Row, renamed, saved, text_of
from tests.greenpractice.prescribing.starter.starters import Lines, made_of, month_files, spoilt, starter_of

CUT, CHANGED = "it ends too early", "it is damaged or was changed since it was made"


def why(path: Path, *others: Path, practice: str | None = "C82001") -> str:
    found = read_prescribing([path, *others], practice)
    assert found.imports == {}
    assert found.problems
    assert all(problem.file in {path.name, *(other.name for other in others)} for problem in found.problems)
    return str(found.problems[0])


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    rows = [
        Row(practice=practice, code=code, per_item=10, items=3, month=month)
        for practice in ("C82001", "C82002")
        for code in (SALAMOL, BRALTUS)
        for month in ("2025-04", "2025-06")
    ]
    return starter_of(tmp_path, *rows)


def test_cut_anywhere_it_gives_nothing(starter: Path):
    data = starter.read_bytes()
    for end in range(len(data)):
        starter.write_bytes(data[:end])
        said = why(starter)
        assert said.startswith("llr.gpstarter"), end
        assert "Ask whoever made it to send it again" in said


def test_with_any_bit_changed_it_gives_nothing_or_the_same(starter: Path):
    data, right = starter.read_bytes(), read_prescribing([starter], "C82001").imports
    for place in range(len(data)):
        for bit in (0, 3, 7):
            starter.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
            found = read_prescribing([starter], "C82001")
            assert found.imports == ({} if found.problems else right)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1]["months"][0][2].__setitem__(1, 999),
        lambda lines: lines.pop(1),
        lambda lines: lines.pop(),
        lambda lines: lines.insert(2, lines[1]),
    ],
)
def test_what_its_digest_does_not_fit_is_not_taken(change: Callable[[Lines], object], starter: Path):
    assert CHANGED in why(spoilt(starter, change, sign=False)) or CUT in why(starter)


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        (0, ("group",), "943 476 5919"),
        (0, ("group",), 7),
        (0, ("group",), "LLR\n\nAll is well"),
        (0, ("from",), "2025-13"),
        (0, ("to",), "2019-01"),
        (0, ("practices",), -1),
        (0, ("practices",), True),
        (0, ("practices",), 10**9),
        (0, ("files",), {}),
        (0, ("files", 0, "sha256"), "x" * 64),
        (0, ("files", 0, "months"), ["April"]),
        (0, ("files", 0, "questions"), ["none of ours"]),
        (0, ("products", 0), []),
        (0, ("products", 0), ["a", "b", "c"]),
        (1, ("practice",), "ONE"),
        (1, ("months",), []),
        (1, ("months", 0), ["2025-04", 0]),
        (1, ("months", 0, 0), "2025-05"),
        (1, ("months", 0, 1), 9),
        (1, ("months", 0, 2), [0, 1]),
        (1, ("months", 0, 2), [0, 1, 1, 0, 1, 1]),
        (1, ("months", 0, 2, 0), 77),
        (1, ("months", 0, 2, 1), -1),
        (1, ("months", 0, 2, 1), 10**13),
        (1, ("months", 0, 2, 1), "1e5"),
        (1, ("months", 0, 2, 1), "NaN"),
        (1, ("months", 0, 2, 1), "1.1234567"),
        (1, ("months", 0, 2, 2), "5"),
        (1, ("months", 0, 2, 2), 1.5),
    ],
)
def test_a_line_that_does_not_fit_is_named(line: int, path: tuple[object, ...], value: object, starter: Path):
    def change(lines: Lines) -> None:
        there: object = lines[line]
        for key in path[:-1]:
            there = there[key]  # type: ignore[index]
        there[path[-1]] = value  # type: ignore[index]

    said = why(spoilt(starter, change), practice=None)
    assert said.startswith(f"llr.gpstarter, row {line + 1}: {CHANGED}")


@pytest.mark.parametrize("figures", [0, 7, 9, 10**12])
def test_it_has_as_many_figures_as_it_says(figures: int, starter: Path):
    spoilt(starter, lambda lines: lines[0].update(figures=figures))
    assert CHANGED in why(starter, practice=None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"C82001"', b'"C82001","practice":"C82002"'),
        (b'"C82001"', b'"C82\\u00301"'),
        (b'"months":', b'"months": '),
        (b'"months":[', b'"months":[],"months":['),
        (b'"months":[', b'"more":1e999,"months":['),
        (b'"months":[', b'"more":"\\ud800","months":['),
    ],
)
@pytest.mark.parametrize("practice", ["C82001", None])
def test_a_line_has_one_spelling(old: bytes, new: bytes, practice: str | None, starter: Path):
    lines = gzip.decompress(starter.read_bytes()).splitlines(keepends=True)
    assert old in lines[1]
    lines[1] = lines[1].replace(old, new, 1)
    digest = sha256(b"".join(lines[:-1])).hexdigest()
    lines[-1] = json.dumps({"sha256": digest}, separators=(",", ":")).encode() + b"\n"
    starter.write_bytes(gzip.compress(b"".join(lines)))
    assert CHANGED in why(starter, practice=practice)


def test_a_newer_format_is_told_as_that(starter: Path):
    spoilt(starter, lambda lines: lines[0].update({layout.MARK: 2, "files": "of another shape"}))
    assert why(starter) == (
        "llr.gpstarter, row 1: it was made by a newer version of this app (format 2; this one reads 1). "
        "Install the newest version of the app, or ask for a starter file made with this one"
    )


def test_a_practice_that_is_not_in_it_is_told_what_it_holds(starter: Path):
    assert why(starter, practice="C82999") == (
        "llr.gpstarter: C82999 is not in it: this is the starter file of Example PCN: 2 practices, April "
        "2025 to June 2025, made from 2 files. Check the practice's code, or ask for a starter file with "
        "your practice in it"
    )


def test_two_that_say_something_else_of_a_month_are_told_with_both_figures(tmp_path: Path):
    one = starter_of(tmp_path, Row(items=4), name="network.gpstarter")
    other = starter_of(tmp_path, Row(items=5), name="llr.gpstarter")
    assert why(one, other) == (
        "llr.gpstarter: April 2025 of C82001 has 5 inhalers here (from EPD_202504.csv) and 4 inhalers in "
        "network.gpstarter (from EPD_202504.csv). Open only the one that is right, which is mostly the one "
        "made later"
    )


def test_so_is_one_beside_a_file_of_the_month(tmp_path: Path):
    one = starter_of(tmp_path, Row(items=4))
    other = saved(tmp_path / "april.csv", text_of(renamed([Row(items=5)])).encode())
    assert "April 2025 of C82001 has 4 inhalers here" in why(other, one)
    same = saved(tmp_path / "same.csv", text_of(renamed([Row(items=4)])).encode())
    assert read_prescribing([same, one], "C82001").problems == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04 a zip", "it is no starter file"),
        (b"BNF code,Inhalers\n", "it is no starter file"),
        (gzip.compress(b"BNF code,Inhalers\n", mtime=0), "it is no starter file"),
    ],
)
def test_another_file_under_its_ending_is_no_starter(data: bytes, expected: str, tmp_path: Path):
    said = why(saved(tmp_path / "sheet.gpstarter", data))
    assert expected in said


def test_one_that_is_not_there_or_a_folder_is_told(tmp_path: Path):
    assert "there is no such file" in why(tmp_path / "gone.gpstarter")
    (tmp_path / "folder.gpstarter").mkdir()
    assert "this is a folder" in why(tmp_path / "folder.gpstarter")


def test_under_another_name_it_is_known_by_what_is_in_it(starter: Path, tmp_path: Path):
    renamed_file = starter.rename(tmp_path / "from-the-icb.gz")
    assert read_prescribing([renamed_file], "C82001").starters == ("from-the-icb.gz",)


def test_hostile_ones_end_in_a_sentence_in_bounded_time_and_memory(tmp_path: Path):
    head = json.dumps({layout.MARK: 1}).encode()[:-1]
    bombs = {
        "one endless line": head + b" " * (layout.MOST_UNPACKED // 4),
        "deep": head + b',"group":' + b"[" * 3_000_000 + b"\n",
        "many lists": head + b',"files":[' + b"[]," * 1_000_000 + b"[]]}\n",
        "a long number": head + b',"practices":' + b"9" * 3_000_000 + b"}\n",
        "many lines": head + b"}\n" + b'{"practice":"C82001","months":[]}\n' * 2_000_000,
    }
    for what, text in bombs.items():
        path = saved(tmp_path / "bomb.gpstarter", gzip.compress(text, 1))
        tracemalloc.start()
        start = time.process_time()
        said = why(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "bomb.gpstarter" in said, what
        assert peak < 150e6, (what, peak)
        assert time.process_time() - start < 20, what


def test_what_unpacks_to_more_than_it_may_is_not_read_on(starter: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 300)
    assert "larger than a starter file can be" in why(starter)
    monkeypatch.setattr(reading, "MOST_PACKED", 100)
    assert why(starter) == "llr.gpstarter: it is larger than a starter file can be; do not use it"


def test_no_more_is_taken_at_once_than_memory_holds(starter: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_TAKEN", 7)
    assert "more figures than can be taken at once: open it for one practice" in why(starter, practice=None)
    assert read_prescribing([starter], "C82001").problems == ()


def test_months_that_no_file_gave_and_those_a_practice_has_not_are_told(tmp_path: Path):
    rows = [
        Row(month="2019-04"), Row(month="2019-07"), Row(month="2019-08"), Row(month="2019-10"),
        Row(month="2019-09", practice="C82002"),
    ]  # fmt: skip
    found = read_prescribing([starter_of(tmp_path, *rows)], "C82001")
    assert found.notes[0].endswith(
        "made from 5 files. It is not signed: its figures are as its maker gave them, so take it only from "
        "someone you know"
    )
    assert found.notes[1:] == (
        "llr.gpstarter: its newest month is October 2019. Months are published about seven weeks after they "
        "end, so later ones are not in it",
        "llr.gpstarter: no file gave May 2019 to June 2019; there are no figures of that time in it",
        "llr.gpstarter: C82001 has no inhalers in September 2019",
    )
    late = read_prescribing([tmp_path / "llr.gpstarter"], "C82002")
    assert late.notes[-1] == "llr.gpstarter: C82002 is in it from September 2019 on"


def test_making_one_is_refused_with_the_file_and_what_to_do(tmp_path: Path, starter: Path):
    april = month_files(tmp_path / "a", [Row(), Row(practice="C82002")])
    again = saved(tmp_path / "again.csv", text_of(renamed([Row(items=2)])).encode())
    plain = saved(tmp_path / "sheet-2025-04.csv", f"BNF code,Inhalers\n{SALAMOL},3\n".encode())
    single = saved(
        tmp_path / f"spending-by-practice-{SALAMOL}.csv",
        b"actual_cost,date,items,quantity,row_id,row_name\n1,2025-04-01,3,3,C82001,SURGERY\n",
    )
    other = month_files(tmp_path / "b", [Row(practice="A80001", month="2025-05")])

    def refused(*files: Path) -> str:
        made = made_of(files)
        assert (made.head, made.data) == (None, b"")
        return str(made.problems[0])

    assert refused(*april, again) == (
        "again.csv: April 2025 is in EPD_202504.csv too (C82001); give one of the two files"
    )
    assert refused(*april, *april).endswith("the same file is given twice; give it once")
    assert refused(plain).startswith("sheet-2025-04.csv: the file does not say which practice it is of")
    assert refused(single).endswith("a starter file is made of files with every product")
    assert refused(*other) == (
        "EPD_202505.csv: it has no inhalers of the practices that were asked for; leave it out"
    )
    assert refused(starter).startswith("llr.gpstarter: this is a starter file")
    nothing = made_of(april, first="2026-01").problems
    assert [str(each) for each in nothing] == [
        "EPD_202504.csv: nothing in it is of the time that was asked for"
    ]
