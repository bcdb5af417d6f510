"""The data page's rows: short, plain, and readable back into the same document."""

import pytest
from hypothesis import given

from greenpractice.returns.data_rows import LONGEST, DamagedPage, data_rows, read_rows
from greenpractice.returns.documents import ReturnDocument, to_json
from tests.strategies import documents

SEAL = {
    "sha256": "ab" * 32,
    "app": "0.1.0",
    "factor_sets": {"uk_conversion_factors": "2025"},
    "total_kgco2e": "12.5",
    "demo": False,
}


def any_width(_: str) -> bool:
    return True


@given(documents())
def test_rows_give_the_document_back(document: ReturnDocument):
    values = {**to_json(document), "seal": SEAL}
    rows = data_rows(values, any_width)
    assert read_rows((row.key, row.value) for row in rows) == values


@given(documents())
def test_rows_are_ascii_short_and_have_no_space_that_could_be_lost(document: ReturnDocument):
    for row in data_rows(to_json(document), any_width):
        assert row.value.isascii()
        assert len(row.value) <= LONGEST
        assert row.value == row.value.strip()
        assert "  " not in row.value


@pytest.mark.parametrize(
    "rows",
    [
        [("return", "format=x"), ("return", "format=x")],
        [("return+", "format=x")],
        [("nonsense!", "a=b")],
        [("return", "no pairs here")],
        [("return", "format=x"), ("water.1", "supply_m3=1")],
        [("return", "format=x"), ("water.x", "supply_m3=1")],
        [("return", "format=x"), ("flags.1", "section=water")],
        [("return", "version=one"), ("return.practice", "name=x")],
        [("return", "format=x"), ("return.practice", 'name="half an \\u12"')],
        [("return.practice", "name=x"), ("seal", "sha256=ab")],
    ],
)
def test_rows_that_were_changed_do_not_read(rows: list[tuple[str, str]]):
    with pytest.raises(DamagedPage, match="data page"):
        read_rows(rows)


def test_a_value_of_48_characters_is_one_row_and_a_longer_one_goes_on():
    values = {"format": "f", "version": 1, "period": "p", "revision": 1, "created": "c", "sections": {}}

    def rows_of(name: str) -> list[tuple[str, str]]:
        found = data_rows({**values, "practice": {"name": name}}, any_width)
        return [(row.key, row.value) for row in found if row.key.startswith("return.practice")]

    assert rows_of("x" * 43) == [("return.practice", "name=" + "x" * 43)]
    assert rows_of("x" * 44) == [("return.practice", "name=" + "x" * 43), ("return.practice&", "x")]


@given(documents())
def test_rows_are_cut_by_what_fits_and_read_back(document: ReturnDocument):
    values = {**to_json(document), "seal": SEAL}

    def fits(text: str) -> bool:
        return sum(2 if letter.isupper() else 1 for letter in text) <= 30

    rows = data_rows(values, fits)
    assert all(fits(row.value) for row in rows)
    assert read_rows((row.key, row.value) for row in rows) == values
