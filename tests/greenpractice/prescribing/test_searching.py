"""The search for an inhaler's code finds each line that has one, wherever in the line it stands."""

import re

import pytest

from greenpractice.prescribing.searching import Looking, _nominated

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
