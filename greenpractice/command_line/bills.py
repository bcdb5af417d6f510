"""The bills command: half hours, days or bills of energy into the returns of a practice."""

from argparse import Namespace
from dataclasses import replace

from greenpractice.bills.amount_columns import in_doubt
from greenpractice.bills.columns import guess
from greenpractice.bills.naming import labels_of
from greenpractice.bills.plan import QuarterPlan, counted_twice, days_covered, known_sites
from greenpractice.bills.reading import read_bills
from greenpractice.bills.values import BillFile, Columns, Source
from greenpractice.bills.words import preview_words
from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.errors import UsageError, UserError
from greenpractice.phrases import joined
from greenpractice.returns.checking import question_words
from greenpractice.returns.documents import Json
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.bill_import import (
    amounts_asked,
    bill_plans,
    details_of,
    guessed_sites,
    returns_of,
    site_problem,
    take_bills,
    without_site,
)
from greenpractice.texts import name_key

NO_COLUMNS = (
    "no column of it is plainly a day or an amount of energy. Say which: --column first=HEADER --column "
    "used=HEADER"
)
MANY_COLUMNS = (
    "more than one column may be the energy used: {}. Say which: --column used=HEADER, and where two are "
    "registers of one meter --column also=HEADER"
)
_ONE = ("first", "last", "time", "meter", "site", "measure", "fuel", "register", "calorific", "cost")
_SEVERAL = ("used", "rough", "also")


def bills(asked: Namespace, services: Services) -> Answer:
    """Read a file of bills and store its rows; with problems nothing is stored."""
    found = _read(asked)
    if found.problems:
        messages = (*map(str, found.problems), "Nothing was stored.")
        return Answer("", bills_json(found, ()), messages=messages, problems=True)
    path = services.store_path(asked.store)
    if asked.dry_run and not path.exists():
        return _answer(asked, found, None)
    with opened(services, path, write=not asked.dry_run) as store:
        return _answer(asked, found, store)


def bills_json(found: BillFile, plans: tuple[QuarterPlan, ...]) -> Json:
    """What was read and what it does to each quarter; no numbers of meters."""
    return {
        "file": found.file,
        "kind": found.kind,
        "rows_read": found.rows,
        "quarters": [_plan_json(plan) for plan in plans],
        "notes": list(found.notes),
        "problems": [
            {"file": each.file, "row": each.row, "column": each.column, "why": each.why}
            for each in found.problems
        ],
    }


def _answer(asked: Namespace, found: BillFile, store: Store | None) -> Answer:
    documents = returns_of(store, asked.practice)
    sites = _sites(asked, found, known_sites(documents))
    plans = bill_plans(documents, asked.practice, found, sites, asked.period)
    changes = any(plan.changes for plan in plans)
    if store is not None and not asked.dry_run and changes:
        kept = {key: store.load(key) for key in (ReturnKey(asked.practice, each.period) for each in plans)}
        details = details_of(documents, asked.practice, plans[0].period)
        with store.step(f"Import bills from {found.file}"):
            for plan in plans:
                key = ReturnKey(asked.practice, plan.period)
                if kept[key] is None and plan.changes:
                    store.set_details(key, *details)
            take_bills(store, kept, plans)
    text = "\n".join(preview_words(found, sites, plans))
    asked_about = [f"check this: {question_words(issue)}" for issue in amounts_asked(plans, documents)]
    done = "Nothing was stored (--dry-run)." if asked.dry_run else "Stored." if changes else ""
    return Answer(text, bills_json(found, tuple(plans)), messages=(*asked_about, *filter(None, (done,))))


def _read(asked: Namespace) -> BillFile:
    found = read_bills(asked.file)
    chosen = _chosen(asked, found) if found.head.width else None
    if chosen is not None and chosen != found.columns:
        found = read_bills(asked.file, chosen=chosen)
    if found.columns is None and not found.problems:
        headers = ", ".join(found.head.header[:20])
        doubted = joined([found.head.header[at] for at in in_doubt(found.head)])
        raise UserError(
            f"{found.file}: {MANY_COLUMNS.format(doubted)}"
            if doubted
            else f"{found.file}: {NO_COLUMNS}. Its headers are: {headers}"
        )
    return found


def _chosen(asked: Namespace, found: BillFile) -> Columns | None:
    """The columns that were guessed, with what was said of them."""
    said: dict[str, list[int]] = {}
    for each in asked.column:
        what, _, header = each.partition("=")
        places = [at for at, name in enumerate(found.head.header) if name_key(name) == name_key(header)]
        if what not in (*_ONE, *_SEVERAL) or not places:
            headers = ", ".join(found.head.header[:20])
            raise UsageError(f"--column {each}: write WHAT=HEADER, with one of the headers {headers}")
        said.setdefault(what, []).append(places[0])
    columns = found.columns
    if columns is None and "used" in said:
        columns = guess(found.head, found.file, tuple(said["used"][-1:]))
    if columns is None:
        if not {"first", "used"} <= set(said):
            return None
        columns = Columns(said["first"][-1], tuple(said["used"][-1:]))
    for what, places in said.items():
        value = tuple(places if what == "also" else places[-1:]) if what in _SEVERAL else places[-1]
        columns = replace(columns, **{what: value})  # type: ignore[arg-type]
    fuel = {"electricity": "electricity", "gas": "heating", None: columns.section}[asked.fuel]
    return replace(columns, unit=asked.unit or columns.unit, section=fuel)


def _sites(asked: Namespace, found: BillFile, known: tuple[str, ...]) -> dict[Source, str]:
    """The site of each meter, as it was said or can be told."""
    said: dict[Source, str] = {}
    for each in asked.meter:
        ending, _, site = each.partition("=")
        met = [source for source in found.sources if ending and source.meter.endswith(ending)]
        if len(met) != 1 or not site.strip():
            names = ", ".join(labels_of(found.sources).values())
            raise UsageError(f"--meter {each}: write ENDING=SITE for one meter of the file ({names})")
        said[met[0]] = _as_written(site, known)
    sites = guessed_sites(found, known, said)
    if asked.site:
        sites = dict.fromkeys(found.sources, _as_written(asked.site, known)) | said
    if waiting := without_site(found, sites):
        raise UserError(
            f"{found.file}: say at which site they are, with --meter ENDING=SITE or --site SITE: "
            f"{', '.join(waiting)}. Known sites: {', '.join(known) or 'none yet'}"
        )
    return sites


def _as_written(site: str, known: tuple[str, ...]) -> str:
    """A name as returns write it, and without blanks around it."""
    if problem := site_problem(site):
        raise UsageError(f"the site {site[:40]!r} {problem}")
    return {name_key(each): each for each in known}.get(name_key(site), " ".join(site.split()))


def _plan_json(plan: QuarterPlan) -> Json:
    return {
        "period": plan.period.id,
        "rows": [
            {
                "section": put.wanted.section,
                "site": put.wanted.site,
                "from": put.wanted.first.isoformat(),
                "to": put.wanted.last.isoformat(),
                "kwh": float(put.wanted.amount) if put.wanted.unit == "kWh" else None,
                "amount": float(put.wanted.amount),
                "unit": put.wanted.unit,
                "cost": None if put.wanted.cost is None else float(put.wanted.cost),
                "estimated": bool(put.wanted.rough),
                "new": put.row is None,
            }
            for put in plan.puts
        ],
        "gaps": [
            {"section": section, "site": line.source, "from": first.isoformat(), "to": last.isoformat()}
            for section, line in days_covered(plan)
            for first, last in line.gaps
        ],
        "overlaps": [
            {
                "section": issue.section,
                "site": bill.site,
                "from": bill.span[0].isoformat() if bill.span else None,
                "to": bill.span[1].isoformat() if bill.span else None,
                "why": f"{issue.sentence}.",
            }
            for bill, issue in counted_twice(plan)
        ],
        "replaced": len(plan.gone),
        "counted_beside": len(plan.beside),
        "same": plan.same,
    }
