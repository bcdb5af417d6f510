"""A comparison as a file: what is usual in a group of practices, signed by its Lead, naming no practice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from greenpractice.comparison.measures import load_measures
from greenpractice.comparison.quartiles import Usual, coarse
from greenpractice.errors import UserError
from greenpractice.exchange.signed_file import (
    SignedKind,
    bytes_of,
    need_known,
    read_signed,
    signed_file,
    words_problem,
    wrong_part,
)
from greenpractice.exchange.signing import SigningKey
from greenpractice.numbers import normal, plain_problem
from greenpractice.periods import Period
from greenpractice.returns.documents import Json
from greenpractice.small_numbers import FEWEST_PRACTICES

SUFFIX = ".gpcompare"
_FORMAT, _VERSION = "greenpractice-comparison", 1
_MOST_BYTES = 64 * 1024  # one of every measure has 2 KB
_MOST_PRACTICES = 10_000
_GROUP = re.compile("[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*", re.ASCII)
_LONGEST_GROUP = 1000
_PARTS = ("app", "demo", "facts", "group", "group_name", "made", "measures", "period", "practices", "sent")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is usual in a group in a period, by the key of each measure.

    `sent` of its `practices` sent returns of the whole period that count. `group` is its key whatever it is
    called, `facts` names those that it was worked out with. `public_key` is who signed it, which by itself
    decides nothing; `digest` is the sha256 of the file.
    """

    group: str
    group_name: str
    period: Period
    practices: int
    sent: int
    made: datetime
    app: str
    facts: str
    demo: bool
    measures: Mapping[str, Usual]
    public_key: str = ""
    digest: str = ""

    @property
    def place(self) -> tuple[str, Period]:
        """What a newer one takes the place of: the same group and period."""
        return self.group, self.period


def comparison_bytes(comparison: Comparison, key: SigningKey) -> bytes:
    """The bytes of the file: the same comparison and key give the same bytes."""
    values: Json = {
        "app": comparison.app,
        "demo": comparison.demo,
        "facts": comparison.facts,
        "group": comparison.group,
        "group_name": comparison.group_name,
        "made": comparison.made.astimezone(UTC).isoformat(timespec="seconds"),
        "measures": {
            key: {
                "practices": each.practices,
                "quartiles": [normal(value) for value in (each.lower, each.middle, each.upper)],
            }
            for key, each in comparison.measures.items()
        },
        "period": comparison.period.id,
        "practices": comparison.practices,
        "sent": comparison.sent,
    }
    return signed_file(KIND, values, key)


def comparison_bytes_in(path: Path) -> bytes:
    """What is in a file, as far as a comparison may go."""
    return bytes_of(KIND, path)


def read_comparison(data: bytes, file: str) -> Comparison:
    """The comparison in these bytes. Its signature holds; who signed it still decides nothing."""
    values = read_signed(KIND, data, file)
    need_known(file, values["measures"], load_measures(), "compares no such thing")
    measures = {key: _usual(file, key, each) for key, each in values["measures"].items()}
    for key, each in measures.items():
        if each.practices > values["sent"]:
            raise wrong_part(file, key, "is of more practices than sent")
    return Comparison(
        values["group"],
        values["group_name"],
        Period.parse(values["period"]),
        values["practices"],
        values["sent"],
        datetime.fromisoformat(values["made"]),
        values["app"],
        values["facts"],
        values["demo"],
        {key: measures[key] for key in load_measures() if key in measures},
        values["public_key"],
        sha256(data).hexdigest(),
    )


def _usual(file: str, key: str, values: object) -> Usual:
    """What is usual of one measure, with nothing finer and of no fewer practices than this app tells."""
    problem = "must say of how many practices, and three quartiles in order"
    if isinstance(values, dict) and values.keys() == {"practices", "quartiles"}:
        practices, texts = values["practices"], values["quartiles"]
        if type(practices) is int and practices < FEWEST_PRACTICES:
            problem = f"is of fewer than {FEWEST_PRACTICES} practices"
        elif type(practices) is int and _are_three(texts):
            lower, middle, upper = numbers = [Decimal(text) for text in texts]
            is_share = load_measures()[key].is_share
            if any(coarse(number, is_share) != number for number in numbers):
                problem = "has a figure finer than a comparison tells"
            elif is_share and upper > 1:
                problem = "is a share of more than the whole"
            elif lower <= middle <= upper:
                return Usual(practices, lower, middle, upper)
    raise wrong_part(file, key, problem)


def _are_three(texts: object) -> bool:
    return (
        isinstance(texts, list)
        and len(texts) == 3
        and all(isinstance(text, str) and plain_problem(text) is None for text in texts)
    )


def _problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each part with what is wrong with it."""
    for name in ("app", "facts", "group_name"):
        yield name, words_problem(values[name])
    yield "group", None if _is_group(values["group"]) else "must be codes of networks"
    yield "demo", None if isinstance(values["demo"], bool) else "must be true or false"
    yield "period", None if _is_period(values["period"]) else "must be a quarter or a year like 2025-26-Q1"
    yield "made", None if _is_time(values["made"]) else "must be a time like 2026-10-20T09:00:00+00:00"
    practices, sent = values["practices"], values["sent"]
    are_counts = type(practices) is int and type(sent) is int and 0 <= sent <= practices <= _MOST_PRACTICES
    yield "practices", None if are_counts else "must be a number of practices, and no fewer than sent"
    measures = values["measures"]
    yield "measures", None if isinstance(measures, dict) and measures else "must be one measure or more"


def _is_group(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST_GROUP and _GROUP.fullmatch(text) is not None


def _is_period(text: object) -> bool:
    try:
        return isinstance(text, str) and Period.parse(text).id == text
    except UserError:
        return False


def _is_time(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.fromisoformat(text).astimezone(UTC).isoformat() == text
    except (ValueError, OverflowError):
        return False


KIND = SignedKind("comparison file", "comparison", SUFFIX, _FORMAT, _VERSION, _PARTS, _MOST_BYTES, _problems)
