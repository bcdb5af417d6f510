"""Random valid returns, made from what the sections declare, so that a new field is tested without a word."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from greenpractice.fields import FieldSpec, Kind
from greenpractice.numbers import MAXIMUM, MAXIMUM_DECIMALS, normal
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import Contact, Flag, ImportedFrom, ReturnDocument
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section
from greenpractice.texts import text_problem

ods_codes = st.from_regex(r"[A-Z][0-9]{5}", fullmatch=True)
years = st.integers(2015, 2035)
periods = st.builds(Period, years, st.integers(0, 4))
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), max_size=40).filter(
    lambda text: text_problem(text) is None
)
maybe_texts = st.none() | texts
maybe = st.none() | st.booleans()
revisions = st.integers(1, 40)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
created = st.builds(datetime.fromtimestamp, st.integers(1_577_836_800, 2_082_758_400), offsets).map(
    datetime.isoformat
)


def values(spec: FieldSpec) -> st.SearchStrategy[str]:
    """Texts a document may hold in this field."""
    match spec.kind:
        case Kind.TEXT:
            return texts
        case Kind.CHOICE:
            return st.sampled_from(sorted(spec.choices))
        case Kind.DAY:
            return st.dates(date(2015, 1, 1), date(2036, 12, 31)).map(date.isoformat)
        case Kind.YES_NO:
            return st.sampled_from(["true", "false"])
        case Kind.WHOLE:
            return st.integers(0, int(spec.maximum or MAXIMUM)).flatmap(spellings)
        case Kind.NUMBER:
            largest = spec.maximum or MAXIMUM
            return st.decimals(0, largest, places=MAXIMUM_DECIMALS).flatmap(spellings)


def spellings(number: Decimal | int) -> st.SearchStrategy[str]:
    """Ways to write a number that a document may use: 12, 012, 12.0 and 12.000000 are one figure."""
    plain = normal(Decimal(number))
    point = "" if "." in plain else "."
    room = MAXIMUM_DECIMALS - len(plain.partition(".")[2])
    longer = [plain + point + "0" * zeros for zeros in range(1, room + 1)]
    return st.sampled_from([plain, plain, "0" + plain, *longer])


@st.composite
def rows(draw: st.DrawFn, section: Section, position: int) -> dict[str, str]:
    """One row: each field given or not; an empty one too."""
    first_only = {"registered_patients", "staff", "wte"} if section.key == "practice" and position else set()
    fields = {key: spec for key, spec in section.fields.items() if key not in first_only}
    chosen = draw(st.sets(st.sampled_from(sorted(fields))))
    return {key: draw(values(fields[key])) for key in fields if key in chosen}


@st.composite
def sections(draw: st.DrawFn) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Some sections with some rows; what the rules between fields forbid is left out by `documents`."""
    chosen = draw(st.sets(st.sampled_from([section.key for section in SECTIONS]), max_size=6))
    return {
        section.key: tuple(
            draw(rows(section, position))
            for position in range(draw(st.integers(1, 1 if section.single else 4)))
        )
        for section in SECTIONS
        if section.key in chosen
    }


@st.composite
def flags(draw: st.DrawFn, section: str, row: int, field: str | None) -> Flag:
    """Anything a flag may say of a figure, nothing too."""
    source = st.builds(ImportedFrom, maybe_texts, st.none() | st.lists(months, max_size=3).map(tuple))
    evidence = st.none() | st.lists(texts, max_size=3).map(tuple)
    estimated, note, *others = draw(st.tuples(maybe, maybe_texts, maybe, evidence, st.none() | source))
    answered = draw(st.none() | st.just(("9434765919",)))  # of a number that is there, as reading asks
    if answered:
        note = f"Meter {' '.join(answered)}"
    return Flag(section, row, field, estimated, note, *others, answered)


@st.composite
def documents(
    draw: st.DrawFn,
    ods_code: st.SearchStrategy[str] = ods_codes,
    period: st.SearchStrategy[Period] = periods,
    revision: st.SearchStrategy[int] = revisions,
) -> ReturnDocument:
    """A return that `read_document` accepts."""
    document = ReturnDocument(
        draw(ods_code),
        draw(period),
        draw(revision),
        draw(created),
        draw(maybe_texts),
        draw(maybe_texts),
        draw(st.none() | st.builds(Contact, maybe_texts, maybe_texts)),
        draw(sections()),
    )
    document = without_problems(document)
    places = [
        (key, row, field)
        for key, raws in document.sections.items()
        for row, raw in enumerate(raws)
        for field in (None, *SECTION_FIELDS[key])
    ]
    if not places:
        return document
    flagged = draw(st.lists(st.sampled_from(places), max_size=4, unique=True))
    return replace(document, flags=tuple(draw(flags(*place)) for place in flagged))


def without_problems(document: ReturnDocument) -> ReturnDocument:
    """The document without the figures that the rules between fields forbid."""
    while wrong := [issue for issue in check_figures(document) if not issue.question]:
        kept: dict[str, Any] = {key: [dict(raw) for raw in raws] for key, raws in document.sections.items()}
        for issue in wrong:
            raw = kept[str(issue.section)][issue.row or 0]
            if raw.pop(str(issue.field), None) is None:
                raw.clear()  # it misses something because of what else it holds
        document = replace(document, sections={key: tuple(raws) for key, raws in kept.items()})
    return document


SECTION_FIELDS = {section.key: tuple(section.fields) for section in SECTIONS}
