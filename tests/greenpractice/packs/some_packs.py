"""Packs made for tests: of the shipped tables, with what a test changes in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.in_use import SHIPPED, trying
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import FOLDERS, resource_text, table_names
from greenpractice.network.states import fingerprint
from greenpractice.packs.installed import install
from greenpractice.packs.pack_file import make_pack

KG, PRODUCTS = "inhalers/kg.csv", "inhalers/products.csv"
VENTOLIN = "0301011R0BEAIAP"
DAY = max(map(shipped_day, FOLDERS))  # no older than any table that ships, and no day to come
TODAY = DAY + timedelta(30)
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
READ_OUT = fingerprint(KEY.public_key)


def shipped(*names: str) -> dict[str, str]:
    """Tables as they ship, all of them if none is named."""
    with trying(SHIPPED):
        return {name: resource_text(name) for name in names or table_names()}


def inhalers(kg: str) -> dict[str, str]:
    """The tables of inhalers with another value for Ventolin."""
    lines = shipped(KG)[KG].splitlines()
    cells = f"indicative,{VENTOLIN},"
    (place,) = (n for n, line in enumerate(lines) if line.startswith(cells))
    row, column = lines[place].split(","), lines[0].split(",").index("kg")
    row[column] = kg
    lines[place] = ",".join(row)
    return {KG: "\n".join(lines) + "\n"}


def packed(
    files: Mapping[str, str],
    day: date = DAY,
    key: SigningKey = KEY,
    name: str = "Inhalers",
    maker: str = "The ICB",
) -> bytes:
    """The bytes of a pack."""
    return make_pack(files, name, maker, day, key)


def written(folder: Path, data: bytes, name: str = "new.gppack") -> Path:
    """A pack as a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def installed(store: Path, data: bytes) -> str:
    """Install a pack whose maker read out their key; what was said."""
    path = written(store.parent, data, "given.gppack")
    try:
        return install(store, path, TODAY, READ_OUT)
    finally:
        path.unlink()
