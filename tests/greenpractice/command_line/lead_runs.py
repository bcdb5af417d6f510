"""A Lead who collates on the command line, and an adversary with one genuine PDF and a key of their own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.app import main
from greenpractice.exchange.signing import SigningKey
from greenpractice.network.states import fingerprint
from tests.greenpractice.network.samples import PCN, Q1, a_return, edited, members

Run = Callable[..., tuple[int, Any, str]]
A, B, C, D = members()
MINE = SigningKey(Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
GENUINE = a_return(A, "1200", 2)


def collating(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Puts files in a folder and collates them; exit status, the JSON, messages."""
    folder = tmp_path / "in"

    def run(*words: str, pcn: str = PCN, period: object = Q1, **files: bytes) -> tuple[int, Any, str]:
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / f"{name}.pdf").write_bytes(data)
        capfd.readouterr()
        paths = [str(folder / f"{name}.pdf") for name in files]
        store = ("--store", str(tmp_path / "lead.db"))
        whose = ["--pcn", pcn] if pcn else ["--all"]
        status = main(["collate", *paths, *whose, "--period", str(period), *store, "--json", *words])
        out, err = capfd.readouterr()
        return status, json.loads(out) if out else None, err

    return run


def states(found: Any) -> dict[str, str]:
    return {each["file"].removesuffix(".pdf"): each["status"] for each in found["files"]}


def spelled(key: SigningKey) -> str:
    return fingerprint(key.public_key).replace(" ", "-")


def unsigned(data: bytes) -> bytes:
    def strip(values: dict[str, Any]) -> None:
        values["seal"] = {"sha256": values["seal"]["sha256"]}

    return edited(data, strip)
