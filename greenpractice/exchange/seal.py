"""The seal of a return: what it was computed with, a digest that finds damage, the exporter's signature."""

import re
from dataclasses import replace
from hashlib import sha256

from greenpractice import __version__
from greenpractice.carbon.factor_sets import factor_sets, facts_named
from greenpractice.carbon.footprint import Footprint
from greenpractice.exchange.signing import SigningKey, signature_holds
from greenpractice.numbers import normal
from greenpractice.returns.documents import Json, ReturnDocument, canonical_bytes, one_spelling, to_json
from greenpractice.returns.verdicts import Changed, Unsigned, Verdict, Verified, covered
from greenpractice.returns.versions import VERSION, version_of

CHECKED = ("sha256", "public_key", "signature")  # the words of a seal that fit or do not
_KEY = re.compile("[0-9a-f]{64}", re.ASCII)  # one spelling, so that a key is never taken for another


def sealed_json(
    document: ReturnDocument, footprint: Footprint, key: SigningKey, demo: bool, replaces: str | None = None
) -> Json:
    """The document as JSON of today's version with its seal.

    `replaces` is the digest of the issue it takes the place of.
    """
    values = to_json(replace(document, version=VERSION))
    seal: Json = {
        "sha256": sha256(canonical_bytes(values)).hexdigest(),
        "app": __version__,
        "factor_sets": {**factor_sets(footprint), **facts_named()},
        "total_kgco2e": normal(footprint.total),
        "demo": demo,
    }
    if replaces is not None:
        seal["replaces"] = replaces
    return signed({**values, "seal": seal}, key)


def signed(values: Json, key: SigningKey) -> Json:
    """A document with its seal signed, whatever key and signature stood there before."""
    seal = {name: value for name, value in values["seal"].items() if name != "signature"}
    values = {**values, "seal": {**seal, "public_key": key.public_key}}
    return {**values, "seal": {**values["seal"], "signature": key.sign(_signed_bytes(values))}}


def verdict_of(values: Json) -> Verdict:
    """What is known of a document read as plain JSON, by its seal.

    A key or a signature without the other, or without a check code, is no seal of this program; nor does one
    fit a document that holds what no program writes, such as half a character, or lists in lists without end.
    """
    try:
        return _verdict(values)
    except (UnicodeEncodeError, RecursionError):
        return Changed()


def _verdict(values: Json) -> Verdict:
    seal = values.get("seal")
    if not isinstance(seal, dict):
        return Unsigned()
    digest, key, signature = (seal.get(name) for name in CHECKED)
    is_signed = key is not None or signature is not None
    if not isinstance(digest, str):
        return Changed() if is_signed else Unsigned()
    if digest != sha256(canonical_bytes(values)).hexdigest():
        return Changed()
    if not is_signed:
        return Unsigned(digest)
    if not isinstance(key, str) or not isinstance(signature, str) or _KEY.fullmatch(key) is None:
        return Changed()
    if not signature_holds(key, signature, _signed_bytes(values)):
        return Changed()
    return Verified(key, digest, covered(version_of(values) or 1, seal))


def _signed_bytes(values: Json) -> bytes:
    """What the signature covers: the document and all of its seal but itself; in version 1 no seal yet."""
    seal = covered(version_of(values) or 1, values["seal"])
    return one_spelling({**values, "seal": seal}) if seal else canonical_bytes(values)
