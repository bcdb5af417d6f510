"""Random histories of a Lead's store with a forger in them, who has the code, genuine PDFs and no key."""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.arrival_reading import read_return
from greenpractice.exchange.seal import sealed_json, signed
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.groups import one_pcn
from greenpractice.network.keeping import Arrived
from greenpractice.network.lead import Lead
from greenpractice.network.states import Arrival, Read
from greenpractice.periods import Period
from greenpractice.returns.documents import (
    Json,
    ReturnDocument,
    canonical_bytes,
    content,
    document_text,
)
from greenpractice.store import ReceivedReturn, Store
from tests.greenpractice.network.samples import KEY, PCN, Q1, Q2, a_return, members

FORGER = SigningKey(Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
PRACTICE = members()[0]
_YEAR = Period(2026)
_ELSEWHERE = "U30213"
Edit = Callable[[Json, random.Random], object]


@cache
def genuine() -> dict[str, Json]:
    """What the practice sent: three revisions of a quarter, one of the next, and two of the first format."""
    found: dict[str, Json] = {}
    before = None
    for revision in (1, 2, 3):
        document = a_return(PRACTICE, f"1{revision}00", revision)
        values = sealed_json(document, load_calculator().of_return(document), KEY, False, before)
        found[f"revision {revision}"], before = values, values["seal"]["sha256"]
    document = a_return(PRACTICE, "1400", period=Q2)
    found["next quarter"] = sealed_json(document, load_calculator().of_return(document), KEY, False)
    for name in ("revision 1", "revision 2"):
        values = {**deepcopy(found[name]), "version": 1}
        values["seal"].pop("replaces", None)
        _with_digest(values)
        found[f"{name}, first format"] = signed(values, KEY)
    return found


@cache
def _genuine_figures() -> frozenset[tuple[Period, bytes]]:
    return frozenset(_figures(_document(values)) for values in genuine().values())


def _document(values: Json) -> ReturnDocument:
    found = read_return(document_text(values), "genuine")
    assert isinstance(found, Read)
    return found.document


def _figures(document: ReturnDocument) -> tuple[Period, bytes]:
    return document.period, content(document)


def _with_digest(values: Json) -> None:
    if "seal" in values:
        values["seal"]["sha256"] = sha256(canonical_bytes(values)).hexdigest()


def _other_figures(values: Json, chance: random.Random) -> None:
    for row in values["sections"].get("electricity", ()):
        row["kwh"] = str(chance.randrange(5_000, 99_999))


def _fewer_sections(values: Json, chance: random.Random) -> None:
    values["sections"].pop(chance.choice(sorted(values["sections"])), None)


def _estimated(values: Json, _chance: random.Random) -> None:
    values["flags"] = [{"section": "practice", "row": 0, "estimated": True}]


def _put(*path: str, among: tuple[Any, ...]) -> Edit:
    def edit(values: Json, chance: random.Random) -> None:
        for name in path[:-1]:
            values = values.get(name, {})
        values[path[-1]] = chance.choice(among)

    return edit


def _signed_by_forger(values: Json, _chance: random.Random) -> None:
    if "seal" in values:
        _with_digest(values)
        values["seal"] = signed(values, FORGER)["seal"]


def _unsigned(values: Json, _chance: random.Random) -> None:
    values["seal"] = {}
    _with_digest(values)


def _word_deleted(values: Json, chance: random.Random) -> None:
    if values.get("seal"):
        del values["seal"][chance.choice(sorted(values["seal"]))]


def _of_another(values: Json, chance: random.Random) -> None:
    values["seal"] = deepcopy(chance.choice(list(genuine().values()))["seal"])


_FIGURES: tuple[Edit, ...] = (
    _other_figures, _fewer_sections, _estimated, _put("revision", among=(1, 2, 3, 4, 9, 99)),
    _put("period", among=(Q1.id, Q2.id, _YEAR.id, "2025-26-Q1")), _put("version", among=(1, 2, "1", "2", 3)),
    _put("contact", among=({"name": "Eve"},)), _put("practice", "name", among=("Eve's",)),
    _put("practice", "pcn_code", among=(_ELSEWHERE, PCN, None)),
)  # fmt: skip
_SEALS: tuple[Edit, ...] = (
    _word_deleted, _word_deleted, _signed_by_forger, _unsigned, _of_another,
    lambda values, _: _with_digest(values), lambda values, _: values.pop("seal", None),
    _put("seal", "public_key", among=(KEY.public_key, FORGER.public_key)),
    _put("seal", "demo", among=(True, False)), _put("seal", "version", among=(1, 3)),
    _put("seal", "replaces", among=("0" * 64, "revision 1", "revision 2", None)),
)  # fmt: skip


def forged(chance: random.Random) -> Json:
    """A genuine return with up to three changes of what it says and up to three of its seal."""
    values = deepcopy(chance.choice(list(genuine().values())))
    for edits in (_FIGURES, _SEALS):
        for edit in chance.choices(edits, k=chance.randrange(4)):
            edit(values, chance)
    replaced = values.get("seal", {}).get("replaces")
    if replaced in genuine():
        values["seal"]["replaces"] = genuine()[replaced]["seal"]["sha256"]
    return values


@dataclass(frozen=True)
class _Batch:
    asked: Asked
    files: list[Arrived]


def _batch(chance: random.Random, is_first: bool) -> _Batch:
    """Files that come together for some period and network; the first of all is a genuine one."""
    files = []
    for number in range(chance.randrange(1, 4)):
        is_genuine = (is_first and number == 0) or chance.random() < 0.45
        values = chance.choice(list(genuine().values())) if is_genuine else forged(chance)
        data = document_text(values)
        found = read_return(data, "a.pdf", chance.random() < 0.2)
        arrival = Arrival(f"{chance.randrange(1000)}.pdf", sha256(data).hexdigest(), found)
        files.append(Arrived(arrival, lambda data=data: data))  # type: ignore[misc]
    group = one_pcn(load_directory(), chance.choice((PCN, PCN, PCN, _ELSEWHERE)))
    return _Batch(Asked(group, chance.choice((Q1, Q1, Q1, Q2, _YEAR))), files)


def _said(store: Store, chance: random.Random) -> None:
    """What a Lead may say who knows the practice: good of its own key and returns alone, and no to any."""
    mine = [each for each in store.received((Q1, Q2, _YEAR)) if each.document.ods_code == PRACTICE]
    said = chance.random()
    if said < 0.1:
        store.accept_key(PRACTICE, KEY.public_key, datetime.now(UTC))
    elif said < 0.3 and mine:
        _rejected_or_back(store, chance.choice(mine))
    elif said < 0.45:
        good = [each for each in mine if _is_genuine(each.document) and not each.rejected]
        if good:
            store.choose(chance.choice(good).id)


def _rejected_or_back(store: Store, each: ReceivedReturn) -> None:
    if not each.rejected:
        store.reject(each.id, "not theirs")
    elif _is_genuine(each.document):
        store.take_back(each.id)


def _is_genuine(document: ReturnDocument) -> bool:
    return _figures(document) in _genuine_figures()


def forged_that_count(store: Store, chance: random.Random) -> list[str]:
    """The figures of a forger that counted at any time of a history, which nobody said anything good of."""
    wrong = []
    for number in range(chance.randrange(3, 7)):
        batch, lead = _batch(chance, number == 0), Lead(store)
        judged = lead.judge(batch.asked, batch.files)
        lead.keep(judged, batch.files)
        _said(store, chance)
        lead.forget()
        for decisions in (judged.decisions, lead.view(batch.asked).judged.decisions):
            for key, decision in decisions.items():
                counts = decision.counts
                if counts is not None and not _is_genuine(counts.document):
                    wrong.append(f"batch {number}: {key.ods_code} {key.period} from {counts.order[0]}")
    return wrong
