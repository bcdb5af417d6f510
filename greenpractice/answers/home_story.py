"""What Home says of a return in plain words: by when it goes out, how far it is, and what is next and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import Gap, open_gaps
from greenpractice.numbers import show_kg
from greenpractice.periods import DUE_DAYS, MONTHS, Period, day_words, due_day
from greenpractice.phrases import counted, lower_first, subtitle
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import FIGURE_SECTIONS, Progress, Status, counting
from greenpractice.sections import SECTION_BY_KEY

SOON = 7  # days before the last one, from which on it is said louder
_NEEDED = ("practice", "inhalers")  # without these two there is little to send
_FIRST = {"practice": "patients and sites", "inhalers": "often most of the carbon"}
_LONGEST = 60  # letters of a reason that stands in a heading


class Urgency(Enum):
    """How loud a day to send by is said."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Due:
    """By when a return is to be sent, in words."""

    words: str
    urgency: Urgency


class Opens(Enum):
    """What the one green button of Home does."""

    SECTION = "section"
    MAKE_PDF = "make the PDF"
    FOLDER = "open its folder"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is next and why, and what its button says; `section` is the one it opens, or ""."""

    words: str
    button: str
    opens: Opens
    section: str = ""


@dataclass(frozen=True, slots=True)
class PrintedAs:
    """The PDF of a return: its last version, 0 before the first, and whether figures changed since."""

    version: int = 0
    changed: bool = False

    @property
    def is_newest(self) -> bool:
        """True where the last version says all there is."""
        return self.version > 0 and not self.changed


def due_of(period: Period, today: date, printed: PrintedAs, days: int = DUE_DAYS) -> Due | None:
    """By when a quarter is to be sent; None of a whole year, for which nobody asks.

    Once the next quarter is due too, this one is history and no longer late. One with a PDF that says all
    there is may have been sent long ago.
    """
    if period.is_year:
        return None
    due = due_day(period, days)
    left = (due - today).days
    day = f"{due.day} {MONTHS[due.month - 1]}" if abs(left) < 183 else day_words(due)
    if left < 0 and (printed.is_newest or today > due_day(period.next, days)):
        return Due(f"It was due by {day_words(due)}", Urgency.CALM)
    if left < 0:
        return Due(f"Due by {day}: {counted(-left, 'day')} late", Urgency.LATE)
    urgency = Urgency.SOON if left <= SOON and not printed.is_newest else Urgency.CALM
    return Due(f"Send by {day}: {counted(left, 'day')} left" if left else f"Send by {day}: today", urgency)


def done_words(progress: Mapping[str, Progress]) -> tuple[str, str]:
    """`7 of 13 sections completed`, and `2 in progress` or "", of the sections that count."""
    figures = counted_sections(progress).values()
    done = sum(each.status is Status.COMPLETED for each in figures)
    begun = sum(each.status in (Status.IN_PROGRESS, Status.PROBLEM) for each in figures)
    return f"{done} of {len(figures)} sections completed", f"{begun} in progress" if begun else ""


def counted_sections(progress: Mapping[str, Progress]) -> dict[str, Progress]:
    """The sections with figures that count, in the order of the pages."""
    counts = counting(progress)
    return {section.key: counts[section.key] for section in FIGURE_SECTIONS if section.key in counts}


def left_out(progress: Mapping[str, Progress], before: ReturnDocument | None) -> tuple[str, ...]:
    """The sections that are empty and were so last quarter: a practice that never has them need not wait."""
    if before is None or not any(before.sections.values()):
        return ()
    empty = (key for key, each in counted_sections(progress).items() if each.status is Status.NOT_YET_STARTED)
    return tuple(key for key in empty if key not in _NEEDED and not any(before.rows(key)))


def waited_for(progress: Mapping[str, Progress], before: ReturnDocument | None) -> tuple[str, ...]:
    """The sections that wait for figures, in the order of the pages; none that was empty last quarter too."""
    skipped = left_out(progress, before)
    sections = counted_sections(progress).items()
    return tuple(key for key, each in sections if each.status is not Status.COMPLETED and key not in skipped)


def next_after(
    here: Collection[str], progress: Mapping[str, Progress], before: ReturnDocument | None
) -> str | None:
    """The first section that waits after these, the sections of a page; None is the check of answers.

    It never leads back: Check answers names what is empty or wrong on the pages before, and so does Home.
    """
    order = [section.key for section in FIGURE_SECTIONS]
    last = max((order.index(key) for key in here if key in order), default=len(order))
    return next((key for key in waited_for(progress, before) if order.index(key) > last), None)


def next_step(
    progress: Mapping[str, Progress],
    gaps: Sequence[Gap],
    printed: PrintedAs,
    before: ReturnDocument | None = None,
    then: Footprint | None = None,
) -> NextStep:
    """What is next: what is wrong, then what is begun, then what is empty in the order of the pages.

    Practice details and inhalers come before all else that is empty. `before` is last quarter's return and
    `then` what it came to.
    """
    sections = counted_sections(progress)
    order = (Status.PROBLEM, Status.IN_PROGRESS, Status.CANNOT_START_YET, Status.NOT_YET_STARTED)
    waiting = sorted(waited_for(progress, before), key=lambda key: order.index(sections[key].status))
    begun = [key for key in waiting if sections[key].status is not Status.NOT_YET_STARTED]
    first = [*begun, *(key for key in _NEEDED if key in waiting), *waiting]
    if first:
        return _open(first[0], sections, gaps, then)
    return _finish(printed, gaps, left_out(progress, before))


def _open(
    key: str, sections: Mapping[str, Progress], gaps: Sequence[Gap], then: Footprint | None
) -> NextStep:
    title, progress = SECTION_BY_KEY[key].title, sections[key]
    if progress.status is Status.PROBLEM:
        words, button = f"{title}: {progress.remark}", f"Put right {lower_first(title)}"
    elif progress.status is Status.IN_PROGRESS:
        words, button = f"{title}: {_lacks(key, progress, gaps)}", f"Go on with {lower_first(title)}"
    else:
        kg = None if then is None else then.by_section.get(key)
        reason = f"{show_kg(kg)} last quarter" if kg else _FIRST.get(key, "")
        words = f"{title}: {reason}" if reason else title
        nothing = all(each.status is Status.NOT_YET_STARTED for each in sections.values())
        button = f"{'Start with' if nothing else 'Open'} {lower_first(title)}"
    return NextStep(words, button, Opens.SECTION, key)


def _lacks(key: str, progress: Progress, gaps: Sequence[Gap]) -> str:
    """What a section that is begun still lacks, in the words of its gap where they are short."""
    for gap in open_gaps(gaps):
        if gap.section == key and gap.kind == "days" and len(gap.why) <= _LONGEST:
            return lower_first(gap.why.rstrip("."))
    return progress.remark


def _finish(printed: PrintedAs, gaps: Sequence[Gap], skipped: Sequence[str]) -> NextStep:
    """Everything is in: the PDF, a newer one, or what to do with the one that is made."""
    if printed.is_newest:
        return NextStep(f"Version {printed.version} is ready to send", "Open its folder", Opens.FOLDER)
    asked = len(open_gaps(gaps))
    check = f". {counted(asked, 'thing')} to check first" if asked else ""
    if printed.version:
        words = f"The figures changed since version {printed.version}"
        return NextStep(f"{words}{check}", f"Make version {printed.version + 1}", Opens.MAKE_PDF)
    empty = f"{counted(len(skipped), 'section')} left out as last quarter" if skipped else ""
    return NextStep(f"{subtitle('All figures are in', empty)}{check}", "Make the PDF", Opens.MAKE_PDF)


def no_data_words(progress: Mapping[str, Progress]) -> str:
    """`4 sections would print as “No data”`, or ""."""
    empty = sum(each.status is Status.NOT_YET_STARTED for each in counted_sections(progress).values())
    return f"{counted(empty, 'section')} would print as “No data”" if empty else ""


@dataclass(frozen=True, slots=True)
class RowWords:
    """What the row of a section says: its tag, and under its name what it weighs and what is left to do.

    `to_check`: it is completed, and something in it is asked about. `is_quiet`: nobody waits for it.
    """

    status: Status
    tag: str
    line: str
    to_check: bool = False
    is_quiet: bool = False


def row_words(key: str, progress: Progress, footprint: Footprint, gaps: Sequence[Gap]) -> RowWords:
    """The row of one section."""
    kg = footprint.by_section.get(key)
    weight = "" if kg is None else show_kg(kg)
    if progress.status is Status.NOT_YET_STARTED:
        only_some = SECTION_BY_KEY[key].only_some
        line = "Only if you have any" if only_some else ""
        return RowWords(progress.status, progress.status.value, line, is_quiet=only_some)
    if progress.status is not Status.COMPLETED:
        return RowWords(progress.status, progress.status.value, subtitle(weight, progress.remark))
    asked = sum(gap.section == key for gap in open_gaps(gaps))
    tag = f"{asked} to check" if asked else progress.status.value
    return RowWords(progress.status, tag, weight, to_check=bool(asked))
