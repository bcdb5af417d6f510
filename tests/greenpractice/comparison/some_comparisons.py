"""Comparisons made for tests: of practices of one sub-ICB with small returns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.carbon.footprint import load_calculator
from greenpractice.comparison.comparison_file import Comparison, comparison_bytes, read_comparison
from greenpractice.comparison.kept import Mine
from greenpractice.comparison.making import comparison_of
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import sub_icb
from greenpractice.network.network import Network
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.greenpractice.network.samples import Q1, a_return

SUB_ICB = "03W"
MADE = datetime(2026, 8, 1, 9, tzinfo=UTC)
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


@cache
def codes(number: int = 8) -> tuple[str, ...]:
    """So many practices of the sub-ICB that are in a network."""
    directory = load_directory()
    listed = (each for each in directory.practices if directory.quarters_open(each.ods_code, Q1))
    places = ((each.ods_code, directory.place_in(each.ods_code, Q1)) for each in listed)
    return tuple(code for code, place in places if place and place.sub_icb == SUB_ICB and place.pcn)[:number]


def some_returns(number: int = 8, period: Period = Q1) -> list[ReturnDocument]:
    """Returns of so many practices, each with more electricity than the one before."""
    return [
        a_return(code, str(1000 + 137 * place), period=period, patients=str(4000 + 211 * place))
        for place, code in enumerate(codes(number))
    ]


def with_rows(document: ReturnDocument, section: str, *rows: RawRow) -> ReturnDocument:
    """The return with these rows in a section; without any it has none."""
    others = {key: each for key, each in document.sections.items() if key != section}
    return replace(document, sections={**others, section: rows} if rows else others)


def a_network(documents: Iterable[ReturnDocument], period: Period = Q1) -> Network:
    """The sub-ICB with these returns."""
    return Network(sub_icb(SUB_ICB), period, documents, load_directory(), load_calculator())


def a_comparison(
    documents: Sequence[ReturnDocument] | None = None, made: datetime = MADE, demo: bool = False
) -> Comparison:
    """What is usual among these; it is not signed yet."""
    return comparison_of(a_network(some_returns() if documents is None else documents), made, demo)


def signed(comparison: Comparison | None = None, key: SigningKey = KEY) -> bytes:
    """The bytes of its file."""
    return comparison_bytes(a_comparison() if comparison is None else comparison, key)


def read(data: bytes) -> Comparison:
    """The comparison in these bytes."""
    return read_comparison(data, "new.gpcompare")


def written(folder: Path, data: bytes, name: str = "new.gpcompare") -> Path:
    """A comparison as a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def mine(*documents: ReturnDocument, demo: bool = False) -> Mine:
    """The data of the first practice."""
    return Mine(documents or some_returns(1), demo)
