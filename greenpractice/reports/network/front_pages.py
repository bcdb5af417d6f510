"""What the network's PDF says, its front page, and what is in each total and how it was worked out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from greenpractice import __version__
from greenpractice.carbon.carbon_words import (
    AVOIDED_IS,
    CO2E,
    and_without_entries,
    section_words,
)
from greenpractice.carbon.gaps import gaps_words
from greenpractice.charts.returns_grid import GridRow, grids, returns_grid
from greenpractice.facts.plan import load_plan
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.indicators.side_by_side import why_they_differ
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import (
    MISSING,
    WAITS,
    change_headline,
    change_sentence,
    compared_words,
    coverage_words,
    patients_words,
    period_so_far,
    quarters_words,
    reach_of,
    sent_words,
    waiting_words,
    without_words,
)
from greenpractice.network.looking import (
    RESTING_TITLES,
    TO_CHASE_TITLES,
    how_sure_said,
    resting_rows,
    to_chase_rows,
)
from greenpractice.network.network import Network
from greenpractice.network.pictures import rulers_of
from greenpractice.network.standing import PARTS, parts_of, why_missing
from greenpractice.network.states import (
    NETWORK_TITLE,
    REMARK_WORDS,
    STATUS_WORDS,
    FileState,
    Read,
    Status,
)
from greenpractice.network.totals import TITLE_OF_RETURNED, taken_back, whole_total
from greenpractice.numbers import NO_DATA, kg_words, show_in_kg
from greenpractice.periods import day_words
from greenpractice.phrases import joined, lower_first
from greenpractice.reports.blocks import bullets, heading, keep_together, paragraph
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.chart_blocks import chart_blocks, chart_parts
from greenpractice.reports.network.issues import Issue, networks_of
from greenpractice.reports.tables import table
from greenpractice.reports.text import HINT, SMALL, TextStyle
from greenpractice.reports.watched import watched_table
from greenpractice.reports.words import CHART_TEXT, PAGE_HEIGHT, TEXT_WIDTH
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.sections.actions import STATUSES
from greenpractice.small_numbers import NOT_SHOWN

_TIGHT = TextStyle(10.5, 12.5)
_GRID = 0.85  # of a page, for the rows of a grid: the rest is for its title and its head
_IN_OR_NOT: frozenset[Status] = frozenset({"received", "duplicate", "replaced", "older_revision"})


def front_page(network: Network, files: Sequence[FileState], issue: Issue) -> list[Flowable]:
    """Title, which version it is, how far the figures reach, four numbers, the grid and the indicators."""
    missing = without_words(network)
    rulers = chart_parts(rulers_of(network, TEXT_WIDTH, CHART_TEXT))
    reach = f"From {coverage_words(network)}{missing}. Practices that sent nothing are not filled in."
    return [
        heading(f"{NETWORK_TITLE}: {network.group.name}, {period_so_far(network)}", 1),
        paragraph(_version_words(network, issue), HINT),
        paragraph(reach, HINT),
        cards(numbers_of(network)),
        *_grids(network, files),
        keep_together([*rulers, paragraph(rulers_note(network), SMALL)]),
    ]


def coverage_pages(network: Network, files: Sequence[FileState], issue: Issue) -> list[Flowable]:
    """Totals with the practices in them, whom to ask, actions, the files and how it was worked out."""
    blocks: list[Flowable] = [
        heading("Totals and what is in them", 1),
        table(total_rows(network), align="lrrl", widths=(3, 2, 2, 6), total_row=True, style=_TIGHT),
        paragraph(f"On a year before: {lower_first(change_sentence(network))}", SMALL),
        *_taken_back(network),
        *watched_table(
            network.watched,
            network.period.last_day,
            why_they_differ(network.indicators, network.watched),
        ),
    ]
    blocks += _how_sure(network)
    left_open = left_open_rows(network)
    if left_open:
        rows = [["Practice", "Code", "Missing, unusual or not counted"], *left_open]
        blocks += [heading("What the returns leave open", 2),
                   table(rows, align="lll", widths=(3, 1, 7), style=_TIGHT)]  # fmt: skip
    if issue.moved:
        blocks += [heading(f"What moved since version {issue.since}", 2), *bullets(issue.moved, SMALL)]
    asked = asked_rows(network, files, issue.report.at)
    if asked:
        rows = [["Practice", "Code", "Why", "Contact"], *asked]
        blocks += [heading("To ask", 2), table(rows, align="llll", widths=(3, 1, 4, 3), style=_TIGHT)]
    actions = list(action_rows(network))
    if actions:
        rows = [["Practice", "Action", "Who", "Status"], *actions]
        blocks += [heading("Actions by practice", 2),
                   table(rows, align="llll", widths=(3, 5, 2.4, 1.6), style=_TIGHT)]  # fmt: skip
    came = file_rows(network, files)
    if came:
        rows = [["File", "Practice", "State", "Remarks"], *came]
        blocks += [heading("Files that came", 2),
                   table(rows, align="llll", widths=(4.2, 3, 2.6, 2.6), style=_TIGHT)]  # fmt: skip
    return [*blocks, heading("How it was worked out", 2), *bullets(rules_of(network), SMALL)]


def _how_sure(network: Network) -> Iterator[Flowable]:
    """The grades, what figures rest on, and which weigh most in the network."""
    if not network.counted:
        return
    yield heading("How sure is this?", 2)
    for said in how_sure_said(network):
        yield paragraph(said, SMALL)
    if rows := resting_rows(network):
        yield table([RESTING_TITLES, *rows], align="lrrl", widths=(4, 1.2, 1.6, 4.6), style=_TIGHT)
    yield table([TO_CHASE_TITLES, *to_chase_rows(network)], align="lll", widths=(3, 2, 7), style=_TIGHT)


def _version_words(network: Network, issue: Issue) -> str:
    """Version, day and networks: `Version 2 of 14 July 2026, of Example PCN (U67590).`"""
    report = issue.report
    covers = [f"{pcn.name} ({pcn.code})" for pcn in networks_of(network)]
    of = f", of {joined(covers)}" if covers else ""
    since = f" What moved since version {issue.since} stands further on." if issue.moved else ""
    return f"Version {report.version} of {day_words(report.at.date())}{of}.{since}"


def numbers_of(network: Network) -> list[Card]:
    """The four numbers of the front page."""
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
    title = sent_words(network)
    rows = grid_rows(network, files)
    several = grids(rows, width=TEXT_WIDTH, text_size=CHART_TEXT, height=_GRID * PAGE_HEIGHT)
    for number, some in enumerate(several):
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


def grid_rows(network: Network, files: Sequence[FileState]) -> list[GridRow]:
    """What came of each member."""
    came: dict[str | None, list[FileState]] = {}
    for state in files:
        came.setdefault(state.practice, []).append(state)
    return [_grid_row(network, code, came.get(code, [])) for code in network.members]


def _grid_row(network: Network, code: str, came: Sequence[FileState]) -> GridRow:
    documents = network.returns.get(code)
    if not documents:
        waits = waiting_words(network, code)  # whenever it came
        why = why_missing(network, code, came) or "no return"
        told = _to_others(waits or f"{MISSING}: {lower_first(why)}")
        return GridRow(network.name(code), (), told)
    newest = documents[-1]
    created = datetime.fromisoformat(newest.created)
    if code in network.published:
        version = WAITS.lower() if waiting_words(network, code) else reach_of(network, code)
    elif network.period.is_year:
        quarters = network.quarters_of(code)
        filled = len(network.filled_quarters(code))
        version = f"{quarters.held} of {quarters.of} so far{f', {filled} published' if filled else ''}"
        if quarters.whole:
            version = "complete" if network.shares[code].is_whole_year else f"all of {quarters.of}"
    else:
        version = f"v{newest.revision}, {created.day} {day_words(created.date()).split()[1][:3]}"
    return GridRow(network.name(code), parts_of(network, code), version)


def rulers_note(network: Network) -> str:
    """What the indicators are measured by, and whose figures they lack."""
    left_out = sorted({code for result in network.indicators for code in result.left_out})
    note = f" Without figures for one or more: {', '.join(map(network.name, left_out))}." if left_out else ""
    note += "".join(f" {each.indicator.id} is {each.without}." for each in network.indicators if each.without)
    return (
        f"Thresholds of {scheme_words(schemes_of(network.indicators))}, as a guide; those with * are to be "
        f"confirmed. Pooled: numerators and denominators summed.{note}"
    )


def total_rows(network: Network) -> list[list[str]]:
    """Each source with the practices in it, and the total."""
    footprint = network.footprint
    rows = [["Source", f"kg {CO2E}", "Practices in it", "Not in it"]]
    for key, kg in footprint.by_section.items():
        inside = [code for code, part in network.footprints.items() if key in part.by_section]
        words = section_words(footprint, key)
        rows.append([words, show_in_kg(kg), str(len(inside)), _outside(network, inside)])
    whole = whole_total(network)
    total = NO_DATA if whole.kg is None else show_in_kg(whole.kg)
    rows.append([whole.what, total, str(len(whole.inside)), _outside(network, whole.inside)])
    return rows


def _taken_back(network: Network) -> Iterator[Flowable]:
    rows = taken_back_rows(network)
    if rows:
        yield heading(TITLE_OF_RETURNED, 2)
        yield paragraph(AVOIDED_IS, SMALL)
        head = ["Route", f"kg {CO2E}", "Least", "Most", "Practices in it", "Not in it"]
        yield table(
            [head, *rows], align="lrrrrl", widths=(3, 1.4, 1.2, 1.2, 1.4, 5), total_row=True, style=_TIGHT
        )


def taken_back_rows(network: Network) -> list[list[str]]:
    """Each route with its estimate and range, and their sum; none where nobody has a figure of it."""
    return [
        [each.what, *(show_in_kg(kg) for kg in (each.spread.kg, each.spread.lowest, each.spread.highest)),
         str(len(each.inside)), _outside(network, each.inside)]
        for each in taken_back(network)
    ]  # fmt: skip


def left_open_rows(network: Network) -> list[list[str]]:
    """What the returns of each practice leave open."""
    return [[network.name(code), code, gaps_words(gaps)] for code, gaps in network.gaps.items() if gaps]


def asked_rows(network: Network, files: Sequence[FileState], at: datetime) -> list[list[str]]:
    """Whom to ask, as on the day of `at`."""
    return [
        [each.name, each.practice, each.words, ", ".join(filter(None, (each.contact, each.email)))]
        for each in chase_list(network, files, at.astimezone().date())
    ]


def _outside(network: Network, inside: Sequence[str]) -> str:
    names = [network.name(code) for code in network.members if code not in inside]
    if len(names) > 8:
        return f"{len(names)} practices, named under Files and To ask"
    return ", ".join(names) or "nobody"


def action_rows(network: Network) -> Iterator[list[str]]:
    """What each practice plans and does."""
    for code, documents in network.returns.items():
        for row in documents[-1].rows("actions"):
            planned = load_plan().action(row.get("code", ""))
            title = row.get("title") or (planned.title if planned else row.get("code", ""))
            status = STATUSES.get(row.get("status", ""), "")
            yield [network.name(code), title, row.get("owner", ""), status]


def file_rows(network: Network, files: Iterable[FileState]) -> list[list[str]]:
    """The files that came, in words that stay the same however often the same files are read."""
    rows = (_file_row(network, state) for state in files if not state.is_other)
    return [list(row) for row in dict.fromkeys(rows)]


def _file_row(network: Network, state: FileState) -> tuple[str, ...]:
    remarks = ", ".join(REMARK_WORDS[remark] for remark in state.remarks if remark != "first_key")
    who = network.name(state.practice) if state.practice else ""
    return state.arrival.file, who, _state_words(network, state), remarks


def _state_words(network: Network, state: FileState) -> str:
    """Of what came before, or is replaced, whether it is in the figures: its state is another next time."""
    found = state.arrival.found
    if state.status not in _IN_OR_NOT or not isinstance(found, Read):
        return _to_others(state.words)
    counts = network.shares.get(found.document.ods_code)
    is_in = counts is not None and any(_is_same(each, found.document) for each in counts.returns)
    return STATUS_WORDS["received"] if is_in else "Another version is in the figures"


def _to_others(words: str) -> str:
    """The words of a state for whoever reads the report: it is not their word that is waited for."""
    return words.replace("your word", "the Lead's word")


def _is_same(one: ReturnDocument, other: ReturnDocument) -> bool:
    is_version = (one.period, one.revision) == (other.period, other.revision)
    return is_version and content(one) == content(other)


def rules_of(network: Network) -> list[str]:
    """How it was worked out."""
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
