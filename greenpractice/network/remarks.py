"""What is remarkable about a return that can be read: a closed practice, other factors, estimates."""

from decimal import Decimal

from greenpractice.carbon.factor_sets import are_others
from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.facts.directory import Directory
from greenpractice.network.states import Read, Remark
from greenpractice.numbers import normal, plain_problem, told_apart
from greenpractice.periods import day_words
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Verified

Noted = tuple[Remark, str]
MOST_ROWS = 2_000  # a return of every section has under 300
TOO_LONG = f"It has more than {MOST_ROWS:,} lines, so its printed total was not compared."


def remarks_of(
    found: Read, directory: Directory, calculator: Calculator
) -> tuple[tuple[Remark, ...], list[str]]:
    """The remarks in their fixed order, and a sentence for each.

    Of a return of very many rows nothing is worked out for them: it may be one of a hundred versions of which
    none counts, and each is looked at whenever the period is.
    """
    document = found.document
    is_long = sum(map(len, document.sections.values())) > MOST_ROWS
    footprint = None if is_long else calculator.of_return(document)
    noted = [
        closed_remark(document, directory),
        _totals(found, footprint) if footprint is not None else None,
        _from_data_page(found),
        _estimated(document, footprint),
    ]
    said = [each for each in noted if each is not None]
    sentences = [sentence for _, sentence in said] + ([TOO_LONG] if is_long else [])
    return tuple(remark for remark, _ in said), sentences


def closed_remark(document: ReturnDocument, directory: Directory) -> Noted | None:
    """The remark on a practice that has closed, and its sentence."""
    practice = directory.practice(document.ods_code)
    if practice is None or practice.closed is None:
        return None
    period = document.period
    if practice.had_closed(period):
        when = "before"
    elif practice.closed == period.last_day:
        when = "on the last day of"
    else:
        when = "after" if practice.closed > period.last_day else "before the end of"
    return "closed_practice", (
        f"{practice.name} closed on {day_words(practice.closed)}, {when} {period.words}."
    )


def _totals(found: Read, footprint: Footprint) -> Noted | None:
    """Factors and total as signed against those of this app: the figures count, the total is recomputed."""
    if not isinstance(found.verdict, Verified):
        return None
    sets, sealed = found.verdict.said.get("factor_sets"), found.verdict.said.get("total_kgco2e")
    total = _number(sealed)
    mine = Decimal(normal(footprint.total))
    there, here = told_apart(mine if total is None else total, mine)
    both = f"its total was {there}, with this app's factors it is {here}" if total is not None else ""
    differs = total is not None and total != mine
    if isinstance(sets, dict) and are_others(sets, footprint, totals_differ=differs):
        return "other_factors", f"Made with other factors: {both or f'the total here is {here}'}."
    if total is not None and differs:
        return "totals_differ", (
            f"Its printed total is {there}, but its figures come to {here}; the figures count."
        )
    return None


def _from_data_page(found: Read) -> Noted | None:
    if not found.from_data_page:
        return None
    return "from_data_page", "Its attachment was lost on the way; the figures were read from its data page."


def _estimated(document: ReturnDocument, footprint: Footprint | None) -> Noted | None:
    flagged = sum(1 for flag in document.flags if flag.estimated)
    if flagged:
        figures = "1 figure is" if flagged == 1 else f"{flagged} figures are"
        return "estimated", f"{figures} estimated."
    is_estimated = footprint is not None and footprint.estimated_kg
    return ("estimated", "Some figures are estimated.") if is_estimated else None


def _number(sealed: object) -> Decimal | None:
    """A sealed total, written as a plain decimal; it may have more decimals than a figure."""
    if not isinstance(sealed, str | int | float):
        return None
    text = str(sealed)
    whole, _, decimals = text.partition(".")
    if plain_problem(whole) is not None or (decimals and not (decimals.isascii() and decimals.isdigit())):
        return None
    return Decimal(text[:80])
