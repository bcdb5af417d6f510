"""What the network's PDF says, its front page, and what is in each total and how it was worked out."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from greenpractice import __version__
from greenpractice.carbon.carbon_words import CO2E, and_without_entries
from greenpractice.carbon.gaps import gaps_words
from greenpractice.charts.returns_grid import GridRow, returns_grid
from greenpractice.facts.plan import load_plan
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import (
    change_headline,
    change_sentence,
    compared_words,
    coverage_words,
    patients_words,
    period_so_far,
    quarters_words,
    sent_words,
    without_words,
)
from greenpractice.network.network import Network
from greenpractice.network.pictures import rulers_of
from greenpractice.network.standing import PARTS, parts_of
from greenpractice.network.states import NETWORK_TITLE, REMARK_WORDS, FileState
from greenpractice.numbers import NO_DATA, kg_words, show
from greenpractice.periods import day_words
from greenpractice.phrases import joined, lower_first
from greenpractice.reports.blocks import bullets, heading, paragraph
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.chart_blocks import chart_blocks
from greenpractice.reports.network.issues import Issue, networks_of
from greenpractice.reports.network.practice_pages import pieces
from greenpractice.reports.tables import table
from greenpractice.reports.text import HINT, SMALL, TextStyle
from greenpractice.reports.watched import watched_table
from greenpractice.reports.words import CHART_TEXT, TEXT_WIDTH
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.actions import STATUSES
from greenpractice.small_numbers import NOT_SHOWN

_TIGHT = TextStyle(10.5, 12.5)


def front_page(network: Network, files: Sequence[FileState], issue: Issue) -> list[Flowable]:
    """Title, which version it is, how far the figures reach, four numbers, the grid and the indicators."""
    missing = without_words(network)
    reach = f"From {coverage_words(network)}{missing}. Practices that sent nothing are not filled in."
    return [
        heading(f"{NETWORK_TITLE}: {network.group.name}, {period_so_far(network)}", 1),
        paragraph(_version_words(network, issue), HINT),
        paragraph(reach, HINT),
        cards(_numbers(network)),
        *_grids(network, files),
        *_rulers(network),
    ]


def coverage_pages(network: Network, files: Sequence[FileState], issue: Issue) -> list[Flowable]:
    """Totals with the practices in them, whom to ask, actions, the files and how it was worked out."""
    blocks: list[Flowable] = [
        heading("Totals and what is in them", 1),
        _totals(network),
        paragraph(f"On a year before: {lower_first(change_sentence(network))}", SMALL),
        *watched_table(network.watched),
    ]
    left_open = [[network.name(code), code, gaps_words(gaps)] for code, gaps in network.gaps.items() if gaps]
    if left_open:
        rows = [["Practice", "Code", "Missing, unusual or not counted"], *left_open]
        blocks += [heading("What the returns leave open", 2),
                   table(rows, align="lll", widths=(3, 1, 7), style=_TIGHT)]  # fmt: skip
    if issue.moved:
        blocks += [heading(f"What moved since version {issue.since}", 2), *bullets(issue.moved, SMALL)]
    chased = chase_list(network, files, issue.report.at.astimezone().date())
    if chased:
        rows = [["Practice", "Code", "Why", "Contact"]]
        rows += [
            [each.name, each.practice, each.reason, ", ".join(filter(None, (each.contact, each.email)))]
            for each in chased
        ]
        blocks += [heading("To ask", 2), table(rows, align="llll", widths=(3, 1, 4, 3), style=_TIGHT)]
    actions = list(_actions(network))
    if actions:
        rows = [["Practice", "Action", "Who", "Status"], *actions]
        blocks += [heading("Actions by practice", 2),
                   table(rows, align="llll", widths=(3, 5, 2.4, 1.6), style=_TIGHT)]  # fmt: skip
    came = [state for state in files if not state.is_other]
    if came:
        rows = [["File", "Practice", "State", "Remarks"], *(_file_row(network, state) for state in came)]
        blocks += [heading("Files that came", 2),
                   table(rows, align="llll", widths=(4.2, 3, 2.6, 2.6), style=_TIGHT)]  # fmt: skip
    return [*blocks, heading("How it was worked out", 2), *bullets(_rules(network), SMALL)]


def _version_words(network: Network, issue: Issue) -> str:
    """Version, day and networks: `Version 2 of 14 July 2026, of Example PCN (U67590).`"""
    report = issue.report
    covers = [f"{pcn.name} ({pcn.code})" for pcn in networks_of(network)]
    of = f", of {joined(covers)}" if covers else ""
    since = f" What moved since version {issue.since} stands further on." if issue.moved else ""
    return f"Version {report.version} of {day_words(report.at.date())}{of}.{since}"


def _numbers(network: Network) -> list[Card]:
    footprint = network.footprint
    year = network.quarters.this_year
    this = year if network.period.is_year else "This quarter"
    total = kg_words(footprint.known_total)
    headline = change_headline(network)
    change = Card("On a year before", headline or NO_DATA, compared_words(network) or "nobody has both")
    return [
        Card(
            "Practices",
            f"{len(network.sent)} of {len(network.members)}",
            quarters_words(network) or "returns that count",
        ),
        Card(this, total, f"{CO2E}, those received{and_without_entries(footprint)}"),
        Card("For 1,000 patients", kg_words(footprint.per_1000_patients), patients_words(network)),
        change,
    ]


def _grids(network: Network, files: Sequence[FileState]) -> Iterator[Flowable]:
    came = {state.practice: state.words for state in files if state.practice}
    rows = [_grid_row(network, code, came.get(code, "no return")) for code in network.members]
    title = sent_words(network)
    for number, some in enumerate(pieces(rows)):
        yield chart_blocks(
            returns_grid(
                some,
                tuple(PARTS),
                place=network.group.name,
                period=network.period.words,
                width=TEXT_WIDTH,
                text_size=CHART_TEXT,
                title=title if number == 0 else "Returns, continued",
            )
        )


def _grid_row(network: Network, code: str, came: str) -> GridRow:
    documents = network.returns.get(code)
    if not documents:
        return GridRow(network.name(code), (), f"Missing: {came[:1].lower()}{came[1:]}")
    newest = documents[-1]
    created = datetime.fromisoformat(newest.created)
    if network.period.is_year:
        quarters = network.quarters_of(code)
        version = "complete" if quarters.whole else f"{quarters.held} of {quarters.of} so far"
    else:
        version = f"v{newest.revision}, {created.day} {day_words(created.date()).split()[1][:3]}"
    return GridRow(network.name(code), parts_of(network, code), version)


def _rulers(network: Network) -> Iterator[Flowable]:
    yield chart_blocks(rulers_of(network, TEXT_WIDTH, CHART_TEXT))
    left_out = sorted({code for result in network.indicators for code in result.left_out})
    note = f" Without figures for one or more: {', '.join(map(network.name, left_out))}." if left_out else ""
    note += "".join(f" {each.indicator.id} is {each.without}." for each in network.indicators if each.without)
    yield paragraph(
        f"Thresholds of {scheme_words(schemes_of(network.indicators))}, as a guide; those with * are to be "
        f"confirmed. Pooled: numerators and denominators summed.{note}",
        SMALL,
    )


def _totals(network: Network) -> Flowable:
    footprint = network.footprint
    rows = [["Source", f"kg {CO2E}", "Practices in it", "Not in it"]]
    for key, kg in footprint.by_section.items():
        inside = [code for code, part in network.footprints.items() if key in part.by_section]
        rows.append([SECTION_BY_KEY[key].title, show(kg, 0), str(len(inside)), _outside(network, inside)])
    total = show(footprint.total, 0) if footprint.lines else NO_DATA
    rows.append(["Total", total, str(len(network.counted)), _outside(network, network.counted)])
    return table(rows, align="lrrl", widths=(3, 2, 2, 6), total_row=True, style=_TIGHT)


def _outside(network: Network, inside: Sequence[str]) -> str:
    names = [network.name(code) for code in network.members if code not in inside]
    if len(names) > 8:
        return f"{len(names)} practices, named under Files and To ask"
    return ", ".join(names) or "nobody"


def _actions(network: Network) -> Iterator[list[str]]:
    for code, documents in network.returns.items():
        for row in documents[-1].rows("actions"):
            planned = load_plan().action(row.get("code", ""))
            title = row.get("title") or (planned.title if planned else row.get("code", ""))
            status = STATUSES.get(row.get("status", ""), "")
            yield [network.name(code), title, row.get("owner", ""), status]


def _file_row(network: Network, state: FileState) -> list[str]:
    remarks = ", ".join(REMARK_WORDS[remark] for remark in state.remarks)
    who = network.name(state.practice) if state.practice else ""
    return [state.arrival.file, who, state.words, remarks]


def _rules(network: Network) -> list[str]:
    unlisted = [code for code in network.members if network.directory.practice(code) is None]
    rules = [
        "Every figure comes from the returns inside the practices' PDFs; no other text is read.",
        "Totals are sums of the practices named; ratios are sums over sums, never averages of practices.",
        "For 1,000 patients uses carbon and patients of practices that gave patients, of a year only of "
        "those with all four quarters, and no list sizes.",
        "A quarter belongs where the practice was on its last day, or on its closing day; a year is made of "
        "its quarters.",
        "Where two files of one version disagree, neither counts until one is chosen.",
        f"Values of practices that rest on 1 to 4 patients are {NOT_SHOWN}.",
        "A comparison with a year before is over the same practice, quarter and section in both years, "
        "wherever the practice was then. Under half of the practice-quarters are no headline.",
        f"Made with Greener Practice {__version__}, which is not made or endorsed by the NHS. Contains "
        "public sector information licensed under the Open Government Licence v3.0.",
    ]
    if unlisted:
        rules.insert(4, f"Not in the list, counted where their returns say: {', '.join(unlisted)}.")
    return rules
