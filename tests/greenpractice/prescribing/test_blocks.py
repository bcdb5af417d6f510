"""Blocks of whole lines: wherever a file is cut while it is read, no line is."""

import pytest

from greenpractice.prescribing import opening
from greenpractice.prescribing.both_halves import _doubled
from greenpractice.prescribing.opening import _sixteen_bits, _whole_lines
from greenpractice.prescribing.values import Refused

TEXT = b"one,1\ntwo,2\nthree,3\n"


@pytest.mark.parametrize("text", [TEXT, TEXT[:-1], TEXT.replace(b"\n", b"\r\n"), b"\n\nx\n", b"one"])
@pytest.mark.parametrize("size", range(1, 12))
def test_every_block_but_the_last_ends_with_a_line(text: bytes, size: int):
    first = text[:8]  # a first block with no line's end in it is taken for one of an old Mac
    pieces = [first, *(text[start : start + size] for start in range(8, len(text), size))]
    blocks = list(_whole_lines(iter(pieces)))
    assert b"".join(blocks) == text
    assert all(block.endswith(b"\n") for block in blocks[:-1])
    assert all(blocks)


def test_lines_of_an_old_mac_become_lines():
    pieces = [b"one,1\rtw", b"o,2\rthree,3\r", b"four"]
    blocks = list(_whole_lines(iter(pieces)))
    assert b"".join(blocks) == b"one,1\ntwo,2\nthree,3\nfour"
    assert all(block.endswith(b"\n") for block in blocks[:-1])


@pytest.mark.parametrize("pieces", [[b"a\nb\0\n"], [b"a\n", b"b", b"\0\n"], [b"a\nb", b"\0"]])
def test_a_nul_byte_is_refused_with_its_row(pieces: list[bytes]):
    with pytest.raises(Refused) as caught:
        list(_whole_lines(iter(pieces)))
    # Rows count from the end of the last block that was given.
    assert caught.value.row == (2 if len(pieces) == 1 else 1)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffCODE", "utf-16-le"),
        ("\ufeffCODE", "utf-16-be"),
        ("CODE", "utf-16-le"),
        ("CODE", "utf-16-be"),
        ("COD", None),
        ("CODE,NAME", None),
    ],
)
def test_sixteen_bits_are_told_by_a_mark_or_by_every_second_byte(text: str, encoding: str | None):
    data = text.encode(encoding or ("utf-16-le" if text == "COD" else "utf-8"))
    assert _sixteen_bits(data) == encoding


def test_of_two_halves_read_side_by_side_one_tells_for_both():
    told: list[tuple[int, int]] = []
    _doubled(lambda done, size: told.append((done, size)))(3, 10)
    assert told == [(6, 20)]


def test_a_line_may_be_as_long_as_the_longest_and_no_longer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "LONGEST_LINE", 5)
    assert list(_whole_lines(iter([b"a\n123", b"45"]))) == [b"a\n", b"12345"]
    with pytest.raises(Refused) as caught:
        list(_whole_lines(iter([b"a\nb\n123", b"456"])))
    assert caught.value.row == 1
    with pytest.raises(Refused) as caught:
        list(_whole_lines(iter([b"a\nb\n123456"])))
    assert caught.value.row == 3
