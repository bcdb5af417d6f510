"""Reading a return document: every rule of the format broken one at a time, each named."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from greenpractice.errors import InputError
from greenpractice.returns.checking import questions
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from greenpractice.returns.reading import read_document
from greenpractice.returns.versions import VERSION

Sample = dict[str, Any]
Break = Callable[[Sample], object]


def read(values: Sample | str | bytes) -> ReturnDocument:
    text = values if isinstance(values, str | bytes) else json.dumps(values)
    return read_document(text if isinstance(text, bytes) else text.encode(), "return.json")[0]


def refused(values: Sample | str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(values)
    assert str(caught.value).startswith("return.json: ")
    return str(caught.value)


def row(section: str, field: str, value: object, position: int = 0) -> Break:
    return lambda d: d["sections"][section][position].__setitem__(field, value)


def top(key: str, value: object) -> Break:
    return lambda d: d.__setitem__(key, value)


def flag(**changes: object) -> Break:
    return lambda d: d["flags"][0].update(changes)


REFUSED = tomllib.loads((Path(__file__).parent / "refused.toml").read_text(encoding="utf-8"))
BROKEN: dict[str, tuple[Break, list[str]]] = {
    "another format": (top("format", "something"), ["format", "not a return"]),
    "a newer version": (top("version", VERSION + 1), ["version", "is newer", "update"]),
    "no version": (lambda d: d.pop("version"), ["version"]),
    "no practice": (lambda d: d.pop("practice"), ["practice"]),
    "no period": (lambda d: d.pop("period"), ["period", "must be given"]),
    "no revision": (lambda d: d.pop("revision"), ["revision", "must be given"]),
    "no created": (lambda d: d.pop("created"), ["created", "must be given"]),
    "no sections": (lambda d: d.pop("sections"), ["sections", "must be given"]),
    "a malformed practice code": (lambda d: d["practice"].update(ods_code="C8200"), ["five digits"]),
    "a practice code in small letters": (lambda d: d["practice"].update(ods_code="c82001"), ["ods_code"]),
    "a period that is none": (top("period", "2025-27-Q1"), ["period", "2025-26-Q1"]),
    "a fifth quarter": (top("period", "2025-26-Q5"), ["period"]),
    "a revision of 0": (top("revision", 0), ["revision", "1 or more"]),
    "half a revision": (top("revision", 1.5), ["revision", "whole"]),
    "a time that is none": (top("created", "yesterday"), ["created", "yesterday"]),
    "an unknown key": (top("sender", "x"), ["sender", "not known"]),
    "an unknown key of the practice": (lambda d: d["practice"].update(list_size=1), ["list_size"]),
    "an unknown key of the contact": (lambda d: d["contact"].update(phone="1"), ["phone"]),
    "an unknown section": (lambda d: d["sections"].update(gas=[]), ["gas", "not known"]),
    "an unknown section without data": (lambda d: d["sections"].update(gas=None), ["gas", "not known"]),
    "a week for a day": (row("electricity", "from", "2025-W14-2"), ["electricity", "from", "2025-W14-2"]),
    "an empty product code": (
        lambda d: d["sections"]["inhalers"].append({"bnf_code": " ", "inhalers": "1"}),
        ["inhalers", "row 2", "bnf_code", "must be a code"],
    ),
    "an unlisted product with an empty name": (
        lambda d: d["sections"]["inhalers"].append({"bnf_code": "0399999Z0ZZZZZZ", "name": " "}),
        ["inhalers", "row 2", "name"],
    ),
    "an unknown field": (row("water", "m3", "1"), ["water", "row 1", "m3", "not known"]),
    "a section that is no list": (lambda d: d["sections"].update(water={}), ["water", "list"]),
    "a row that is no object": (lambda d: d["sections"].update(water=["1"]), ["water", "row 1"]),
    "two rows of a form": (lambda d: d["sections"]["asthma_care"].append({}), ["asthma_care", "one row"]),
    "a negative number": (row("water", "supply_m3", "-1"), ["water", "row 1", "supply_m3", "0 or more"]),
    "an exponent": (row("water", "supply_m3", "1e3"), ["supply_m3", "plain number"]),
    "not a number": (row("water", "supply_m3", "NaN"), ["supply_m3"]),
    "a comma": (row("water", "supply_m3", "1,250"), ["supply_m3"]),
    "an empty text for a number": (row("water", "supply_m3", ""), ["supply_m3"]),
    "true for a number": (row("water", "supply_m3", True), ["supply_m3"]),
    "too large a number": (row("water", "supply_m3", "1000000000.1"), ["supply_m3", "1,000,000,000"]),
    "seven decimals": (row("water", "supply_m3", "0.1234567"), ["supply_m3", "6 decimal"]),
    "half a patient": (row("practice", "registered_patients", "9.5"), ["registered_patients", "whole"]),
    "half an item": (row("inhalers", "items", "9.5"), ["items", "whole"]),
    "a number for a text": (row("heating", "site", 5), ["heating", "site", "text"]),
    "a fuel that is none": (row("heating", "fuel", "coal"), ["heating", "fuel", "natural_gas"]),
    "gas by the litre": (row("heating", "unit", "litre"), ["heating", "unit", "kWh or m3"]),
    "a tariff that is none": (row("electricity", "tariff", "green"), ["tariff", "renewable"]),
    "a basis that is none": (row("electricity", "basis", "guess"), ["basis", "readings"]),
    "a purpose that is none": (row("business_travel", "purpose", "fun"), ["purpose", "home_visit"]),
    "a way of travelling that is none": (row("commuting", "mode", "horse"), ["mode", "car_petrol"]),
    "a distance in feet": (row("commuting", "unit", "ft"), ["commuting", "unit", "mile, km"]),
    "a stream that is none": (row("waste", "stream", "glass"), ["stream", "recycling"]),
    "a status that is none": (row("actions", "status", "done"), ["actions", "status", "completed"]),
    "a yes in quotes": (row("actions", "print", "true"), ["actions", "print", "true or false"]),
    "more than all by car": (row("appointments", "car_share", "1.1"), ["car_share", "1 or less"]),
    "more than recycled": (row("paper", "recycled_content", "2"), ["recycled_content", "1 or less"]),
    "a day that is none": (row("electricity", "to", "2025-06-31"), ["electricity", "to", "2025-06-31"]),
    "a bill that ends before it starts": (row("electricity", "to", "2025-03-31"), ["1 April 2025 or later"]),
    "more pMDI than inhalers": (row("inhaler_returns", "pmdi", "45"), ["pmdi", "44 or fewer"]),
    "more patients than the register": (row("asthma_care", "saba_6_or_more", "613"), ["612 or fewer"]),
    "more on steroids than the register": (row("asthma_care", "ics_3_or_more", "613"), ["ics_3", "612"]),
    "Take AIR after it ended": (row("inhaler_returns", "route", "take_air"), ["route", "ended", "pharmacy"]),
    "the same product twice": (
        lambda d: d["sections"]["inhalers"].append({"bnf_code": "0301011R0BEAIAP", "inhalers": "1"}),
        ["inhalers", "row 2", "bnf_code", "twice"],
    ),
    "an unlisted product without a name": (
        lambda d: d["sections"]["inhalers"].append({"bnf_code": "0399999Z0ZZZZZZ", "inhalers": "1"}),
        ["inhalers", "row 2", "name", "device"],
    ),
    "patients in a second row": (
        lambda d: d["sections"]["practice"].append({"registered_patients": "5"}),
        ["practice", "row 2", "registered_patients", "first row"],
    ),
    "an NHS number": (row("actions", "note", "ask 943 476 5919"), ["actions", "note", "NHS number"]),
    "a control character": (row("actions", "note", "a\u0007b"), ["note", "cannot be shown"]),
    "flags that are no list": (top("flags", {}), ["flags", "list"]),
    "an answer for a number that is not there": (
        flag(not_patients=["9434765919"]), ["heating, row 1", "not in this text", "not_patients"]
    ),
    "an answer that is no number": (
        flag(not_patients=["9434765919", "John Smith"], note="Account 9434765919"),
        ["heating, row 1", "not in this text"],
    ),
    "a flag on no row": (flag(row=1), ["flags, row 1", "heating has no row 1"]),
    "a flag on a section that is missing": (flag(section="oil"), ["flags", "section", "oil"]),
    "a flag on no field": (flag(field="kwh"), ["flags", "field", "kwh"]),
    "an unknown key of a flag": (flag(colour="red"), ["flags", "colour"]),
    "a flag that is not true or false": (flag(estimated="yes"), ["flags", "estimated"]),
    "evidence that is no list": (flag(evidence="bill.pdf"), ["flags", "evidence"]),
    "months that are none": (flag(source={"file": "a.csv", "months": ["2025-13"]}), ["flags", "2025-13"]),
    "two flags on one figure": (lambda d: d["flags"].append(d["flags"][0]), ["flags, row 2", "earlier flag"]),
    "an older version": (top("version", 0), ["version", "from 1 to"]),
    "sections that are no object": (top("sections", []), ["sections", "JSON object"]),
    "a practice that is no object": (top("practice", "C82001"), ["practice", "JSON object"]),
    "a flag that is no object": (top("flags", ["heating"]), ["flags, row 1", "JSON object"]),
    "a flag without a row": (lambda d: d["flags"][0].pop("row"), ["flags, row 1", "must be given"]),
    "a note that is no text": (flag(note=5), ["flags, row 1", "note", "text in quotes"]),
    "evidence that is no text": (flag(evidence=[5]), ["flags, row 1", "evidence", "text in quotes"]),
    "a source that is no object": (flag(source="a.csv"), ["flags, row 1", "source", "file, months"]),
    "a source of something else": (flag(source={"sheet": "a"}), ["flags, row 1", "source"]),
    "months that are no list": (flag(source={"months": "2025-04"}), ["flags, row 1", "source", "list"]),
    "months that are no texts": (flag(source={"months": [202504]}), ["flags, row 1", "source", "2025"]),
    "a question of no kind": (flag(source={"questions": ["2025-04 odd"]}), ["flags, row 1", "source", "odd"]),
    "a file's name that is no text": (flag(source={"file": 5}), ["flags, row 1", "source", "text"]),
    "a seal that is no object": (top("seal", []), ["seal", "JSON object"]),
    "a total that is no number": (top("seal", {"total_kgco2e": "much"}), ["seal.total_kgco2e", "number"]),
    "a digest that is no text": (top("seal", {"sha256": ["ab"]}), ["seal.sha256", "text"]),
    "a seal that may be a demo": (top("seal", {"demo": "maybe"}), ["seal.demo", "true or false"]),
    "an app without quotes": (top("seal", {"app": 5}), ["seal.app", "text"]),
    "a factor set that is no text": (top("seal", {"factor_sets": {"uk": 5}}), ["seal.factor_sets.uk"]),
    "an unknown key of the seal": (top("seal", {"md5": "x"}), ["seal", "md5"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_naming_where(name: str, sample: Sample):
    change, words = BROKEN[name]
    change(sample)
    message = refused(sample)
    for word in words:
        assert word in message
    said = [
        each.replace("{version}", str(VERSION)).replace("{next}", str(VERSION + 1)) for each in REFUSED[name]
    ]
    assert message.splitlines() == said


def test_every_problem_is_listed_at_once(sample: Sample):
    sample["sections"]["water"][0]["supply_m3"] = "x"
    sample["sections"]["paper"][0]["reams"] = "y"
    sample["extra"] = 1
    assert len(refused(sample).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "line 1"),
        ("[]", "JSON object"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": NaN}', "NaN"),
        ("[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "UTF-8"),
        (b" " * (9 * 1024 * 1024), "larger than 8 MB"),
        ("%PDF-1.7", "not JSON"),
    ],
)
def test_a_file_that_is_no_return_is_refused(text: str | bytes, says: str):
    assert says in refused(text)


def test_the_sample_of_the_format_reads_and_writes_the_same(sample: Sample):
    assert to_json(read(sample)) == sample


def test_numbers_may_be_json_numbers_and_keep_every_digit(sample: Sample):
    text = json.dumps(sample).replace('"110"', "110.10").replace('"260"', "260")
    rows = read(text).sections
    assert rows["water"][0]["supply_m3"] == "110.10"
    assert rows["inhalers"][0]["inhalers"] == "260"


def test_missing_and_null_are_no_data(sample: Sample):
    sample["sections"]["water"][0]["sewerage_m3"] = None
    sample["sections"]["paper"] = None
    del sample["sections"]["waste"]
    document = read(sample)
    assert "sewerage_m3" not in document.rows("water")[0]
    assert document.rows("paper") == document.rows("waste") == ()


def test_a_file_saved_by_notepad_reads(sample: Sample):
    assert read(b"\xef\xbb\xbf" + json.dumps(sample).encode()) == read(sample)


@pytest.mark.parametrize("period", ["1999-00-Q4", "2018-19", "2080-81-Q2"])
def test_no_period_is_compared_with_today(sample: Sample, period: str):
    sample["period"] = period
    assert read(sample).period.id == period


def test_a_newer_version_is_the_first_thing_said(sample: Sample):
    sample["version"] = VERSION + 1
    sample["new"] = "key"
    message = refused(sample)
    assert "update" in message
    assert "remove it" not in message


def test_a_note_of_a_windows_computer_reads(sample: Sample):
    sample["flags"][0]["note"] = "June\r\nJuly"
    assert read(sample).flags[0].note == "June\r\nJuly"


def test_digits_of_a_signature_are_no_nhs_number(sample: Sample):
    sample["seal"] = {
        "sha256": "a9434765919b",
        "public_key": "9434765919",
        "signature": "943 476 5919"[:3] + "c",
    }
    assert read(sample)


def test_what_is_merely_unlikely_is_a_question_and_never_an_error(sample: Sample):
    sample["sections"]["inhalers"][0]["items"] = "999"
    sample["sections"]["practice"][0]["registered_patients"] = "5"
    del sample["sections"]["electricity"][0]["kwh"]
    asked = [str(question) for question in questions(read(sample))]
    assert any("Items for each inhaler: 3.84" in question for question in asked)
    assert any("registered_patients: 5 patients are far less" in question for question in asked)
    assert any("electricity, row 1, kwh: is not given" in question for question in asked)


def test_a_document_with_everything_survives_being_written(sample: Sample):
    sample["flags"].append(
        {
            "section": "inhalers", "row": 0, "field": "inhalers", "estimated": False, "confirmed": True,
            "evidence": ["bill ₂.pdf", "b.pdf"], "source": {"file": "EPD_202504.csv", "months": ["2025-04"]},
        }
    )  # fmt: skip
    sample["flags"].append({"section": "heating", "row": 0})
    document = read(sample)
    assert to_json(document) == sample
    assert read(document_text(to_json(document))) == document
