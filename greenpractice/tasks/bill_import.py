"""Importing bills of energy into the returns of a practice: for the command line and the window."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from greenpractice.bills.naming import labels_of
from greenpractice.bills.plan import (
    Put,
    QuarterPlan,
    known_sites,
    plan_of,
    quarters_of,
    tariffs_of,
    wanted_rows,
)
from greenpractice.bills.values import BillFile, Source
from greenpractice.errors import Issue, UserError
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import named
from greenpractice.returns.checking import Earlier, check_figures, questions
from greenpractice.returns.documents import Contact, Flag, ReturnDocument
from greenpractice.returns.site_names import alike
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.energy import AMOUNTS
from greenpractice.store import ReturnKey, Store, StoredReturn
from greenpractice.texts import name_key

Details = tuple[str | None, str | None, Contact | None]  # name, network and contact of a return


def returns_of(store: Store | None, practice: str) -> list[ReturnDocument]:
    """Every return of a practice."""
    if store is None:
        return []
    return store.documents(key for key in store.keys() if key.ods_code == practice)


def bill_plans(
    documents: Iterable[ReturnDocument],
    practice: str,
    found: BillFile,
    sites: Mapping[Source, str],
    only: Period | None = None,
) -> list[QuarterPlan]:
    """What a file does to each quarter it touches, or of `only`; `documents` are all it has.

    UserError where the file has nothing of `only`.
    """
    there = {document.period: document for document in documents}
    known = known_sites(there.values())
    rows, tariffs = wanted_rows(found, sites), tariffs_of(there.values())
    periods = [period for period in quarters_of(rows) if only is None or period in only.made_of]
    if only is not None and not periods:
        raise UserError(
            f"{found.file} has nothing of {only.words}. Choose another period, or all of the file."
        )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    plans = [
        plan_of(there.get(period) or ReturnDocument(practice, period, 0, now), rows, found.file, tariffs)
        for period in periods
    ]
    return [replace(plan, new_sites=_new_sites(plan, known)) for plan in plans]


def amounts_asked(plans: Sequence[QuarterPlan], documents: Iterable[ReturnDocument]) -> list[Issue]:
    """What would be asked about the amounts that a file brings, before it brings them; one for each place.

    `documents` are all returns of the practice: amounts are set beside those of earlier quarters too.
    """
    there = {document.period: _of_energy(document) for document in documents}
    then = there | {plan.period: _of_energy(plan.after) for plan in plans}
    found: list[Issue] = []
    for plan in (each for each in plans if each.puts):
        before = there.get(plan.period)
        known = {issue.sentence for issue in _asked(before, there)} if before is not None else set()
        found += [
            issue
            for issue in _asked(then[plan.period], then)
            if issue.section in AMOUNTS
            and issue.field == AMOUNTS[issue.section]
            and issue.sentence not in known
        ]
    return found


def _asked(document: ReturnDocument, earlier: Earlier) -> list[Issue]:
    return questions(document, check_figures(document, earlier))


def said_right(plans: Iterable[QuarterPlan], asked: Iterable[Issue]) -> list[QuarterPlan]:
    """The same plans, whose amounts of the sections that were asked about a person has said are correct."""
    sections = {issue.section for issue in asked}
    return [
        replace(
            plan,
            puts=tuple(
                replace(put, flags=_confirmed(put)) if put.wanted.section in sections else put
                for put in plan.puts
            ),
        )
        for plan in plans
    ]


def _confirmed(put: Put) -> tuple[Flag, ...]:
    field = AMOUNTS[put.wanted.section]
    said = next((flag for flag in put.flags if flag.field == field), Flag(put.wanted.section, 0, field))
    return *(flag for flag in put.flags if flag.field != field), replace(said, confirmed=True)


def _of_energy(document: ReturnDocument) -> ReturnDocument:
    """What of a return questions of energy are about."""
    kept = {key: rows for key, rows in document.sections.items() if key in ("practice", *AMOUNTS)}
    return replace(document, sections=kept)


def site_problem(site: str) -> str | None:
    """Why this is no name of a site, or None."""
    return SECTION_BY_KEY["electricity"].fields["site"].problem(site)


def guessed_sites(
    found: BillFile, known: Sequence[str], remembered: Mapping[Source, str] | None = None
) -> dict[Source, str]:
    """The site of each meter as far as it is known: remembered, named in the file, or the only one there is.

    A name in the file is taken as a return of the practice writes it.
    """
    sites, written = dict(remembered or {}), {name_key(site): site for site in known}
    for source in found.sources:
        if source not in sites and source.site:
            sites[source] = written.get(name_key(source.site), source.site)
        elif source not in sites and len(known) == 1:
            sites[source] = known[0]
        elif source not in sites and not known and len(found.sources) == 1:
            sites[source] = ""
    return sites


def without_site(found: BillFile, sites: Mapping[Source, str]) -> list[str]:
    """The meters of which nobody has said where they are, as they are called."""
    return [name for source, name in labels_of(found.sources).items() if source not in sites]


def take_bills(
    store: Store,
    kept: Mapping[ReturnKey, StoredReturn | None],
    plans: Iterable[QuarterPlan],
) -> None:
    """Write what plans of the practice's quarters say; `kept` are the returns as the plans found them.

    To be called within a step of the store, which makes it one transaction.
    """
    for plan in plans:
        key = ReturnKey(plan.after.ods_code, plan.period)
        stored = kept[key]
        for put in plan.puts:
            section = put.wanted.section
            if put.row is None:
                row_id, _ = store.add_row(key, section, put.figures)
            else:
                row_id = _row_id(stored, section, put.row)
                for field, text in put.figures.items():
                    store.set_figure(key, section, row_id, field, text)
            for flag in put.flags:
                store.set_flag(key, row_id, flag)
        for section, bill in plan.gone:
            store.remove_row(key, section, _row_id(stored, section, bill.at))


def sections_in(plans: Iterable[QuarterPlan]) -> frozenset[str]:
    """The sections that plans touch."""
    puts = {put.wanted.section for plan in plans for put in plan.puts}
    return frozenset(puts | {section for plan in plans for section, _ in plan.gone})


def details_of(documents: Iterable[ReturnDocument], practice: str, period: Period) -> Details:
    """Name, network and contact as the newest return has them, else as the list of practices has."""
    newest = max(documents, key=lambda each: each.period.last_day, default=None)
    found = named(newest or ReturnDocument(practice, period, 0, ""), None)
    return found.name, found.pcn_code, found.contact


def _new_sites(plan: QuarterPlan, known: Sequence[str]) -> tuple[tuple[str, str], ...]:
    keys = set(map(name_key, known))
    new = {put.wanted.site for put in plan.puts if name_key(put.wanted.site) not in keys}
    return tuple((site, alike(site, known) or "") for site in sorted(filter(None, new))) if known else ()


def _row_id(stored: StoredReturn | None, section: str, at: int) -> int:
    assert stored is not None
    return stored.row_ids[section][at]
