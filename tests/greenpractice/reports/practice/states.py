"""Returns in every state that a practice's PDF is made of, and the PDFs, each made once."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period
from greenpractice.reports.content import Summary
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import RawRow, ReturnDocument

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
*EARLIER, LAST = [each for each in demo_documents() if each.ods_code == "Z99991"]
LONG_NAME = "The Very Long Named Medical Partnership of Market Harborough, Bosworth and the Villages Around"


def with_rows(document: ReturnDocument, **sections: tuple[RawRow, ...]) -> ReturnDocument:
    """The document with other rows in these sections; a section without rows goes."""
    rows = {**document.sections, **sections}
    return replace(document, sections={key: each for key, each in rows.items() if each})


def bills(count: int) -> tuple[RawRow, ...]:
    """Bills of the quarter that follow one another at two sites; the last but one of each is missing."""
    start, days = LAST.period.first_day, LAST.period.days * 2 // count
    there = [number for number in range(count // 2) if number != count // 2 - 2]
    return tuple(
        {
            "site": site,
            "kwh": str(1000 + 37 * number),
            "tariff": "standard",
            "from": (start + timedelta(days=number * days)).isoformat(),
            "to": (start + timedelta(days=(number + 1) * days - 1)).isoformat(),
            "cost": f"{300 + number}.50",
        }
        for number in there
        for site in ("Main building", "Branch surgery, Station Road")
    )


def usual() -> ReturnDocument:
    """18 products, three dated bills with a cost, three actions."""
    first, last = LAST.period.first_day, LAST.period.last_day
    middle = first + timedelta(days=61)
    site = "Main building"
    electricity = tuple(
        {
            "site": site,
            "kwh": kwh,
            "tariff": "standard",
            "cost": cost,
            "from": start.isoformat(),
            "to": end.isoformat(),
        }
        for kwh, cost, start, end in (
            ("7480", "2244.10", first, middle),
            ("3801", "1140.30", middle + timedelta(days=1), last),
        )
    )
    gas = {**LAST.rows("heating")[0], "cost": "640.00", "from": first.isoformat(), "to": last.isoformat()}
    return with_rows(LAST, electricity=electricity, heating=(gas,))


def _products(count: int) -> tuple[RawRow, ...]:
    listed = [each for each in load_inhalers().products if each.newer_code is None]
    many = (listed * (count // len(listed) + 1))[:count]
    codes = dict.fromkeys(each.bnf_code for each in many)
    return tuple({"bnf_code": code, "inhalers": str(5 + number % 90)} for number, code in enumerate(codes))


def _without_inhalers() -> ReturnDocument:
    return with_rows(LAST, inhalers=(), asthma_care=())


STATES = MappingProxyType(
    {
        "usual": lambda: (usual(), EARLIER),
        "first": lambda: (usual(), []),
        "last quarter only": lambda: (usual(), EARLIER[-1:]),
        "part year": lambda: (replace(LAST, period=Period(2026), sections={}, flags=()), [*EARLIER, LAST]),
        "whole year": lambda: (replace(LAST, period=Period(2025), sections={}, flags=()), EARLIER),
        "empty": lambda: (replace(LAST, sections={}, flags=()), []),
        "no inhalers": lambda: (_without_inhalers(), EARLIER),
        "no inhalers, first": lambda: (_without_inhalers(), []),
        "many products": lambda: (with_rows(LAST, inhalers=_products(120)), EARLIER),
        "long names": lambda: (replace(usual(), name=LONG_NAME), EARLIER),
        "40 bills": lambda: (with_rows(LAST, electricity=bills(40)), EARLIER),
        "many relievers": lambda: (
            with_rows(
                LAST,
                asthma_care=({"asthma_register": "630", "ics_3_or_more": "454", "saba_6_or_more": "190"},),
            ),
            EARLIER,
        ),
    }
)


@cache
def pdf_of(state: str) -> bytes:
    """The PDF of a state."""
    document, others = STATES[state]()
    return summary_pdf(document, others, KEY)


@cache
def summary_of(state: str) -> Summary:
    """What the PDF of a state says."""
    document, others = STATES[state]()
    return Summary(document, others, demo=False)
