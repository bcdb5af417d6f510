"""The search for an inhaler's code finds each line that has one, wherever in the line it stands."""

import re

import pytest

from greenpractice.prescribing.header import header_of
from greenpractice.prescribing.searching import Looking, NotSearchable, _nominated, looking_for
from tests.greenpractice.prescribing.made import Row, legacy, text_of

LOOKING = Looking(b",03", re.compile(rb",0301[,\r\n]|,0301$"), quoted=False)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (b"a,0301,x\nb,0302,x\nc,0301,x\n", [b"a,0301,x", b"c,0301,x"]),
        (b",0301,x\nb,0302,x\n", [b",0301,x"]),
        (b"b,0302,x\n,0301,x\n", [b",0301,x"]),
        (b"a,0302,x\nb,x,0301", [b"b,x,0301"]),
        (b"a,0301,0301,0301\nb,0301", [b"a,0301,0301,0301", b"b,0301"]),
        (b"a,0301", [b"a,0301"]),
        (b"a,0302\n", []),
        (b"", []),
    ],
)
def test_lines_with_a_code_are_found_whole_and_once(block: bytes, lines: list[bytes]):
    assert [block[start:end] for start, end in reversed(_nominated(block, LOOKING))] == lines


def test_what_a_code_looks_like_is_told_by_the_first_row():
    cells = legacy([Row()])
    header = header_of([(",", cells[0])])
    looking = looking_for(text_of(cells).encode(), header)
    assert (looking.start, looking.quoted) == (b",030", False)
    assert looking.pattern.match(b",0301011R0BEAIAP,")
    assert not looking.pattern.match(b",0303011R0BEAIAP,")
    quoted = looking_for(text_of(cells, quote_all=True).encode(), header)
    assert (quoted.start, quoted.quoted) == (b',"030', True)
    assert quoted.pattern.match(b',"0301011R0BEAIAP"')


def test_a_block_without_a_row_cannot_be_searched():
    cells = legacy([Row()])
    header = header_of([(",", cells[0])])
    for text in (text_of(cells[:1]).rstrip("\n"), ""):
        with pytest.raises(NotSearchable):
            looking_for(text.encode(), header)


def test_a_quotation_mark_at_the_end_of_a_line_quotes_its_own_cell_only():
    cells = legacy([Row()])
    header = header_of([(",", cells[0])])
    first, _, rest = text_of(cells).partition("\n")
    row = rest.rstrip("\n").rpartition(",")
    looking = looking_for(f'{first}\n{row[0]},"N"\n'.encode(), header)
    assert not looking.quoted
