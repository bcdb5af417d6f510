"""How sure a footprint is: how much of it is recorded, estimated, confirmed, and what it leaves out."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.answers.history import View
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import Gap, confirmed_flags, gaps_words
from greenpractice.numbers import show
from greenpractice.phrases import counted, share_words
from greenpractice.returns.evidence import kept_words, names_in
from greenpractice.returns.progress import entries_in
from greenpractice.sections import CARBON_SECTIONS, SECTION_BY_KEY, expected
from greenpractice.sections.not_here import not_counted_here

NOT_IN_THE_FOOTPRINT = not_counted_here(SECTION_BY_KEY)


def how_sure(view: View, gaps: Sequence[Gap]) -> str:
    """How many figures there are, how many are estimated or confirmed, and what is left open."""
    documents = [part.document for part in view.parts]
    figures = entries_in(documents)
    flags = [flag for each in documents for flag in each.flags]
    estimated = sum(1 for flag in flags if flag.estimated)
    confirmed = len(confirmed_flags(documents, gaps))
    words = [f"{show(Decimal(figures))} {'entry' if figures == 1 else 'entries'} in all."]
    words.append(f"{estimated or 'None'} marked as estimated{_share(view)}.")
    if confirmed:
        words.append(f"{counted(confirmed, 'unusual value')} confirmed.")
    return " ".join(filter(None, [*words, gaps_words(gaps), kept_words(names_in(documents))]))


def based_on(view: View) -> str:
    """`Based on 4 of 9 sections with carbon`, and of a part of a year how much of it that is."""
    return ", ".join(part for part in (sections_counted(view.footprint), view.quarters.words) if part)


def sections_counted(footprint: Footprint) -> str:
    """The same of one footprint."""
    have, whole = footprint.by_section, expected(CARBON_SECTIONS, footprint.by_section)
    return f"Based on {len(have)} of {len(whole)} sections that have carbon"


def _share(view: View) -> str:
    footprint = view.footprint
    if not footprint.estimated_kg or not footprint.total:
        return ""
    return f", {share_words(footprint.estimated_kg, footprint.total)} of the total"
