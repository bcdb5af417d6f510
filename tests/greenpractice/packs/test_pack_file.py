"""A pack is what its maker signed, to the byte, or it is refused in a sentence."""

import gzip
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.errors import UserError
from greenpractice.facts.tables_reading import table_names
from greenpractice.packs import pack_file
from greenpractice.packs.pack_file import make_pack, read_pack, read_pack_file, tables_in
from greenpractice.returns.documents import one_spelling
from tests.greenpractice.packs.some_packs import DAY, KEY, OTHER_KEY, READ_OUT, packed, shipped, written

SMALL = {"plan/sources.toml": 'a = "ü"\n'}
DATA = packed(SMALL)
VALUES = json.loads(DATA)


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_pack(data, "new.gppack")
    said = str(caught.value)
    assert said.startswith("new.gppack")
    assert said.endswith(".")
    return said


def spelled(**others: object) -> bytes:
    """A pack with other values, spelled as packs are, and signed anew where a key is not among them."""
    values = {name: value for name, value in {**VALUES, **others}.items() if value is not ...}
    if "signature" not in others:
        unsigned = {name: value for name, value in values.items() if name != "signature"}
        values["signature"] = KEY.sign(one_spelling(unsigned))
    return one_spelling(values) + b"\n"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
names = st.text("abc äÉ123", min_size=1, max_size=40).map(str.strip).filter(bool)


@given(
    st.dictionaries(st.sampled_from(table_names()), texts, min_size=1, max_size=4), names, names, st.dates()
)
def test_what_is_read_is_what_was_made(files: dict[str, str], name: str, maker: str, day: date):
    data = make_pack(files, name, maker, day, KEY)
    pack = read_pack(data, "x.gppack")
    assert (dict(pack.files), pack.name, pack.maker, pack.day) == (files, name, maker, day)
    assert pack.public_key == KEY.public_key
    assert make_pack(files, name, maker, day, KEY) == data


def test_a_changed_byte_anywhere_is_refused():
    for place in range(len(DATA)):
        for other in {DATA[place] ^ 1, DATA[place] ^ 0x20, ord(" "), ord("0")} - {DATA[place]}:
            refused(DATA[:place] + bytes([other]) + DATA[place + 1 :])


def test_a_byte_more_or_less_anywhere_is_refused():
    for place in range(len(DATA)):
        refused(DATA[:place] + DATA[place + 1 :])
        refused(DATA[:place] + b" " + DATA[place:])
        refused(DATA[:place])
    refused(DATA + b"\n")
    refused(b"\xef\xbb\xbf" + DATA)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_more_than_a_sentence(data: bytes):
    refused(data)
    refused(DATA[:40] + data)


def _zip(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed_file:
        for name, data in members.items():
            packed_file.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format":"greenpractice-return"}',
        b"[" * 100_000,
        b'{"day":"' + b"[" * 100_000,
        b'{"format":' * 50_000,
        b'{"format":NaN}',
        b'{"format":' + b"9" * 5000 + b"}",
        b'{"format":"\\ud800"}\n',
        _zip(**{"../../evil": b"x", "pack.json": DATA}),
        _zip(bomb=b"\0" * 5_000_000),
        gzip.compress(DATA),
        "{}".encode("utf-16"),
    ],
    ids=range(15),
)
def test_other_files_are_refused(data: bytes):
    refused(data)


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pack_file, "KIND", replace(pack_file.KIND, most_bytes=len(DATA) - 1))
    with pytest.raises(UserError, match=r"^new\.gppack is larger than"):
        read_pack_file(written(tmp_path, DATA))
    with pytest.raises(UserError, match="is a folder"):
        read_pack_file(tmp_path)
    with pytest.raises(UserError, match=r"^There is no file"):
        read_pack_file(tmp_path / "none.gppack")


@pytest.mark.parametrize("name", sorted(VALUES.keys() - {"signature"}))
def test_a_pack_that_lacks_a_part_is_named_incomplete(name: str):
    said = refused(spelled(**{name: ...}))
    assert name in said or name == "format"
    assert "incomplete" in said or name == "format"


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"colour": "red"}, "colour: no pack has that"),
        ({"name": ""}, "name: it must be given"),
        ({"name": "a\nb"}, "name: it must be one line"),
        ({"name": "x" * 101}, "name: it must be 100 characters"),
        ({"name": "943 476 5919"}, "name: it .*NHS number"),
        ({"maker": 7}, "maker: it must be given"),
        ({"day": "1 June 2030"}, "day: it must be a day"),
        ({"day": "20300601"}, "day: it must be a day"),
        ({"version": 0}, "version: it must be 1"),
        ({"version": True}, "version: it must be 1"),
        ({"version": "1"}, "version: it must be 1"),
        ({"version": 2}, "newer Greener Practice"),
        ({"files": {}}, "files: it must be one table"),
        ({"files": {"plan/sources.toml": 7}}, "files: it must be one table"),
        ({"files": {"inhalers/colours.csv": ""}}, "inhalers/colours.csv: this app has no such table"),
        ({"files": {"../app.py": ""}}, "this app has no such table"),
        ({"public_key": KEY.public_key.upper()}, "public_key: it must be 64"),
        ({"signature": "0" * 128}, f"signature does not fit the key {READ_OUT}"),
        ({"public_key": OTHER_KEY.public_key}, "signature does not fit the key"),
        ({"format": "greenpractice-return"}, "is no facts pack"),
    ],
)
def test_each_part_is_looked_at(others: dict[str, object], words: str):
    assert re.search(words, refused(spelled(**others)))


def test_whoever_changes_a_pack_can_sign_it_only_as_themselves():
    unsigned = {name: value for name, value in VALUES.items() if name != "signature"}
    own = {**unsigned, "public_key": OTHER_KEY.public_key}
    data = one_spelling({**own, "signature": OTHER_KEY.sign(one_spelling(own))}) + b"\n"
    assert read_pack(data, "x").public_key == OTHER_KEY.public_key
    refused(one_spelling({**own, "signature": VALUES["signature"]}) + b"\n")


def test_tables_are_found_by_their_names_whatever_a_spreadsheet_did_to_them(tmp_path: Path):
    folder = tmp_path / "mine" / "inhalers"
    folder.mkdir(parents=True)
    (folder / "kg.csv").write_bytes(b"\xef\xbb\xbfa,b\r\n1,2\r\n")
    (folder / "notes.txt").write_text("mine")
    (tmp_path / "mine" / "README.md").write_text("read me")
    for given_path in (tmp_path / "mine", folder):
        found, others = tables_in([given_path])
        assert found == {"inhalers/kg.csv": "a,b\n1,2\n"}
        assert folder / "notes.txt" in others
    assert tables_in([folder / "kg.csv"]) == (found, [])
    with pytest.raises(UserError, match="is there twice"):
        tables_in([folder, folder / "kg.csv"])
    (folder / "kg.csv").write_bytes(b"\xff")
    with pytest.raises(UserError, match="byte 0 is not UTF-8"):
        tables_in([folder])
    with pytest.raises(UserError, match="There is no file"):
        tables_in([folder / "none.csv"])


def test_a_pack_holds_something_and_says_whose_it_is():
    with pytest.raises(UserError, match="There is no table"):
        make_pack({}, "A", "B", DAY, KEY)
    with pytest.raises(UserError, match="the name of the pack must be given"):
        make_pack(SMALL, " ", "B", DAY, KEY)
    with pytest.raises(UserError, match="the maker of the pack must be one line"):
        make_pack(SMALL, "A", "B\n", DAY, KEY)


def test_every_shipped_table_goes_through_a_pack():
    assert dict(read_pack(packed(shipped()), "x").files) == shipped()
