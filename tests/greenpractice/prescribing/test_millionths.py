"""Numbers of prescribing files as whole millionths, exact as far as six decimals go."""

import pytest

from greenpractice.prescribing.millionths import millionths


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7_000_000),
        (" 007. ", 7_000_000),
        ("1.5", 1_500_000),
        (".5", 500_000),
        ("0.000001", 1),
        ("0.123456", 123_456),
        ("0.1234564", 123_456),
        ("0.1234565", 123_457),
        ("1.0000005", 1_000_001),
        (".0000005", 1),
        ("1,234.5", 1_234_500_000),
        ("12,345,678", 12_345_678_000_000),
        ("1,23", None),
        ("1.5.", None),
        ("-1", None),
        ("1e3", None),
        ("", None),
        ("1234567890123456", None),
    ],
)
def test_a_number_is_read_to_the_millionth(text: str, number: int | None):
    assert millionths(text) == number
