"""Random histories of a small area, and whether every total of them adds up, in exact decimals.

A history is a directory (memberships with gaps, moves, closures, arrivals in the area) and the returns of a
year, quarters and whole-year returns mixed. `differences` holds for it that networks and "no network" are
sub-ICBs are everyone, and that each year is what a second reckoning of rules 18 and 25 makes of its returns.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from greenpractice.carbon.footprint import Calculator
from greenpractice.facts.directory import Directory, Membership, Pcn, Practice
from greenpractice.facts.sources import Source
from greenpractice.network.asking import Asked
from greenpractice.network.groups import UNKNOWN_SUB_ICB, Group, everyone, no_network, one_pcn, sub_icb
from greenpractice.network.network import Network
from greenpractice.network.stored import StoredReturns, network_of
from greenpractice.network.trust import Keys
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

YEAR = Period(2025)
SOURCE = Source("made-up", "Made up", "", "", "", "")
PCNS = {"U10001": "04C", "U10002": "04C", "U10003": "04V"}
UNLISTED, ELSEWHERE = "Z10009", "U99990"
INHALERS = ("0301011R0BEAIAP", "0302000C0BPABBF", "0301011R0AAAPAP", "0302000N0BCAFBG")
SECTIONS = ("inhalers", "electricity", "asthma_care")
Sums = dict[str, Decimal]  # exact amounts, none of them 0, by what they count
Alone = Mapping[tuple[str, Period, str], Sums]  # of one section of one return


@dataclass(frozen=True)
class History:
    """Who was where, and what was sent."""

    directory: Directory
    returns: tuple[ReturnDocument, ...]


def a_history(dice: random.Random) -> History:
    """Up to five practices, one of them perhaps in no list, and their returns of a year."""
    practices, memberships = [], []
    for number in range(dice.randint(1, 4)):
        code = f"C9000{number}"
        practices.append(_practice(dice, code))
        memberships += _memberships(dice, code)
    by_items = dice.random() < 0.7
    codes = [practice.ods_code for practice in practices] + [UNLISTED] * (dice.random() < 0.3)
    pcn = dice.choice([None, ELSEWHERE, *PCNS])
    returns = [
        _return(dice, code, Period(YEAR.year, quarter), by_items, pcn)
        for code in codes
        for quarter in range(5)
        if dice.random() < (0.3 if quarter == 0 else 0.7)
    ]
    pcns = [Pcn(code, code, of, date(2019, 7, 1), None, SOURCE) for code, of in PCNS.items()]
    return History(Directory(practices, pcns, memberships), tuple(returns))


def _day(dice: random.Random) -> date:
    """Most often around the ends of quarters, where a day decides."""
    if dice.random() < 0.5:
        return dice.choice(YEAR.quarters).last_day + timedelta(days=dice.randint(-1, 1))
    return YEAR.first_day + timedelta(days=dice.randint(-100, 400))


def _practice(dice: random.Random, code: str) -> Practice:
    start = date(1974, 4, 1) if dice.random() < 0.8 else _day(dice)
    closed = max(start, _day(dice)) if dice.random() < 0.3 else None
    came = _day(dice) if dice.random() < 0.1 else None
    left = max(came or start, _day(dice)) if dice.random() < 0.1 else None
    of = dice.choice(["04C", "04V", "03W"])
    return Practice(code, code, "LE1 1AA", start, closed, of, came, left, SOURCE)


def _memberships(dice: random.Random, code: str) -> Iterator[Membership]:
    """Up to three, one after the other, with gaps between some and none at all for a few."""
    days = sorted({_day(dice) for _ in range(dice.randint(0, 5))})
    start: date | None = date(2019, 7, 1) if dice.random() < 0.8 else None
    for day in days:
        if start is not None and day > start:
            yield Membership(code, dice.choice(list(PCNS)), start, day - timedelta(days=1), SOURCE)
        start = day if dice.random() < 0.7 else None
    if start is not None:
        yield Membership(code, dice.choice(list(PCNS)), start, None, SOURCE)


def _return(
    dice: random.Random, code: str, period: Period, by_items: bool, pcn: str | None
) -> ReturnDocument:
    sections: dict[str, tuple[Mapping[str, str], ...]] = {}
    if dice.random() < 0.8:
        sections["inhalers"] = tuple(
            {"bnf_code": product, "inhalers": str(dice.randint(0, 99))}
            | ({"items": str(dice.randint(0, 99))} if by_items else {})
            for product in dice.sample(INHALERS, dice.randint(1, len(INHALERS)))
        )
    if dice.random() < 0.7:
        sections["electricity"] = (
            {"site": "A", "kwh": f"{dice.randint(0, 99999)}.{dice.randint(0, 99)}", "tariff": "standard"},
        )
    if dice.random() < 0.7:
        register = dice.randint(0, 300)
        sections["asthma_care"] = (
            {"asthma_register": str(register), "ics_3_or_more": str(dice.randint(0, register))}
            | ({"saba_6_or_more": str(dice.randint(0, register))} if dice.random() < 0.8 else {}),
        )
    if dice.random() < 0.8:
        sections["practice"] = ({"registered_patients": str(dice.randint(500, 9000))},)
    return ReturnDocument(code, period, 1, "2026-05-01T10:00:00+00:00", code, pcn, sections=sections)


def network_in(history: History, group: Group, period: Period, calculator: Calculator) -> Network:
    """The group's figures as command and window have them."""
    stored = StoredReturns(history.returns, (), Keys(()))
    return network_of(Asked(group, period), {}, stored, history.directory, calculator)


def sums_of(network: Network) -> Sums:
    """Everything of a network that adds up."""
    return _together([dict(_amounts(network))]) | _together([_covered(network)])


def _amounts(network: Network) -> Iterator[tuple[str, Decimal]]:
    yield from ((f"kg {key}", kg) for key, kg in network.footprint.by_section.items())
    yield "kg", network.footprint.total
    lines = [line for line in network.footprint.lines if line.section == "inhalers"]
    yield "inhalers", sum((line.quantity for line in lines), Decimal(0))
    for result in network.indicators:
        if result.numerator is not None and result.denominator is not None:
            yield f"{result.indicator.id} numerator", result.numerator
            yield f"{result.indicator.id} denominator", result.denominator


def _covered(network: Network) -> Sums:
    reach = network.coverage
    return {"quarters held": Decimal(reach.quarters), "quarters expected": Decimal(reach.of_quarters)}


def differences(history: History, calculator: Calculator) -> list[str]:
    """What does not add up, in words; nothing is as it should be."""
    directory, found = history.directory, []
    networks = [one_pcn(directory, code) for code in (*PCNS, ELSEWHERE)]
    parts = [*networks, no_network()]
    sub_icbs = [sub_icb(code) for code in ("04C", "04V", "03W", UNKNOWN_SUB_ICB)]
    every: dict[tuple[str, Period], Sums] = {}
    for period in (*YEAR.quarters, YEAR):
        for group in (*parts, *sub_icbs, everyone()):
            every[group.name, period] = sums_of(network_in(history, group, period, calculator))
        whole = every[everyone().name, period]
        for what, groups in (("networks", parts), ("sub-ICBs", sub_icbs)):
            together = _together(every[group.name, period] for group in groups)
            if together != whole:
                found.append(f"{period}: {what} {_unlike(together, whole)}")
    alone = _alone(history, calculator)
    for group in (*parts, *sub_icbs, everyone()):
        reckoned, year = _reckoned(history, group, alone), every[group.name, YEAR]
        if reckoned != _without(year, "quarters"):
            found.append(f"{group.name}: year {_unlike(year, reckoned)}")
        if not any(document.period.is_year for document in history.returns):
            found += _quarters_and_year(group, every)
    return found


def _quarters_and_year(group: Group, every: Mapping[tuple[str, Period], Sums]) -> list[str]:
    """Without a whole-year return the quarters sum to the year; RESP is that of the latest one."""
    quarters = _together(every[group.name, quarter] for quarter in YEAR.quarters)
    first, second = (_without(sums, "RESP") for sums in (quarters, every[group.name, YEAR]))
    return [] if first == second else [f"{group.name}: quarters {_unlike(first, second)}"]


def _reckoned(history: History, group: Group, alone: Alone) -> Sums:
    """The group's year by rules 18 and 25, section by section, from footprints of whole returns."""
    parts: list[Sums] = []
    for code in {document.ods_code for document in history.returns}:
        sent = {each.period: each for each in history.returns if each.ods_code == code}
        for section in SECTIONS:
            quarters = [quarter for quarter in YEAR.quarters if _has(sent.get(quarter), section)]
            whole = len(quarters) == 4 or not _has(sent.get(YEAR), section)
            of = [sent[period] for period in (quarters if whole else [YEAR])]
            if section == "asthma_care":
                parts += _care(group, of, history.directory)
                continue
            for document in of:
                if _stands_in(group, document, history.directory):
                    parts.append(alone[document.ods_code, document.period, section])
    return _together(parts)


def _alone(history: History, calculator: Calculator) -> Alone:
    """What each section of each return comes to, with nothing beside it."""
    found = {}
    for document in history.returns:
        for section, rows in document.sections.items():
            one = History(history.directory, (replace(document, sections={section: rows}),))
            network = network_in(one, everyone(), document.period, calculator)
            found[document.ods_code, document.period, section] = _without(sums_of(network), "quarters")
    return found


def _care(group: Group, of: Iterable[ReturnDocument], directory: Directory) -> Iterator[Sums]:
    """Each RESP of the latest return that has both its counts."""
    rows = [(each, each.rows("asthma_care")[0]) for each in of]
    for indicator, field in (("RESP-01", "ics_3_or_more"), ("RESP-02", "saba_6_or_more")):
        given = [(each, row) for each, row in rows if field in row and row["asthma_register"] != "0"]
        if given and _stands_in(group, given[-1][0], directory):
            yield {
                f"{indicator} numerator": Decimal(given[-1][1][field]),
                f"{indicator} denominator": Decimal(given[-1][1]["asthma_register"]),
            }


def _has(document: ReturnDocument | None, section: str) -> bool:
    return document is not None and section in document.sections


def _stands_in(group: Group, document: ReturnDocument, directory: Directory) -> bool:
    """Rule 25, reckoned from the tables themselves."""
    practice = directory.practice(document.ods_code)
    if practice is None:
        pcn, of = document.pcn_code, PCNS.get(document.pcn_code or "", UNKNOWN_SUB_ICB)
    else:
        day = min(document.period.last_day, practice.closed or date.max)
        if not (practice.in_llr_from or date.min) <= day <= (practice.in_llr_to or date.max):
            return False
        within = (
            each.pcn_code for each in directory.memberships(document.ods_code)
            if each.first <= day <= (each.last or date.max)
        )  # fmt: skip
        pcn, of = next(within, None), practice.sub_icb
    if group.sub_icb is not None:
        return of == group.sub_icb
    return group.pcns is None or (pcn in group.pcns if group.pcns else pcn is None)


def _together(sums: Iterable[Sums]) -> Sums:
    total: Sums = {}
    with exact():
        for each in sums:
            for key, amount in each.items():
                total[key] = total.get(key, Decimal(0)) + amount
    return {key: amount for key, amount in total.items() if amount}


def _without(sums: Sums, word: str) -> Sums:
    return {key: amount for key, amount in sums.items() if word not in key}


def _unlike(one: Sums, other: Sums) -> str:
    keys = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
    return ", ".join(f"{key}: {one.get(key)} and {other.get(key)}" for key in keys)
