"""An import of bills in sentences, before it is made: the same in the window and on the command line."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from greenpractice.bills.naming import labels_of
from greenpractice.bills.plan import Put, QuarterPlan, counted_twice, days_covered
from greenpractice.bills.values import SECTIONS, UNITS, BillFile, Source, Used
from greenpractice.facts.factors import load_factors
from greenpractice.numbers import exact, normal, round_half_up, show
from greenpractice.periods import MONTHS
from greenpractice.phrases import amount, counted, joined
from greenpractice.returns.energy_rows import EnergyBill, run_words
from greenpractice.texts import name_key

_MOST_LISTED = 8


def file_words(found: BillFile, sites: Mapping[Source, str]) -> list[str]:
    """What was read: the rows, the kind, each meter with its site and sum, then what is told of them."""
    said = [f"{found.file}: {amount(Decimal(found.rows), 'row')} read, {found.kind}."]
    for source, name in labels_of(found.sources).items():
        mine = [each for each in found.used if each.source == source]
        with exact():
            total = sum((each.amount for each in mine), Decimal(0))
        span = run_words(mine[0].first, max(each.last for each in mine))
        where = sites.get(source, "")
        to = f", {where}" if where and name_key(where) != name_key(name) else ""
        said.append(f"{name}{to}: {amount_words(total, source.unit)}, {span}.")
    return [*said, *found.notes]


def quarter_words(plan: QuarterPlan) -> list[str]:
    """What happens to a quarter, after its name."""
    said = [_new_site_words(site, other) for site, other in plan.new_sites]
    for section in SECTIONS:
        rows = [put.wanted for put in plan.puts if put.wanted.section == section]
        said += [line for mine in _by_site(rows) for line in _site_words(section, mine)]
        for line in (line for key, line in days_covered(plan) if key == section):
            said += [line.words, *(f"{sentence}." for sentence in line.sentences)]
        said += [f"{issue.sentence}." for _, issue in counted_twice(plan) if issue.section == section]
    said += _listed([_change_words(put) for put in plan.puts if put.row is not None])
    if others := sorted({put.other_file for put in plan.puts if put.other_file}):
        said.append(
            f"What {joined(others)} had of these days goes: if that is of another meter, put both into one "
            "file, or give each a site of its own."
        )
    said += _listed([f"Replaced: {_bill_words(*each)}." for each in plan.gone])
    said += _listed(
        [f"Stays, and counts for some of the same days: {_bill_words(*each)}." for each in plan.beside]
    )
    if plan.same:
        said.append(
            f"{counted(plan.same, 'row')} {'stays as it is' if plan.same == 1 else 'stay as they are'}."
        )
    return said


def _new_site_words(site: str, other: str) -> str:
    """That no return has this site; where it may be one that is known, a question."""
    said = f"{site} is a new site: no return of yours names it."
    return f"{said} Is it {other}? Then write it so." if other else said


def preview_words(found: BillFile, sites: Mapping[Source, str], plans: Sequence[QuarterPlan]) -> list[str]:
    """The whole preview, a line for each sentence."""
    said = file_words(found, sites)
    for plan in plans:
        said += [f"{plan.period.words}:", *(f"  {each}" for each in quarter_words(plan))]
    return [*said, summary_words(plans)]


def summary_words(plans: Sequence[QuarterPlan]) -> str:
    """What an import would do, in one sentence."""
    touched = [plan for plan in plans if plan.changes]
    if not touched:
        return "Your figures are the same as in this file already. There is nothing to import."
    new = sum(put.row is None for plan in touched for put in plan.puts)
    changed = sum(put.row is not None for plan in touched for put in plan.puts)
    gone = sum(len(plan.gone) for plan in touched)
    parts = [
        f"{counted(many, 'row')} {does if many != 1 else does_one}"
        for many, does, does_one in (
            (new, "come", "comes"),
            (changed, "change", "changes"),
            (gone, "go", "goes"),
        )
        if many
    ]
    return f"{joined(parts)}, in {quarters_words(touched)}."


def quarters_words(plans: Sequence[QuarterPlan]) -> str:
    """`April to June 2026`, or how many quarters."""
    return plans[0].period.words if len(plans) == 1 else counted(len(plans), "quarter")


def amount_words(number: Decimal, unit: str) -> str:
    """`3,912 kWh`, `310 m³`: whole ones from 100 on."""
    few = show(round_half_up(number), 0) if number >= 100 else show(Decimal(normal(round_half_up(number, 2))))
    return f"{few} {UNITS[unit].words}"


def _by_site(rows: Sequence[Used]) -> list[list[Used]]:
    """The rows of each site and unit."""
    found: dict[tuple[str, str], list[Used]] = {}
    for row in rows:
        found.setdefault((name_key(row.site), row.unit), []).append(row)
    return list(found.values())


def _site_words(section: str, rows: Sequence[Used]) -> Iterator[str]:
    with exact():
        total = sum((row.amount for row in rows), Decimal(0))
    site = f"{rows[0].site}, " if rows[0].site else ""
    unit = rows[0].unit
    listed = rows[:_MOST_LISTED]
    each = joined([f"{MONTHS[row.first.month - 1]} {amount_words(row.amount, unit)}" for row in listed])
    more = f" and {len(rows) - _MOST_LISTED} more" if len(rows) > _MOST_LISTED else ""
    rough = sum(bool(row.rough) for row in rows)
    marked = f"; {counted(rough, 'row')} marked as estimated" if rough else ""
    head = f"{site}{SECTIONS[section].lower()}: {amount_words(total, unit)} in {counted(len(rows), 'row')}"
    yield f"{head} ({each}{more}){marked}."
    if UNITS[unit].is_volume:
        yield _calorific_words(rows)
    priced = [row.cost for row in rows if row.cost is not None]
    if priced:
        with exact():
            cost = sum(priced, Decimal(0))
        of = "" if len(priced) == len(rows) else f", of {len(priced)} of {counted(len(rows), 'row')}"
        yield f"Cost: £{cost:,.2f}{of}."


def _calorific_words(rows: Sequence[Used]) -> str:
    """At which calorific values volumes become kWh."""
    values = sorted({row.calorific for row in rows if row.calorific is not None})
    ends = dict.fromkeys(show(value) for value in (values[:1] + values[-1:]))
    said = [f"{' to '.join(ends)} MJ/m³"] if values else []
    if any(row.calorific is None for row in rows):
        usual = show(load_factors().constant("gas.calorific_value"))
        said.append(f"{usual} MJ/m³, the usual calorific value, where the file gives none")
    return f"Turned into kWh at {joined(said)}."


def _bill_words(section: str, bill: EnergyBill) -> str:
    days = run_words(*bill.span) if bill.span else "without dates"
    site = f"{bill.site}, " if bill.site else ""
    used = "an estimate" if bill.used is None else f"{show(bill.used)} {bill.unit}"
    return f"{site}{SECTIONS[section].lower()}, {days}, {used}"


def _change_words(put: Put) -> str:
    row, unit = put.wanted, UNITS[put.wanted.unit].words
    old = "no data" if put.before is None else show(put.before)
    if put.unit_before not in ("", unit):
        old = f"{old} {put.unit_before}"
    elif put.before == row.amount and row.cost is not None:
        return f"Changed: {run_words(row.first, row.last)}, {old} {unit} as before, cost £{row.cost:,.2f}."
    return f"Changed: {run_words(row.first, row.last)}, from {old} to {show(row.amount)} {unit}."


def _listed(sentences: Sequence[str]) -> Iterator[str]:
    yield from sentences[:_MOST_LISTED]
    if len(sentences) > _MOST_LISTED:
        yield f"… and {len(sentences) - _MOST_LISTED} more."
