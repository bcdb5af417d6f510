"""The network's figures as plain tables, one subject each: what the workbook and CSV files hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from greenpractice.carbon.carbon_words import and_without_entries, and_without_some, entries_left
from greenpractice.exchange.table import Cell, NetworkTable
from greenpractice.facts.uncertainty import RANKS
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.side_by_side import why_they_differ
from greenpractice.indicators.words import STATUS_WORDS
from greenpractice.lines import BOUNDARY_WORDS, SCOPE_WORDS, scope_title
from greenpractice.network.chasing import Chase, chase_list
from greenpractice.network.coverage import PUBLISHED, came_words, change_sentence
from greenpractice.network.looking import to_look_at
from greenpractice.network.network import Network
from greenpractice.network.published.beside_sent import published_beside
from greenpractice.network.states import REMARK_WORDS, FileState
from greenpractice.network.totals import (
    TITLE_OF_RETURNED,
    boundary_totals,
    scope_totals,
    taken_back,
    whole_total,
)
from greenpractice.phrases import first_upper, joined, lower_first
from greenpractice.returns.documents import RawRow
from greenpractice.returns.published import is_published_only
from greenpractice.sections import CARBON_SECTIONS, CARBON_THEMES, SECTION_BY_KEY, SECTIONS, keys_of
from greenpractice.sections.inhaler_returns import avoided_by_route
from greenpractice.small_numbers import FEWER, is_few


def network_tables(network: Network, files: Sequence[FileState]) -> list[NetworkTable]:
    """Every table but the one that explains the others."""
    return [
        _table("Summary", ("Figure", "Value", "Unit", "Practices in it"), _summary(network)),
        _table("By practice", _practice_headers(), _by_practice(network, files)),
        _table("Indicators", _INDICATOR_HEADERS, _indicators(network)),
        _table("Also watched", _WATCHED_HEADERS, _watched(network)),
        *(_table(theme.title, _LINE_HEADERS, _lines(network, keys_of(theme))) for theme in CARBON_THEMES),
        _table("Published beside sent", _PUBLISHED_HEADERS, _published(network)),
        _table("Returns", _RETURN_HEADERS, _returned(network)),
        _table("Avoided", _AVOIDED_HEADERS, _avoided(network)),
        _table("Data quality", _quality_headers(), _quality(network)),
        _table("How sure", _HOW_SURE_HEADERS, _how_sure(network)),
        _table("To chase", _TO_CHASE_HEADERS, _to_chase(network)),
        _table("Left open", _LEFT_OPEN_HEADERS, _left_open(network)),
        _table("Files", ("File", "Code", "State", "Remarks", "Why"), _files(files)),
        _table("To look at", ("Code", "Practice", "What", "Question to copy"), _looking(network)),
        _table("Chase list", ("Code", "Practice", "Why", "Contact", "Email", "Text to copy"),
               _chasing(network, files)),
    ]  # fmt: skip


_INDICATOR_HEADERS = (
    "Code", "Practice", "Indicator", "Numerator", "Denominator", "Value", "Counted in", "Status",
    "Lower threshold", "Upper threshold",
)  # fmt: skip
_WATCHED_HEADERS = (
    "Code",
    "Practice",
    "Measure",
    "Numerator",
    "Denominator",
    "Value",
    "Counted in",
    "Beside ES-01",
)
_LEFT_OPEN_HEADERS = (
    "Code", "Practice", "Period", "Section", "Row", "What is missing, unusual or not counted", "Confirmed",
)  # fmt: skip
_HOW_SURE_HEADERS = (
    "Code", "Practice", "Grade", "Measured (kg CO₂e)", "Estimated (kg CO₂e)", "Default (kg CO₂e)",
    "May be less by (kg CO₂e)", "May be more by (kg CO₂e)", "Nothing counted of", "Chase next",
)  # fmt: skip
_TO_CHASE_HEADERS = (
    "Section", "Figures that rest on", "Codes", "Practices", "Half the range (kg CO₂e)",
    "Where a better one is found",
)  # fmt: skip
_RETURN_HEADERS = ("Code", "Practice", "What", "Route", "Number", "Of which pMDI")
_AVOIDED_HEADERS = (
    "Code", "Practice", "Route", "What", "Estimate (kg CO₂e)", "Least (kg CO₂e)", "Most (kg CO₂e)", "Source",
)  # fmt: skip
_PUBLISHED_HEADERS = (
    "Code", "Practice", "Period", "Months published", "Published inhalers", "Sent inhalers",
    "Sent less published (inhalers)", "Published (kg CO₂e)", "Sent (kg CO₂e)",
    "Sent less published (kg CO₂e)", "Remark",
)  # fmt: skip
_LINE_HEADERS = (
    "Code", "Practice", "Section", "Source of carbon", "Quantity", "Unit", "Factor (kg CO₂e per unit)",
    "Factor key", "Scope", "Estimated", "Carbon (kg CO₂e)",
)  # fmt: skip


def chase_table(
    chased: Iterable[Chase], due: date, asked: Mapping[str, date], texts: Mapping[str, str]
) -> NetworkTable:
    """The chase list as the Lead keeps it: when it was due, when each was asked, the text to send."""
    headers = ("Code", "Practice", "Why", "Contact", "Email", "Due", "Asked on", "Text to copy")
    return _table("Chase list", headers, (
        (each.practice, each.name, each.words, each.contact, each.email, due, asked.get(each.practice),
         texts.get(each.practice, each.text))
        for each in chased
    ))  # fmt: skip


def _table(name: str, headers: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> NetworkTable:
    return NetworkTable(name, headers, tuple(rows))


def _summary(network: Network) -> Iterator[tuple[Cell, ...]]:
    footprint, whole = network.footprint, whole_total(network)
    complete = "Practices complete" if network.period.is_year else "Practices received"
    yield complete, len(network.received), "practices", len(network.received)
    if network.period.is_year:
        yield "Practices with some quarters so far", len(network.so_far), "practices", len(network.so_far)
        yield "Quarters received", network.coverage.quarters, "practice-quarters", len(network.sent)
        yield "Quarters in the year", network.coverage.of_quarters, "practice-quarters", None
    yield "Practices in the network", len(network.members), "practices", None
    yield "Not in any total", ", ".join(whole.outside) or "nobody", "", None
    if network.published:
        yield PUBLISHED, ", ".join(network.published), "", None
    for code, when in network.left_out.items():
        yield "Left out by the Lead", f"{code}, {joined([each.words for each in when])}", "", None
    yield "Total", whole.kg, f"kg CO₂e{and_without_entries(footprint)}", len(whole.inside)
    with_patients = len(footprint.with_patients)
    yield _per_1000_title(network), footprint.per_1000_patients, "kg CO₂e", with_patients
    yield "Registered patients", footprint.patients, "patients", with_patients
    for key, kg in footprint.by_section.items():
        those = sum(1 for part in network.footprints.values() if key in part.by_section)
        yield SECTION_BY_KEY[key].title, kg, f"kg CO₂e{and_without_some(footprint, key)}", those
    scopes = map(scope_title, SCOPE_WORDS)
    parts = (*zip(scopes, scope_totals(network), strict=True),
             *zip(BOUNDARY_WORDS.values(), boundary_totals(network), strict=True))  # fmt: skip
    for title, part in parts:
        yield title, part.kg, "kg CO₂e", len(part.inside)
    for each in taken_back(network):
        what = f"Beside the total, {lower_first(TITLE_OF_RETURNED)}, {lower_first(each.what)}"
        for words, kg in (
            ("estimate", each.spread.kg),
            ("least", each.spread.lowest),
            ("most", each.spread.highest),
        ):
            yield f"{what}: {words}", kg, "kg CO₂e", len(each.inside)
    change = network.change
    if change is not None:
        words = "same practices, quarters and sections in both"
        yield f"A year before, {words}", change.then, "kg CO₂e", change.practices
        yield f"Now, {words}", change.now, "kg CO₂e", change.practices
        yield "Practice-quarters in both", change.quarters.held, "practice-quarters", change.practices
        yield "On a year before", change_sentence(network), "", change.practices


def _per_1000_title(network: Network) -> str:
    return "For 1,000 patients" + (", practices with all four quarters" if network.period.is_year else "")


def _practice_headers() -> tuple[str, ...]:
    sections = (f"{section.title} (kg CO₂e)" for section in CARBON_SECTIONS)
    return (
        "Code",
        "Practice",
        "State",
        "Patients",
        "Total (kg CO₂e)",
        "For 1,000 patients (kg CO₂e)",
        *sections,
        "Entries not counted",
    )


def _by_practice(network: Network, files: Sequence[FileState]) -> Iterator[tuple[Cell, ...]]:
    keys = [section.key for section in CARBON_SECTIONS]
    for code in network.members:
        part, came = network.footprints.get(code), came_words(network, code, files)
        if part is None:
            yield code, network.name(code), came, None, None, None, *(None for _ in keys), None
        else:
            kg = (part.by_section.get(key) for key in keys)
            total = part.known_total
            per_1000 = network.per_1000_of(code)
            yield code, network.name(code), came, part.patients, total, per_1000, *kg, entries_left(part)


def _indicators(network: Network) -> Iterator[tuple[Cell, ...]]:
    everyone = {"": network.indicators, **network.indicators_of_each}
    for code, results in everyone.items():
        for result in results:
            few = is_few(result)
            counts: tuple[Cell, ...] = (result.numerator, result.denominator, result.value)
            yield (
                code, network.name(code) if code else f"{network.group.name}, pooled",
                f"{result.indicator.id} {result.indicator.title}",
                *((FEWER, FEWER, FEWER) if few else counts), result.basis,
                "Not shown" if few else STATUS_WORDS[result.status],
                result.thresholds.lower, result.thresholds.upper,
            )  # fmt: skip


def _watched(network: Network) -> Iterator[tuple[Cell, ...]]:
    results = {"": network.indicators, **network.indicators_of_each}
    for code, measures in {"": network.watched, **network.watched_of_each}.items():
        differ = why_they_differ(results[code], measures)
        for each in measures:
            is_beside = each.facts.id == INDICATOR_BY_ID["ES-01"].beside
            yield (
                code, network.name(code) if code else f"{network.group.name}, pooled",
                f"{each.name}: {each.facts.title}", each.numerator, each.denominator, each.value, each.basis,
                ". ".join(filter(None, (first_upper(each.otherwise), differ if is_beside else ""))),
            )  # fmt: skip


def _lines(network: Network, sections: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for code, footprint in network.footprints.items():
        for line in footprint.lines:
            if line.section in sections:
                factor = line.factor
                yield (
                    code, network.name(code), SECTION_BY_KEY[line.section].title, line.label, line.quantity,
                    factor.per, factor.value, factor.key, line.scope,
                    "yes" if line.estimated else "no", line.kg,
                )  # fmt: skip


def _returned(network: Network) -> Iterator[tuple[Cell, ...]]:
    for code, documents in network.returns.items():
        for document in documents:
            for row in document.rows("inhaler_returns"):
                routes = SECTION_BY_KEY["inhaler_returns"].fields["route"].choices
                route = routes.get(row.get("route", ""), row.get("route"))
                counts = (_number("inhaler_returns", row, field) for field in ("inhalers", "pmdi"))
                yield code, network.name(code), "Inhalers", route, *counts
            for row in document.rows("pen_returns"):
                what = "Pens" if "pens" in row else "Boxes of pens"
                field = "pens" if "pens" in row else "boxes"
                yield code, network.name(code), what, "PenCycle", _number("pen_returns", row, field), None


def _avoided(network: Network) -> Iterator[tuple[Cell, ...]]:
    """Each entry of which the sums are made; an estimate beside the totals and never in them."""
    for code, footprint in network.footprints.items():
        for item in footprint.avoided:
            route = next(iter(avoided_by_route([item])))
            kg = (item.kg, item.lowest, item.highest)
            yield code, network.name(code), route, item.label, *kg, item.source


def _number(section: str, row: RawRow, field: str) -> Decimal | None:
    text = row.get(field)
    value = None if text is None else SECTION_BY_KEY[section].fields[field].value(text)
    return value if isinstance(value, Decimal) else None


def _published(network: Network) -> Iterator[tuple[Cell, ...]]:
    for each in published_beside(network):
        amounts = each.published, each.sent, each.difference
        inhalers = (None if one is None else one.inhalers for one in amounts)
        kg = (None if one is None else one.kg for one in amounts)
        months = ", ".join(each.months)
        yield each.practice, each.name, each.period.id, months, *inhalers, *kg, each.remark


def _quality_headers() -> tuple[str, ...]:
    return ("Code", "Practice", "Period", "Version", "Created", "Estimated figures",
            *(section.title for section in SECTIONS))  # fmt: skip


def _quality(network: Network) -> Iterator[tuple[Cell, ...]]:
    for code in network.members:
        documents = network.returns.get(code, [])
        for document in documents:
            created = datetime.fromisoformat(document.created).date()
            flagged = sum(1 for flag in document.flags if flag.estimated)
            rows = ("yes" if document.rows(section.key) else None for section in SECTIONS)
            version = PUBLISHED if is_published_only(document) else document.revision
            yield code, network.name(code), document.period.id, version, created, flagged, *rows
        if not documents:
            yield code, network.name(code), network.period.id, None, None, None, *(None for _ in SECTIONS)


def _how_sure(network: Network) -> Iterator[tuple[Cell, ...]]:
    """The grade of each practice and of all, how far off the kg may be, and what to chase next of each."""
    if not network.counted:
        return
    everyone = {"": network.together.sure, **{code: good.sure for code, good in network.good.items()}}
    for code, sure in everyone.items():
        grade, next = sure.whole, network.good[code].next if code else None
        missing = ", ".join(SECTION_BY_KEY[key].title for key in sure.missing)
        yield (
            code, network.name(code) if code else f"{network.group.name}, pooled", first_upper(grade.word),
            *(grade.by_rank[rank] for rank in RANKS), grade.least, grade.most, missing,
            next.words if next else "",
        )  # fmt: skip


def _to_chase(network: Network) -> Iterator[tuple[Cell, ...]]:
    """What figures rest on that better ones are found for, what weighs most first."""
    for each in network.together.resting:
        codes = ", ".join(each.practices)
        title = SECTION_BY_KEY[each.section].title
        yield title, first_upper(each.told), codes, len(each.practices), each.half, each.find


def _left_open(network: Network) -> Iterator[tuple[Cell, ...]]:
    for code, gaps in network.gaps.items():
        for gap in gaps:
            section = SECTION_BY_KEY.get(gap.section)
            yield (
                code, network.name(code), gap.period.id, section.title if section else "Returns",
                None if gap.row is None else gap.row + 1, gap.why, "yes" if gap.confirmed else "no",
            )  # fmt: skip


def _files(files: Sequence[FileState]) -> Iterator[tuple[Cell, ...]]:
    for state in files:
        remarks = ", ".join(REMARK_WORDS[remark] for remark in state.remarks)
        yield state.arrival.file, state.practice or "", state.words, remarks, state.why


def _looking(network: Network) -> Iterator[tuple[Cell, ...]]:
    for item in to_look_at(network):
        yield item.practice, item.name, item.sentence, item.question


def _chasing(network: Network, files: Sequence[FileState]) -> Iterator[tuple[Cell, ...]]:
    for each in chase_list(network, files):
        yield each.practice, each.name, each.words, each.contact, each.email, each.text
