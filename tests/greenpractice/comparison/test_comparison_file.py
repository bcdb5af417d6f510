"""A comparison file is read as it was signed, and anything else is refused in a sentence that names it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.comparison import comparison_file
from greenpractice.comparison.comparison_file import Comparison
from greenpractice.errors import UserError
from greenpractice.exchange.signed_file import signed_file
from tests.greenpractice.comparison.some_comparisons import KEY, MADE, a_comparison, read, signed

DATA = signed()
VALUES: dict[str, Any] = json.loads(DATA)
Change = Callable[[dict[str, Any]], object]


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(data)
    assert str(caught.value).startswith("new.gpcompare")
    return str(caught.value)


def changed(change: Change) -> bytes:
    """Signed all the same, as if another program had made it so."""
    values = {key: value for key, value in json.loads(DATA).items() if key not in ("public_key", "signature")}
    change(values)
    return signed_file(comparison_file.KIND, values, KEY)


def test_what_was_put_in_comes_out():
    found, put_in = read(DATA), a_comparison()
    assert found == Comparison(**{
        **{name: getattr(put_in, name) for name in Comparison.__slots__},
        "public_key": KEY.public_key, "digest": found.digest,
    })  # fmt: skip
    assert list(found.measures) == list(put_in.measures)
    assert signed() == DATA
    assert signed(a_comparison(made=MADE + timedelta(seconds=1))) != DATA


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_other_byte_is_refused(place: int, by: int):
    refused(DATA[:place] + bytes([DATA[place] ^ by]) + DATA[place + 1 :])


@pytest.mark.parametrize("size", [0, 1, 9, len(DATA) // 2, len(DATA) - 2])
def test_what_is_broken_off_is_refused(size: int):
    refused(DATA[:size])


USUAL: dict[str, Any] = VALUES["measures"]["inhalers"]


def usual(**parts: object) -> Change:
    return lambda values: values["measures"].update(inhalers={**USUAL, **parts})


def share_of_more(values: dict[str, Any]) -> None:
    values["measures"]["SABA share"] = {**USUAL, "quartiles": ["0.4", "0.5", "1.1"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (usual(practices=4), "is of fewer than 5 practices"),
        (usual(practices=9), "is of more practices than sent"),
        (usual(practices=True), "must say of how many"),
        (usual(practices="8"), "must say of how many"),
        (usual(quartiles=["1", "2"]), "three quartiles"),
        (usual(quartiles=["3", "2", "1"]), "three quartiles in order"),
        (usual(quartiles=[1, 2, 3]), "three quartiles"),
        (usual(quartiles=["NaN", "NaN", "NaN"]), "three quartiles"),
        (usual(quartiles=["1e9", "1e9", "1e9"]), "three quartiles"),
        (usual(quartiles=["1", "2", "341"]), "finer than a comparison tells"),
        (share_of_more, "share of more than the whole"),
        (usual(lowest="1"), "must say of how many"),
        (lambda values: values["measures"].update(C82001=USUAL), "Update the app first"),
        (lambda values: values.update(measures={}), "one measure or more"),
        (lambda values: values.update(measures=[]), "one measure or more"),
        (lambda values: values.update(version=2), "for a newer Greener Practice"),
        (lambda values: values.update(period="2026-27-Q5"), "a quarter or a year"),
        (lambda values: values.update(period=2026), "a quarter or a year"),
        (lambda values: values.update(made="2026-08-01"), "must be a time"),
        (lambda values: values.update(made="9999-12-31T23:59:59-14:00"), "must be a time"),
        (lambda values: values.update(sent=99999), "no fewer than sent"),
        (lambda values: values.update(practices=10**9), "number of practices"),
        (lambda values: values.update(demo=1), "true or false"),
        (lambda values: values.update(group="../../x"), "codes of networks"),
        (lambda values: values.update(group="A" * 2000), "codes of networks"),
        (lambda values: values.update(group_name="a\nb"), "one line"),
        (lambda values: values.update(practice="C82001"), "no comparison has that"),
        (lambda values: values.pop("facts"), "it is not there"),
        (lambda values: values.update(format="greenpractice-facts"), "is no comparison file"),
    ],
)  # fmt: skip
def test_what_another_program_signed_is_refused_too(change: Change, said: str):
    assert said in refused(changed(change))


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"null", b"[" * 50_000, b'{"app":' * 20_000, b"\xff\xfe", b"%PDF-1.7", DATA + b" ",
     DATA.replace(b",", b", "), b"x" * 70_000],
    ids=range(11),
)  # fmt: skip
def test_other_files_are_refused(data: bytes):
    refused(data)
