"""What arrives at a made-up Greener Lead: PDFs of one quarter, with all that can go wrong among them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.story import told_network_documents
from greenpractice.exchange.seal import sealed_json, verdict_of
from greenpractice.exchange.signing import SigningKey
from greenpractice.exchange.spoiling import another_installation, edited, pages_only, scanned
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Json, ReturnDocument, canonical_bytes
from greenpractice.returns.verdicts import Changed
from greenpractice.returns.versions import VERSION
from greenpractice.store import NewReturn, Store


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as it arrives."""

    name: str
    data: bytes


def arriving(key: SigningKey) -> Iterator[Sent]:
    """The files, each under a name that says what was done to it. `key` signs all but one."""
    first, second, third, fourth, fifth, sixth, seventh, eighth, stranger, closed = told_network_documents()

    def pdf(document: ReturnDocument, by: SigningKey = key) -> bytes:
        return summary_pdf(document, [], by, demo=True)

    made = pdf(first, another_installation())
    yield Sent("01 Sample Surgery, new computer.pdf", made)
    yield Sent("03 Alder Grove v1.pdf", pdf(second))
    again = pdf(changed(second, 2))
    yield Sent("02 Alder Grove v2, sent twice.pdf", again)
    yield Sent("04 Alder Grove v2.pdf", again)
    yield Sent("05 Brook Lane, one.pdf", pdf(third))
    yield Sent("06 Brook Lane, another.pdf", pdf(changed(third, 1)))
    yield Sent("07 Castle Street, attachment lost.pdf", pages_only(pdf(fourth)))
    yield Sent("08 Castle Street, last quarter.pdf", pdf(replace(fourth, period=fourth.period.previous)))
    yield Sent("09 Dale, edited.pdf", edited(pdf(fifth), _less_electricity))
    yield Sent("10 Dale, scanned.pdf", scanned())
    yield Sent("11 Elm Tree, old version.pdf", pdf(sixth))
    yield Sent("12 Fern Hill, other total.pdf", edited(pdf(seventh), _other_total, key))
    yield Sent("13 Grange, other factors.pdf", edited(pdf(eighth), _other_factors, key))
    yield Sent("14 from another network.pdf", pdf(stranger))
    yield Sent("15 from a newer app.pdf", edited(made, _newer, another_installation()))
    yield Sent("16 broken off.pdf", made[: len(made) // 2])
    yield Sent("17 closed practice.pdf", pdf(closed))
    yield Sent("18 Elm Tree, old backup.pdf", pdf(changed(changed(sixth, 1), 1), another_installation()))


def receive_earlier(store: Store, key: SigningKey) -> None:
    """What had arrived before: the first practice's last return, and version 2 of the sixth's."""
    documents = told_network_documents()
    first, sixth = documents[0], documents[5]
    earlier = replace(first, period=first.period.previous, created="2026-10-05T09:00:00+00:00")
    for document, name, now in (
        (earlier, "Sample Surgery, last quarter.pdf", datetime(2026, 10, 6, 9, tzinfo=UTC)),
        (changed(sixth, 2), "Elm Tree v2.pdf", datetime(2027, 1, 8, 9, tzinfo=UTC)),
    ):
        pdf = summary_pdf(document, [], key, demo=True)
        verdict = verdict_of(sealed_json(document, load_calculator().of_return(document), key, demo=True))
        assert not isinstance(verdict, Changed)
        store.receive([NewReturn(document, verdict, name, pdf, False)], now)


def changed(document: ReturnDocument, revision: int) -> ReturnDocument:
    """The return with other electricity, under a revision."""
    (row, *rest) = document.sections["electricity"]
    electricity = ({**row, "kwh": str(int(row["kwh"]) + 250)}, *rest)
    sections = {**document.sections, "electricity": electricity}
    return replace(document, revision=revision, sections=sections)


def _less_electricity(values: Json) -> None:
    values["sections"]["electricity"][0]["kwh"] = "10"


def _other_total(values: Json) -> None:
    values["seal"]["total_kgco2e"] = "12345"


def _other_factors(values: Json) -> None:
    values["seal"]["factor_sets"]["uk_conversion_factors"] = "2027"
    values["seal"]["total_kgco2e"] = "33870"


def _newer(values: Json) -> None:
    values["version"] = VERSION + 1
    values["seal"]["sha256"] = sha256(canonical_bytes(values)).hexdigest()
