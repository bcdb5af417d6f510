"""Small returns of a real network's practices, as documents, as arrivals and as PDFs."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pikepdf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.seal import sealed_json
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.keys_kept import SeenKey
from greenpractice.network.asking import Asked
from greenpractice.network.groups import one_pcn
from greenpractice.network.judging import Judge, Judged, Known
from greenpractice.network.states import Arrival, Read, Unread
from greenpractice.network.stored import StoredReturns
from greenpractice.network.trust import Keys
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Contact, Flag, Json, ReturnDocument, document_text
from greenpractice.returns.json_reading import plain_json
from greenpractice.returns.verdicts import Sound, Verified, kept_verdict
from greenpractice.store import ReceivedReturn

PCN = "U67590"
Q1, Q2 = Period(2026, 1), Period(2026, 2)
NOW = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
_MADE: dict[str, bytes] = {}
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


def members(period: Period = Q1) -> list[str]:
    """The listed practices of the network."""
    return [each.ods_code for each in load_directory().members(PCN, period.last_day)]


def a_return(
    code: str, kwh: str = "1200", revision: int = 1, period: Period = Q1, patients: str | None = "5000"
) -> ReturnDocument:
    """A small return; its figures differ with `kwh`."""
    practice = {"registered_patients": patients} if patients else {"staff": "10"}
    return ReturnDocument(
        code,
        period,
        revision,
        f"2026-07-0{min(revision, 9)}T10:00:00+00:00",
        f"Practice {code}",
        PCN,
        Contact("Sam Lee", "sam@example.org"),
        {
            "practice": (practice,),
            "inhalers": (
                {"bnf_code": "0301011R0BEAIAP", "inhalers": "26", "items": "22"},
                {"bnf_code": "0302000C0BPABBF", "inhalers": "30", "items": "28"},
            ),
            "asthma_care": ({"asthma_register": "300", "ics_3_or_more": "200", "saba_6_or_more": "60"},),
            "electricity": ({"site": "Main Street", "kwh": kwh, "tariff": "standard"},),
        },
    )


def estimated(document: ReturnDocument) -> ReturnDocument:
    """The return with one figure marked as estimated."""
    return replace(document, flags=(Flag("electricity", 0, "kwh", estimated=True),))


def sealed(document: ReturnDocument, key: SigningKey = KEY, demo: bool = False) -> Json:
    """The document as JSON with its seal."""
    return sealed_json(document, load_calculator().of_return(document), key, demo)


def arrival(
    document: ReturnDocument,
    file: str = "",
    key: SigningKey = KEY,
    demo: bool = False,
    from_data_page: bool = False,
    **seal: object,
) -> Arrival:
    """A return as it is read from a file; `seal` replaces what its seal says, as if it was signed so."""
    values = sealed(document, key, demo)["seal"] | seal
    name = file or f"{document.ods_code}_{document.period}_v{document.revision}.pdf"
    digest = sha256(repr((name, document, values)).encode()).hexdigest()
    return Arrival(name, digest, Read(document, verdict(document, values), from_data_page))


def verdict(document: ReturnDocument, seal: Json) -> Sound:
    """What a seal is worth that fits; with None in the place of its key, of its check code, it has none."""
    public_key = seal.get("public_key")
    said = {name: value for name, value in seal.items() if name != "signature" and value is not None}
    return kept_verdict(document.version, said, public_key or "")


def held(
    recorded: Sequence[ReturnDocument] = (),
    received: Sequence[ReceivedReturn] = (),
    keys: Sequence[SeenKey] | None = None,
) -> StoredReturns:
    """What a store holds; unless given, the keys are those of what was received, as the store tells them."""
    if keys is None:
        first: dict[tuple[str, str], ReceivedReturn] = {}
        for each in sorted(received, key=lambda each: each.id):
            if isinstance(each.verdict, Verified) and not each.rejected:
                first.setdefault((each.document.ods_code, each.verdict.public_key), each)
        keys = [SeenKey(*key, each.at, False, each.id) for key, each in first.items()]
    return StoredReturns(recorded, received, Keys(keys))


def unread(file: str, found: Unread) -> Arrival:
    """A file without a return."""
    return Arrival(file, sha256(file.encode()).hexdigest(), found)


def judged(
    *arrivals: Arrival,
    period: Period = Q1,
    pcn: str = PCN,
    returns: StoredReturns | None = None,
    keys: tuple[SeenKey, ...] = (),
    demo: bool = False,
) -> Judged:
    """The states of these files for the network."""
    directory = load_directory()
    known = Known(replace(returns, keys=Keys(keys)) if returns and keys else returns or held(keys=keys), demo)
    wanted = Asked(one_pcn(directory, pcn), period)
    return Judge(directory, load_calculator(), wanted, known, NOW).judge(arrivals)


def statuses(found: Judged) -> dict[str, str]:
    """The state of each file by name."""
    return {state.arrival.file: state.status for state in found.files}


def pdf(
    document: ReturnDocument, key: SigningKey = KEY, replaces: str | None = None, demo: bool = False
) -> bytes:
    """The PDF a practice sends; the same return gives the same bytes, so each is made once."""
    wanted = repr((document, demo, key.public_key, replaces))
    if wanted not in _MADE:
        _MADE[wanted] = summary_pdf(document, [], key, demo, replaces)
    return _MADE[wanted]


def edited(pdf: bytes, edit: Callable[[Json], object]) -> bytes:
    """The PDF with its attached return edited, the seal left as it was unless `edit` touches it."""

    def change(data: bytes) -> bytes:
        values = plain_json(data)
        edit(values)
        return document_text(values)

    return with_attachment(pdf, change)


def with_attachment(pdf: bytes, change: Callable[[bytes], bytes | None]) -> bytes:
    """The PDF with other bytes attached, or with None nothing."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        data = change(document.attachments[ATTACHMENT_NAME].get_file().read_bytes())
        del document.Root.Names
        del document.Root.AF
        if data is not None:
            document.attachments[ATTACHMENT_NAME] = pikepdf.AttachedFileSpec(
                document, data, filename=ATTACHMENT_NAME
            )
        document.save(out)
    return out.getvalue()
