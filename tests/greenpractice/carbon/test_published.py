"""Typed inhalers beside those of files: how many of each, in words."""

import pytest

from greenpractice.carbon.published import typed_beside
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument

FROM_FILE = ImportedFrom("epd.csv", ("2025-04",))


@pytest.mark.parametrize(
    ("typed", "published", "words"),
    [
        (("10",), ("11",), "10 of the 21 inhalers are typed, of 1 product."),
        (("10", "0.5"), ("2", "3"), "10.5 of the 15.5 inhalers are typed, of 2 products."),
        (("10",), (), ""),
        ((), ("11",), ""),
    ],
)
def test_typed_inhalers_are_told_beside_those_of_files(
    typed: tuple[str, ...], published: tuple[str, ...], words: str
):
    rows = tuple(
        {"bnf_code": f"0301011R0BEAI{n:02}", "inhalers": each} for n, each in enumerate(typed + published)
    )
    flags = tuple(Flag("inhalers", n, None, source=FROM_FILE) for n in range(len(typed), len(rows)))
    document = ReturnDocument(
        "C82001", Period(2025, 1), 1, "2025-07-08", sections={"inhalers": rows}, flags=flags
    )
    assert typed_beside(document) == words
