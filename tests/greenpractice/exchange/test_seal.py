"""Seals: a digest that finds damage and a signature that says which installation exported."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.carbon.factor_sets import facts_named
from greenpractice.carbon.footprint import Calculator
from greenpractice.errors import UserError
from greenpractice.exchange.seal import sealed_json, verdict_of
from greenpractice.exchange.signing import SigningKey, signing_key
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Changed, Unsigned, Verified

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def sealed(sample_document: ReturnDocument, calculator: Calculator) -> dict[str, Any]:
    return sealed_json(sample_document, calculator.of_return(sample_document), KEY, demo=False)


def test_the_digest_covers_the_document_as_the_format_says(sealed: dict[str, Any]):
    body = {key: value for key, value in sealed.items() if key != "seal"}
    data = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    seal = sealed["seal"]
    assert seal["sha256"] == hashlib.sha256(data).hexdigest()
    assert seal["total_kgco2e"] == "30455.4049910428"
    assert seal["factor_sets"] == {
        "uk_conversion_factors": "2025",
        "inhalers": "indicative",
        **facts_named(),
    }
    verdict = verdict_of(sealed)
    assert isinstance(verdict, Verified)
    assert (verdict.public_key, verdict.digest) == (KEY.public_key, seal["sha256"])
    assert verdict.said == {name: value for name, value in seal.items() if name != "signature"}


def test_a_changed_figure_is_noticed(sealed: dict[str, Any]):
    sealed["sections"]["water"][0]["supply_m3"] = "111"
    assert verdict_of(sealed) == Changed()


def test_a_digest_made_anew_does_not_help_without_the_key(sealed: dict[str, Any]):
    sealed["sections"]["water"][0]["supply_m3"] = "111"
    body = {key: value for key, value in sealed.items() if key != "seal"}
    data = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    sealed["seal"]["sha256"] = hashlib.sha256(data).hexdigest()
    assert verdict_of(sealed) == Changed()


@pytest.mark.parametrize(("field", "value"), [("signature", "00"), ("public_key", "zz"), ("signature", 5)])
def test_a_signature_that_is_nonsense_never_holds(sealed: dict[str, Any], field: str, value: object):
    sealed["seal"][field] = value
    assert verdict_of(sealed) == Changed()


def test_a_document_without_seal_has_none(sample: dict[str, Any]):
    assert verdict_of(sample) == Unsigned()


def test_an_installation_makes_its_key_once(tmp_path: Path):
    store = tmp_path / "data.db"
    assert signing_key(store).public_key == signing_key(store).public_key
    if sys.platform != "win32":  # there the folder of its user keeps others out
        assert (tmp_path / "data.key").stat().st_mode & 0o077 == 0


def test_a_broken_key_is_named_with_what_to_do(tmp_path: Path):
    (tmp_path / "data.key").write_text("not a key")
    with pytest.raises(UserError, match="Move it away"):
        signing_key(tmp_path / "data.db")
