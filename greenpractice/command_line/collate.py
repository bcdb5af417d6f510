"""The command `collate`: practices' PDFs in, the network's figures, states of files and chase list out."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from greenpractice.command_line.answers.how_sure import how_sure_of_network_json
from greenpractice.command_line.collate_text import collated_text
from greenpractice.command_line.commands import Answer, Services, closing
from greenpractice.command_line.groups_asked import group_asked, group_words
from greenpractice.command_line.json_shapes import (
    change_json,
    footprint_json,
    gaps_json,
    indicator_json,
    members_json,
    published_json,
    watched_json,
)
from greenpractice.errors import UsageError, UserError
from greenpractice.facts.directory import Correction
from greenpractice.indicators.side_by_side import side_by_side_told
from greenpractice.network.asking import Asked
from greenpractice.network.chasing import chase_list
from greenpractice.network.membership import correction_words, directory_of, idle_words
from greenpractice.network.network import Network
from greenpractice.network.published.beside_sent import published_beside
from greenpractice.network.states import QUESTION_WORDS, FileState, Question, Read
from greenpractice.network.stored import stored_returns
from greenpractice.phrases import counted, joined
from greenpractice.reports.network.versions import held_reports, next_issue
from greenpractice.returns.documents import Json
from greenpractice.store import ReturnKey, Store, StoreInUse, StoreReadOnly
from greenpractice.tasks.collating import Collated, collate_paths
from greenpractice.tasks.exports import EXPORTS, Export, export_for, write_export
from greenpractice.tasks.leads_word import LeadsWord, key_to_accept
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.noting import NotNoted, noting_report

_MOST_NAMED = 8
_OF_WHOM: tuple[Question, ...] = ("new_key", "unsigned")  # questions of who sent it; others, of which counts


def collate(asked: Namespace, services: Services) -> Answer:
    """Read the practices' PDFs, keep what they say in the store, and give the network's figures."""
    path = services.store_path(asked.store)
    targets = _targets(asked, path)
    word = _word(asked)
    messages: list[str] = []
    with _opened(services, path, messages) as store:
        messages += _added(asked, store)
        group = group_asked(asked, directory_of(store))
        every_year = any(export.earlier_years for export in targets.values())
        collated = collate_paths(
            store, Asked(group, asked.period), asked.paths, datetime.now(UTC), list(targets), every_year, word
        )
        messages += collated.messages
        written, refused = _written(collated, targets, store)
        messages += written
    # By the contract a file that is no return is a problem too, though nobody has to look at it
    problems = refused or any(state.is_problem or state.is_other for state in collated.files)
    messages += idle_words(collated.network.directory, collated.network.members)
    if collated.network.to_add:
        messages.append(_to_add_words(collated.network))
    for said in _asked_before(collated):
        messages.append(said)
        problems = True
    if not collated.network.counted:
        messages.append(
            f"There is no return of {group_words(asked)} for {asked.period.words} ({asked.period})."
        )
        problems = True
    text = collated_text(collated.network, collated.files)
    return Answer(text, collated_json(collated, asked), messages=tuple(messages), problems=problems)


def _asked_before(collated: Collated) -> Iterator[str]:
    """What was received before and waits for the Lead's word, as long as it does.

    A file that asks something else of a practice, or is damaged, says nothing of that.
    """
    told = set(_told(collated.files))
    asked: dict[str, dict[Question, None]] = {}
    for key, questions in collated.network.questions.items():
        new = dict.fromkeys(each for each in questions if (key, each in _OF_WHOM) not in told)
        if new:
            asked.setdefault(key.ods_code, {}).update(new)
    for code, states in asked.items():
        words = ", ".join(QUESTION_WORDS[each].lower() for each in states)
        yield f"{code}: a return that came before waits for your word ({words})."
    added = {state.practice for state in collated.files if state.status == "unlisted"}
    for code in collated.to_add:
        if code not in added:
            yield f"{code}: a return that came before counts once you add the practice (--add {code})."


def _to_add_words(network: Network) -> str:
    """Of whom there is prescribing that is in no total."""
    codes = network.to_add
    whose = joined(codes) if len(codes) <= _MOST_NAMED else counted(len(codes), "practice")
    return (
        f"Published prescribing of {whose} is here and in no total, as no list has them in this time. "
        "What is yours counts once you add the practice (--add CODE)."
    )


def _told(files: Iterable[FileState]) -> Iterator[tuple[ReturnKey, bool]]:
    """The returns of which a file asks the Lead, and whether that is who sent it or which one counts."""
    for state in files:
        found = state.arrival.found
        if isinstance(found, Read) and (state.waits or state.status in ("conflict", "fork")):
            key = ReturnKey(found.document.ods_code, found.document.period)
            yield key, state.status not in ("conflict", "fork")


def _added(asked: Namespace, store: Store) -> list[str]:
    """Keep the Lead's word that practices are in the network asked for, from the period's first day on."""
    if not asked.add:
        return []
    if not asked.pcn:
        raise UsageError("--add CODE goes with --pcn CODE: say in which network the practice is")
    if not store.can_write:
        raise UserError("No practice can be added while the data can only be looked at.")
    said = []
    for code in dict.fromkeys(asked.add):
        correction = Correction(code, asked.period.first_day, "network", asked.pcn)
        if all(replace(each, id=0) != correction for each in store.corrections()):
            store.correct_membership(correction, datetime.now(UTC))
        said.append(correction_words(correction, directory_of(store)))
    return said


def _written(
    collated: Collated, targets: Mapping[Path, Export[Collation]], store: Store
) -> tuple[list[str], bool]:
    """Write the network's files; what is said, and whether one cannot be remembered and so is not made."""
    network = collated.network
    issue = None
    if any(export.is_report for export in targets.values()):
        held, demo = held_reports(store, network), store.is_demo()
        stored = stored_returns(store, Asked(network.group, network.period).periods)
        issue = next_issue(network, held, datetime.now(UTC), collated.files, demo, stored=stored)
    said, refused = list[str](), False
    for target, export in targets.items():
        words = export.name.removeprefix("network ")
        try:
            noting = noting_report(store, issue.report) if export.is_report and issue is not None else None
        except NotNoted as error:
            said.append(str(error))
            refused = True
            continue
        if export.is_report and issue is not None:
            words += f", version {issue.report.version}"
        what = Collation(network, collated.files, store.is_demo(), issue=issue, noting=noting)
        write_export(export, what, target, store.path)
        said.append(f"{target}: the network's {words}")
    return said, refused


def _word(asked: Namespace) -> LeadsWord:
    """What the Lead says of files and keys; refused where a reason is missing, or there is nothing to do."""
    if bool(asked.reject) != bool(asked.why):
        raise UsageError("--reject FILE and --why TEXT go together: a file is rejected for a reason")
    accept = []
    for text in asked.accept_key:
        try:
            accept.append(key_to_accept(text))
        except UserError as error:
            raise UsageError(f"--accept-key: {error}") from error
    word = LeadsWord(tuple(accept), tuple(asked.use), tuple(asked.reject), asked.why, tuple(asked.take_back))
    if not asked.paths and not word and not asked.add:
        raise UsageError("name the PDFs or folders to read")
    return word


def _targets(asked: Namespace, store: Path) -> dict[Path, Export[Collation]]:
    """What to write where; refused over the data file, or over what is no earlier report."""
    if asked.output is not None and asked.output == asked.xlsx:
        raise UsageError("--output and --xlsx must name two files")
    targets: dict[Path, Export[Collation]] = {}
    if asked.output is not None:
        targets[asked.output] = export_for(asked.output, EXPORTS.network)
    if asked.xlsx is not None:
        targets[asked.xlsx] = EXPORTS.for_network("network-workbook")
    for target, export in targets.items():
        problem = export.problem_with(target, store)
        if problem:
            raise UsageError(f"{problem}: give another name")
    return targets


def collated_json(collated: Collated, asked: Namespace) -> Json:
    """The shape of the contract; without `lines` unless they are asked for."""
    network = collated.network
    gaps = [each for code, found in network.gaps.items() for each in gaps_json(found, network.period, code)]
    footprint = footprint_json(network.footprint, gaps, network.quarters)
    if not asked.lines:
        del footprint["lines"]
    return {
        "pcn": asked.pcn,
        "period": network.period.id,
        **members_json(network),
        "change": change_json(network),
        "to_ask": [
            {"practice": each.practice, "reason": each.reason, "pdf": each.wants_pdf, "request": each.request}
            for each in chase_list(network, collated.files)
        ],
        "files": [
            {
                "file": state.arrival.file,
                "practice": state.practice,
                "status": state.status,
                "remarks": list(state.remarks),
                "why": state.why,
            }
            for state in collated.files
        ],
        "footprint": footprint,
        "how_sure": how_sure_of_network_json(network),
        "indicators": [indicator_json(result) for result in network.indicators],
        "also_watched": [watched_json(each) for each in network.watched],
        "side_by_side": side_by_side_told(network.indicators, network.watched, network.period.last_day),
        "published_beside_sent": [published_json(each) for each in published_beside(network)],
    }


@contextmanager
def _opened(services: Services, path: Path, messages: list[str]) -> Iterator[Store]:
    """The store to keep what arrives in; where it cannot be written, only to look at."""
    try:
        store = services.open_store(path, write=True)
    except (StoreInUse, StoreReadOnly) as error:
        if not path.exists():
            raise
        messages.append(str(error))
        store = services.open_store(path, write=False)
    with closing(services, store):
        yield store
