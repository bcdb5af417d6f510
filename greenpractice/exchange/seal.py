"""The seal of a return: what it was computed with, a digest that finds damage, the exporter's signature."""

from hashlib import sha256
from typing import Literal

from greenpractice import __version__
from greenpractice.carbon.factor_sets import factor_sets
from greenpractice.carbon.footprint import Footprint
from greenpractice.exchange.signing import SigningKey, signature_holds
from greenpractice.numbers import normal
from greenpractice.returns.documents import Json, ReturnDocument, canonical_bytes, to_json

SealState = Literal["none", "holds", "digest_differs", "signature_differs"]


def sealed_json(document: ReturnDocument, footprint: Footprint, key: SigningKey, demo: bool) -> Json:
    """The document as JSON with its seal; the digest and the signature cover it without `seal`."""
    values = to_json(document)
    data = canonical_bytes(values)
    values["seal"] = {
        "sha256": sha256(data).hexdigest(),
        "public_key": key.public_key,
        "signature": key.sign(data),
        "app": __version__,
        "factor_sets": factor_sets(footprint),
        "total_kgco2e": normal(footprint.total),
        "demo": demo,
    }
    return values


def seal_state(values: Json) -> SealState:
    """Whether the seal of a document read as plain JSON still fits it."""
    seal = values.get("seal")
    if not isinstance(seal, dict) or not isinstance(seal.get("sha256"), str):
        return "none"
    data = canonical_bytes(values)
    if seal["sha256"] != sha256(data).hexdigest():
        return "digest_differs"
    key, signature = seal.get("public_key"), seal.get("signature")
    if key is None and signature is None:
        return "holds"
    if (
        not isinstance(key, str)
        or not isinstance(signature, str)
        or not signature_holds(key, signature, data)
    ):
        return "signature_differs"
    return "holds"
