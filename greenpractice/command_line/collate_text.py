"""What `collate` prints for people: every file with its state, the figures with their reach, whom to ask."""

from collections.abc import Iterator, Sequence

from greenpractice.carbon.carbon_words import and_without_entries, total_words
from greenpractice.carbon.grades import grade_cell
from greenpractice.command_line.plain_text import (
    avoided_lines,
    gap_lines,
    lever_lines,
    totals_lines,
    watched_lines,
)
from greenpractice.indicators.side_by_side import beside
from greenpractice.indicators.words import STATUS_WORDS, and_without, value_words
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import (
    change_sentence,
    coverage_words,
    left_out_words,
    patients_words,
    published_words,
    reach_of,
    without_words,
)
from greenpractice.network.looking import (
    chase_told,
    how_sure_said,
    looking_words,
    resting_rows,
    to_look_at,
)
from greenpractice.network.network import Network
from greenpractice.network.states import REMARK_WORDS, FileState
from greenpractice.network.totals import taken_back
from greenpractice.numbers import kg_words
from greenpractice.phrases import lower_first
from greenpractice.small_numbers import is_few


def collated_text(network: Network, files: Sequence[FileState]) -> str:
    """The whole answer as plain text."""
    parts = [
        _files(files),
        _totals(network),
        _indicators(network),
        _looking(network),
        _how_sure(network),
        _left_open(network),
        _chasing(network, files),
    ]
    return "\n".join(line for part in parts for line in part)


def _files(files: Sequence[FileState]) -> Iterator[str]:
    for state in files:
        remarks = "".join(f", {REMARK_WORDS[remark]}" for remark in state.remarks)
        who = f" {state.practice}" if state.practice else ""
        yield f"{state.arrival.file}:{who} {state.words}{remarks}"
        yield f"    {state.why}"
    if files:
        yield ""


def _totals(network: Network) -> Iterator[str]:
    footprint = network.footprint
    reach = f"{network.group.name}, {network.period.words}: {coverage_words(network)}"
    if not network.counted:
        yield f"{reach}{published_words(network)}{left_out_words(network)}"
        return
    yield reach
    yield f"Together {total_words(footprint)}{without_words(network)}"
    yield from totals_lines(footprint, patients_words(network))
    yield from avoided_lines(footprint, [(each.what, each.spread) for each in taken_back(network)[:-1]])
    yield f"On a year before: {lower_first(change_sentence(network))}"
    for code, part in network.footprints.items():
        reach, kg = reach_of(network, code), f"{kg_words(part.known_total)}{and_without_entries(part)}"
        yield f"  {code} {network.name(code)}: {kg}{f' ({reach})' if reach else ''}"


def _indicators(network: Network) -> Iterator[str]:
    for result in network.indicators:
        value = "no data" if result.value is None else value_words(result, result.value)
        value += and_without(result)
        value = "not shown (fewer than 5 patients)" if is_few(result) else value
        left_out = f"; without {', '.join(result.left_out)} (no figures)" if result.left_out else ""
        yield f"{result.indicator.id}  {value}: {STATUS_WORDS[result.status]}{left_out}"
        stands_beside = beside(result, network.watched)
        if stands_beside:
            yield f"    {stands_beside}"
    yield from lever_lines(network.watched, network.period)
    yield from watched_lines(network.watched)


def _how_sure(network: Network) -> Iterator[str]:
    """The grades, what figures rest on, and which to chase first."""
    if not network.counted:
        return
    yield "How sure is this?"
    for said in how_sure_said(network):
        yield f"  {said}"
    for what, practices, off, find in resting_rows(network):
        yield f"  {what}: {practices} practices, half the range is {off}. {find}"
    for code, good in network.good.items():
        yield f"  {network.name(code)}: {grade_cell(good.sure.whole)}. {chase_told(good)}".rstrip()


def _looking(network: Network) -> Iterator[str]:
    items = to_look_at(network)
    if network.counted:
        yield ""
        yield looking_words(items)
        yield from (f"  {item.practice} {item.name}: {item.sentence}" for item in items)


def _left_open(network: Network) -> Iterator[str]:
    lines = list(gap_lines(network.gaps, network.period))
    if lines:
        yield ""
    yield from lines


def _chasing(network: Network, files: Sequence[FileState]) -> Iterator[str]:
    chased = chase_list(network, files)
    if chased:
        yield ""
        yield "To ask"
    for each in chased:
        contact = ", ".join(part for part in (each.contact, each.email) if part)
        yield f"  {each.practice} {each.name}: {each.words}{f' ({contact})' if contact else ''}"
