"""Figures that prescribing files gave, and the typed ones that stand beside them in one sum."""

from collections.abc import Iterable
from decimal import Decimal

from greenpractice.numbers import exact, show
from greenpractice.phrases import counted
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.sections.inhalers import SECTION

_FIGURE = "inhalers"


def is_published(flags: Iterable[Flag], field: str) -> bool:
    """True if a row with these flags has this figure from published data, as a file gave it."""
    return any(flag.source is not None and flag.field in (None, field) for flag in flags)


def typed_beside(document: ReturnDocument) -> str:
    """`10 of the 21 inhalers are typed, of 1 product.`; nothing unless both kinds are there."""
    flags: dict[int, list[Flag]] = {}
    for flag in document.flags:
        if flag.section == SECTION.key:
            flags.setdefault(flag.row, []).append(flag)
    spec = SECTION.fields[_FIGURE]
    typed: list[Decimal] = []
    published: list[Decimal] = []
    for position, row in enumerate(document.rows(SECTION.key)):
        number = spec.value(row[_FIGURE]) if _FIGURE in row else None
        if isinstance(number, Decimal):
            (published if is_published(flags.get(position, ()), _FIGURE) else typed).append(number)
    if not typed or not published:
        return ""
    with exact():
        mine, whole = sum(typed, Decimal(0)), sum(typed + published, Decimal(0))
    return f"{show(mine)} of the {show(whole)} inhalers are typed, of {counted(len(typed), 'product')}."
