"""What happens in the made-up data: a switch in spring, a gap in the bills, a first survey, a lost digit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from greenpractice.demo.returns import LAST, demo_documents, demo_network_documents
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

SPRING, ARRIVING = LAST.previous, LAST.next
VENTOLIN, SALAMOL, EASYHALER, SPIRIVA = (
    "0301011R0BEAIAP",
    "0301011R0BIAFAP",
    "0301011R0BWAABZ",
    "0301020Q0BBACAC",
)
# Inhalers of Ventolin that became Salamol, and that became Easyhaler
_SWITCHED = {SPRING: (45, 35), LAST: (55, 45), ARRIVING: (55, 45)}
_GAP = (date(2026, 8, 1), date(2026, 8, 18))  # first and last day without a bill
_GAP_ARRIVING = (date(2026, 11, 10), date(2026, 11, 30))
_ITEMS_OF_100 = 86

_Event = Callable[[ReturnDocument], ReturnDocument]


def told_documents() -> list[ReturnDocument]:
    """Every return of the demo network, with what happened."""
    return [_as_told(document) for document in demo_documents()]


def told_network_documents() -> list[ReturnDocument]:
    """The next quarter's returns, those that arrive at the Lead, with what happened."""
    return [_as_told(document) for document in demo_network_documents()]


def _as_told(document: ReturnDocument) -> ReturnDocument:
    """The return with what happened at its practice in its quarter; most are as they were."""
    for event in _EVENTS.get(document.ods_code, {}).get(document.period, ()):
        document = event(document)
    return document


def _switched(document: ReturnDocument) -> ReturnDocument:
    """The practice moved people from one reliever to two others: as many inhalers as before."""
    salamol, easyhaler = _SWITCHED[document.period]
    moved = {VENTOLIN: -salamol - easyhaler, SALAMOL: salamol, EASYHALER: easyhaler}
    rows = []
    for row in document.rows("inhalers"):
        change = moved.get(row["bnf_code"], 0)
        rows.append(_with_inhalers(row, int(row["inhalers"]) + change) if change else row)
    return _with(document, "inhalers", rows)


def _before_the_survey(document: ReturnDocument) -> ReturnDocument:
    """Nobody had asked who works at home: there is nothing to compare the first year with."""
    sections = {key: rows for key, rows in document.sections.items() if key != "homeworking"}
    return replace(document, sections=sections)


def _bill_missing(first: date, last: date) -> _Event:
    """The quarter's electricity as three bills, and none of these days."""

    def event(document: ReturnDocument) -> ReturnDocument:
        (row,) = document.rows("electricity")
        period, a_day = document.period, date.resolution
        ends = _month_ends(period)
        spans = [(period.first_day, first - a_day), (last + a_day, ends[1]), (ends[1] + a_day, ends[2])]
        days = (period.last_day - period.first_day).days + 1
        bills = []
        for begin, end in spans:
            if begin > end:
                continue
            kwh = round(int(row["kwh"]) * ((end - begin).days + 1) / days)
            dated = {"from": begin.isoformat(), "to": end.isoformat()}
            bills.append({**row, "kwh": str(kwh), **dated})
        return _with(document, "electricity", bills)

    return event


def _digit_lost(code: str) -> _Event:
    """One figure lacks its last digit: the one that is asked about."""

    def event(document: ReturnDocument) -> ReturnDocument:
        rows = [
            _with_inhalers(row, int(row["inhalers"][:-1])) if row["bnf_code"] == code else row
            for row in document.rows("inhalers")
        ]
        return _with(document, "inhalers", rows)

    return event


def _with_inhalers(row: RawRow, inhalers: int) -> RawRow:
    return {**row, "inhalers": str(inhalers), "items": str(max(1, round(inhalers * _ITEMS_OF_100 / 100)))}


def _with(document: ReturnDocument, section: str, rows: Sequence[RawRow]) -> ReturnDocument:
    return replace(document, sections={**document.sections, section: tuple(rows)})


def _month_ends(quarter: Period) -> list[date]:
    """The last days of its three months."""
    first, ends = quarter.first_day, []
    for after in (1, 2, 3):
        year, month = divmod(first.month - 1 + after, 12)
        ends.append(date(first.year + year, month + 1, 1) - date.resolution)
    return ends


_BEFORE_SPRING = {
    Period(year, quarter): (_before_the_survey,) for year in (2024, 2025) for quarter in (1, 2, 3, 4)
}
_EVENTS: Mapping[str, Mapping[Period, tuple[_Event, ...]]] = {
    "Z99991": {
        **_BEFORE_SPRING,
        SPRING: (_switched,),
        LAST: (_switched, _bill_missing(*_GAP), _digit_lost(SPIRIVA)),
        ARRIVING: (_switched,),
    },
    "Z99992": {ARRIVING: (_bill_missing(*_GAP_ARRIVING),)},
    "Z99996": {ARRIVING: (_digit_lost(SPIRIVA),)},
}
