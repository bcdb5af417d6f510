"""Documents of every version: the old ones are read for ever, a newer one asks for an update."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from greenpractice.carbon.footprint import load_calculator
from greenpractice.errors import InputError
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.pdf_return import read_pdf, return_in
from greenpractice.exchange.seal import sealed_json, signed, verdict_of
from greenpractice.exchange.sealed_reading import Altered, read_sealed
from greenpractice.exchange.signing import SigningKey
from greenpractice.exchange.spoiling import edited, pages_only
from greenpractice.network.states import Read, Unread
from greenpractice.numbers import normal
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument, canonical_bytes, digest_of, document_text, to_json
from greenpractice.returns.reading import NewerVersion
from greenpractice.returns.verdicts import Changed, Unsigned, Verified
from greenpractice.returns.versions import VERSION

FILES = Path(__file__).parents[2] / "files"
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
Edit = Callable[[dict[str, Any]], object]
every_version = pytest.mark.parametrize("version", range(1, VERSION + 1))


def kept(version: int, kind: str) -> Path:
    return FILES / f"return-version-{version}.{kind}"


def new_section(values: dict[str, Any]) -> None:
    values["sections"]["airships"] = [{"litres": "12"}]


def new_field(values: dict[str, Any]) -> None:
    values["sections"]["water"][0]["rain_m3"] = "12"


def new_key(values: dict[str, Any]) -> None:
    values["weather"] = "wet"


def new_word_of_the_seal(values: dict[str, Any]) -> None:
    values["seal"]["approved_by"] = "nobody"


def new_word_of_a_flag(values: dict[str, Any]) -> None:
    values["flags"][0]["colour"] = "red"


def new_section_of_a_flag(values: dict[str, Any]) -> None:
    values["flags"].append({"section": "airships", "row": 0, "estimated": True})


def new_field_of_a_flag(values: dict[str, Any]) -> None:
    values["flags"].append({"section": "water", "row": 0, "field": "rain_m3", "estimated": True})


NEWER_EDITS = [
    new_section, new_field, new_key, new_word_of_the_seal, new_word_of_a_flag, new_section_of_a_flag,
    new_field_of_a_flag,
]  # fmt: skip
every_new_thing = pytest.mark.parametrize("edit", NEWER_EDITS, ids=lambda edit: edit.__name__)


def resealed(values: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """The document as a program would have made it that knows what `edit` puts in."""
    edit(values)
    values["seal"]["sha256"] = sha256(canonical_bytes(values)).hexdigest()
    return signed(values, KEY)


def sealed(document: ReturnDocument) -> dict[str, Any]:
    return sealed_json(document, load_calculator().of_return(document), KEY, demo=False)


@every_version
def test_every_version_has_its_files_and_its_upgrade(version: int):
    """A new version keeps a PDF and a document of its own, made by the program that first wrote it."""
    assert kept(version, "pdf").exists()
    assert json.loads(kept(version, "json").read_text("utf-8"))["version"] == version


@every_version
def test_a_document_of_every_version_is_read_with_the_figures_it_was_made_with(version: int):
    data = kept(version, "json").read_bytes()
    found = read_sealed(data, "return.json")
    values = json.loads(data)
    seal = values.pop("seal")
    assert isinstance(found.verdict, Verified)
    assert (found.verdict.public_key, found.verdict.digest) == (seal["public_key"], seal["sha256"])
    assert to_json(found.document) == values
    assert normal(load_calculator().of_return(found.document).total) == seal["total_kgco2e"]


@every_version
def test_a_pdf_of_every_version_is_read_by_practice_and_network(version: int):
    path = kept(version, "pdf")
    document, values = read_pdf(path)
    assert document_text(values) == kept(version, "json").read_bytes()
    for data, from_data_page in ((path.read_bytes(), False), (pages_only(path.read_bytes()), True)):
        assert read_arrival(data, path.name) == Read(document, verdict_of(values), from_data_page)


@every_version
def test_one_changed_figure_of_any_version_is_found(version: int):
    values = json.loads(kept(version, "json").read_bytes())
    values["sections"]["water"][0]["supply_m3"] = "1"
    with pytest.raises(Altered, match="do not match its check code"):
        read_sealed(document_text(values), "return.json")


def test_an_older_document_cannot_pass_for_one_of_today_nor_the_other_way_round():
    for version, other in ((1, 2), (2, 1)):
        values = json.loads(kept(version, "json").read_bytes())
        values["version"] = other
        assert verdict_of(values) == Changed()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("app", "9.9.9"),
        ("factor_sets", {}),
        ("total_kgco2e", "1"),
        ("demo", True),
        ("replaces", "ab" * 32),
        ("public_key", SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32))).public_key),
    ],
)
def test_the_signature_covers_every_other_word_of_the_seal(
    sample_document: ReturnDocument, name: str, value: object
):
    footprint = load_calculator().of_return(sample_document)
    values = sealed_json(sample_document, footprint, KEY, demo=False, replaces="cd" * 32)
    assert isinstance(verdict_of(values), Verified)
    rest = {key: word for key, word in values["seal"].items() if key != name}
    assert verdict_of({**values, "seal": rest}) == Changed()
    assert verdict_of({**values, "seal": {**rest, name: value}}) == Changed()


def test_the_signature_is_that_of_the_document_with_its_seal_as_one_text(sample_document: ReturnDocument):
    values = sealed(sample_document)
    signature = values["seal"].pop("signature")
    data = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEY.public_key)).verify(bytes.fromhex(signature), data)


@every_version
def test_what_no_signature_covers_is_not_even_read(version: int):
    """Of version 1 that is the whole seal but its check code; later ones are signed as a whole."""
    values = json.loads(kept(version, "json").read_bytes())
    said = {name: word for name, word in values["seal"].items() if name != "signature"}
    values["seal"]["demo"] = not values["seal"]["demo"]
    verdict = verdict_of(values)
    assert verdict == (Verified(said["public_key"], said["sha256"]) if version == 1 else Changed())


@pytest.mark.parametrize(
    "word",
    [
        {"replaces": "ab" * 32}, {"version": "3"}, {"format": 9}, {"approved_by": "nobody"}, {"app": 7},
        {"demo": "yes"}, {"total_kgco2e": [1]}, {"factor_sets": "none"},
    ],
    ids=lambda word: next(iter(word)),
)  # fmt: skip
def test_what_anybody_can_put_in_a_seal_of_version_1_decides_nothing(word: dict[str, Any]):
    """Its signature does not cover it: it is neither from a newer app nor unreadable by that."""
    values = json.loads(kept(1, "json").read_bytes())
    as_made = read_sealed(document_text(values), "return.json")
    values["seal"] |= word
    found = read_sealed(document_text(values), "return.json")
    assert (found.document, found.verdict) == (as_made.document, as_made.verdict)
    assert isinstance(found.verdict, Verified)
    assert (found.verdict.replaces, found.verdict.said) == (None, {})
    del values["seal"]["public_key"], values["seal"]["signature"]
    assert read_sealed(document_text(values), "return.json").verdict == Unsigned(as_made.verdict.digest)
    values["revision"] = 7
    with pytest.raises(Altered):
        read_sealed(document_text(values), "return.json")


@every_new_thing
def test_a_sealed_document_with_something_unknown_is_from_a_newer_app(
    sample_document: ReturnDocument, edit: Edit
):
    values = resealed(sealed(sample_document), edit)
    with pytest.raises(NewerVersion, match=r"newer app.*Update") as caught:
        read_sealed(document_text(values), "return.json")
    assert "remove" not in str(caught.value)


@every_new_thing
def test_a_pdf_of_a_newer_app_says_so_to_the_network(sample_document: ReturnDocument, edit: Edit):
    values = resealed(sealed(sample_document), edit)
    pdf = edited(summary_pdf(sample_document, [], KEY), lambda old: old.update(values))
    found = read_arrival(pdf, "return.pdf")
    assert isinstance(found, Unread)
    assert (found.status, found.practice) == ("newer_version", sample_document.ods_code)
    assert "Update Greener Practice" in found.why


@every_new_thing
def test_a_document_without_seal_names_what_is_not_known(sample_document: ReturnDocument, edit: Edit):
    values = sealed(sample_document)
    edit(values)
    if edit is new_word_of_the_seal:
        values["seal"] = {"approved_by": "nobody"}
    else:
        del values["seal"]
    with pytest.raises(InputError, match="is not known; remove it") as caught:
        read_sealed(document_text(values), "return.json")
    assert not isinstance(caught.value, NewerVersion)


@every_new_thing
def test_what_was_changed_by_hand_is_not_called_newer(sample_document: ReturnDocument, edit: Edit):
    values = sealed(sample_document)
    edit(values)
    with pytest.raises(Altered):
        read_sealed(document_text(values), "return.json")
    with pytest.raises(InputError, match="remove it"):  # as `record` reads it, which takes figures as given
        read_sealed(document_text(values), "return.json", changed_is_read=True)


def test_a_later_version_is_newer_whatever_it_holds(sample_document: ReturnDocument):
    values = {**sealed(sample_document), "version": VERSION + 1, "sections": 5}
    values["seal"] = {**values["seal"], "sha256": sha256(canonical_bytes(values)).hexdigest()}
    values = signed(values, KEY)
    for seal in (values["seal"], None, "a seal of another kind"):
        with pytest.raises(NewerVersion, match="update Greener Practice"):
            read_sealed(document_text({**values, "seal": seal}), "return.json")
    with pytest.raises(Altered):
        read_sealed(document_text({**values, "sections": 6}), "return.json")


def test_it_says_what_it_replaces_only_if_it_replaces_something(sample_document: ReturnDocument):
    first = sealed(sample_document)
    assert "replaces" not in first["seal"]
    second = replace(sample_document, revision=2)
    footprint = load_calculator().of_return(second)
    values = sealed_json(second, footprint, KEY, demo=False, replaces=first["seal"]["sha256"])
    assert values["seal"]["replaces"] == first["seal"]["sha256"]
    pdf = summary_pdf(second, [], KEY, replaces=first["seal"]["sha256"])
    assert json.loads(return_in(pdf, "return.pdf")) == values
    assert read_arrival(pages_only(pdf), "return.pdf") == Read(second, verdict_of(values), True)


def half_a_character(values: dict[str, Any]) -> None:
    values["seal"]["app"] = "\ud800"


def lists_without_end(values: dict[str, Any]) -> None:
    deep: list[Any] = []
    for _ in range(900):
        deep = [deep]
    values["seal"]["replaces"] = deep


@pytest.mark.parametrize("edit", [half_a_character, lists_without_end])
def test_what_no_program_writes_is_changed_and_no_bug(sample_document: ReturnDocument, edit: Edit):
    values = sealed(sample_document)
    edit(values)
    data = json.dumps(values).encode()
    with pytest.raises(Altered):
        read_sealed(data, "return.json")
    with pytest.raises(InputError):
        read_sealed(data, "return.json", changed_is_read=True)


def test_what_was_issued_keeps_the_digest_it_had(sample_document: ReturnDocument):
    """A PDF names the issue it replaces by the digest of its seal, whatever version that was written in."""
    for version in range(1, VERSION + 1):
        values = json.loads(kept(version, "json").read_bytes())
        assert (
            digest_of(read_sealed(kept(version, "json").read_bytes(), "a").document)
            == values["seal"]["sha256"]
        )
