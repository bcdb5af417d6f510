"""What is known of where a return comes from: verified with a key, unsigned, or changed since it was sealed.

Whatever a seal says is read from a verdict and from nowhere else: what no signature covers decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenpractice.facts.directory import is_made_up
from greenpractice.returns.documents import ReturnDocument


@dataclass(frozen=True, slots=True)
class Verified:
    """Its data are as they were when the holder of this key signed them.

    `digest` is the check code, which fits. `said` is the rest of the seal as far as the signature covers it:
    of version 1 of the format nothing.
    """

    public_key: str
    digest: str
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def replaces(self) -> str | None:
        """The check code of the issue that it was made to replace."""
        found = self.said.get("replaces")
        return found if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Nobody signed it; `digest` is its check code where it has one, which fits."""

    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """It is not what its check code or its signature was made for."""


Sound = Verified | Unsigned
Verdict = Sound | Changed


def is_demo(document: ReturnDocument, verdict: Verdict) -> bool:
    """True for made-up data: signed as such, or under a made-up practice code, whatever a mark says."""
    signed_so = isinstance(verdict, Verified) and verdict.said.get("demo") is True
    return signed_so or is_made_up(document.ods_code)


def seal_of(verdict: Sound) -> dict[str, Any]:
    """A verdict as it is kept: what stood in the seal and was verified."""
    if isinstance(verdict, Verified):
        return {**verdict.said, "sha256": verdict.digest, "public_key": verdict.public_key}
    return {} if verdict.digest is None else {"sha256": verdict.digest}


def kept_verdict(version: int, seal: Mapping[str, Any], public_key: str) -> Sound:
    """The verdict of a return that was verified when it came; `public_key` is "" where nobody signed it."""
    digest = seal.get("sha256")
    if public_key and isinstance(digest, str):
        return Verified(public_key, digest, covered(version, seal))
    return Unsigned(digest if isinstance(digest, str) and "signature" not in seal else None)


def covered(version: int, seal: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a seal that a signature of this version covers, without the signature itself."""
    if version < 2:
        return {}
    return {name: value for name, value in seal.items() if name != "signature"}
