"""The bills and print-outs attached to figures: how many there are. No surface names one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from greenpractice.phrases import counted
from greenpractice.returns.documents import Flag, ReturnDocument

ATTACHED = "Bills and print-outs"


def names_of(flags: Iterable[Flag], section: str | None = None) -> tuple[str, ...]:
    """The names that flags give, of one section or of all; the same file counts once."""
    found = (flag for flag in flags if section is None or flag.section == section)
    return tuple(dict.fromkeys(name for flag in found for name in flag.evidence or ()))


def names_in(documents: Iterable[ReturnDocument], section: str | None = None) -> tuple[str, ...]:
    """The same over several returns, those of a year for one."""
    return names_of((flag for document in documents for flag in document.flags), section)


def attached_to(flags: Sequence[Flag], section: str, names: Iterable[str]) -> list[Flag]:
    """The flags of a row to which the bills and print-outs of another one come, as that one goes away."""
    names = tuple(names)
    if not names:
        return list(flags)
    whole = next((flag for flag in flags if flag.field is None), Flag(section, 0))
    after = replace(whole, evidence=tuple(dict.fromkeys((*(whole.evidence or ()), *names))))
    return [after, *(flag for flag in flags if flag is not whole)]


def counted_words(names: Sequence[str]) -> str:
    """`3 bills or print-outs`; `1 bill or print-out`."""
    return counted(len(names), "bill or print-out", "bills or print-outs")


def kept_words(names: Sequence[str]) -> str:
    """`3 bills or print-outs are kept with these figures.`, or "" where there are none."""
    if not names:
        return ""
    return f"{counted_words(names)} {'is' if len(names) == 1 else 'are'} kept with these figures."


def in_short(names: Sequence[str]) -> str:
    """`2 attached`, as a cell has room for it; "" where there are none."""
    return f"{len(names)} attached" if names else ""


def rows_attached(document: ReturnDocument, sections: Collection[str]) -> str:
    """`4 bills or print-outs are attached, to 2 of 3 rows.`, of all these sections; "" without any."""
    flags = [flag for flag in document.flags if flag.section in sections and flag.evidence]
    if not flags:
        return ""
    rows = {(flag.section, flag.row) for flag in flags}
    of = sum(len(document.rows(section)) for section in sections)
    names = names_of(flags)
    are = "is" if len(names) == 1 else "are"
    return f"{counted_words(names)} {are} attached, to {len(rows)} of {counted(of, 'row')}."
