"""What each command does: from its arguments to an answer as text and as JSON."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from greenpractice.answers.history import History
from greenpractice.carbon.footprint import Footprint, load_calculator
from greenpractice.carbon.gaps import Gap, gaps_of
from greenpractice.carbon.part import parts_of
from greenpractice.carbon.part_years import QuartersHeld, quarters_held
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.command_line import plain_text as text_answers
from greenpractice.command_line.answers.how_sure import how_sure_json, how_sure_lines
from greenpractice.command_line.groups_asked import group_asked, group_words
from greenpractice.command_line.json_shapes import (
    footprint_json,
    gaps_json,
    indicators_json,
    members_json,
    practices_json,
)
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.telling import Compared, compared_json, compared_of
from greenpractice.errors import UserError
from greenpractice.evidence_kept import beside_words
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.files import need_other_file
from greenpractice.indicators.computing import evidence_over, indicators_of
from greenpractice.indicators.watching import watched_of
from greenpractice.network.asking import Asked
from greenpractice.network.coverage import coverage_words, left_out_words, published_words
from greenpractice.network.lead import Lead
from greenpractice.network.membership import idle_words
from greenpractice.periods import Period
from greenpractice.phrases import no_return
from greenpractice.returns.documents import ReturnDocument, document_text
from greenpractice.returns.evidence import kept_words, names_in
from greenpractice.store import OtherKind, ReturnKey, Store, StoreError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: text or JSON on standard output, messages beside it, whether it found problems."""

    text: str = ""
    json: Any = None
    raw: bytes | None = None
    messages: tuple[str, ...] = ()
    problems: bool = False


class Services(Protocol):
    """What the commands need from outside the domain."""

    def store_path(self, asked: Path | None) -> Path:
        """The store to use: the one asked for, else that of the environment, else the user's own."""
        ...

    def open_store(self, path: Path, *, write: bool, demo: bool = False) -> Store:
        """The store, made if it is to be written and is not there; StoreError if it cannot be."""
        ...

    def use_facts(self, store: Path) -> tuple[str, ...]:
        """Let the facts count that are installed for this store; says why a pack that is there does not."""
        ...

    def is_in_use(self, path: Path) -> bool:
        """True while somebody has this store open to write in it."""
        ...

    def screenshots(self, folder: Path, looks: Sequence[str], *, states: bool) -> list[Path]:
        """Render every page of the window into the folder, in these looks, and with `states` in those too."""
        ...

    def tell(self, sentence: str) -> None:
        """Say something beside the answer."""
        ...

    def restore(self, store: Path, backup: Path, *, other_kind: bool = False) -> str:
        """Put a verified backup in the place of the store; says where the replaced one is kept.

        OtherKind for demo data over real figures, or somebody else's figures, unless that is meant.
        """
        ...


def practices(asked: Namespace, services: Services) -> Answer:
    """Practices and PCNs."""
    directory = load_directory()
    if asked.pcn is not None and directory.pcn(asked.pcn) is None:
        raise UserError(f"there is no PCN {asked.pcn} in the list; see greenpractice practices")
    return Answer(text_answers.practices(directory, asked.pcn), practices_json(directory, asked.pcn))


def footprint(asked: Namespace, services: Services) -> Answer:
    """The footprint of one practice's quarter or year."""
    with opened(services, services.store_path(asked.store), write=False) as store:
        documents = documents_of(store, [asked.practice], asked.period)
        gaps = _gaps(store, documents, asked.period).get(asked.practice, ())
        good = _how_good(store, documents, asked.practice, asked.period)
        compared = _compared(store, asked.practice, asked.period)
    if not documents:
        raise no_return(asked.practice, asked.period)
    result, quarters = (
        _footprint(documents, asked.period),
        quarters_held(load_directory(), asked.practice, asked.period, documents),
    )
    kept = filter(None, [kept_words(names_in(documents))])
    return Answer(
        "\n".join([text_answers.footprint(result, gaps, quarters, compared), *how_sure_lines(good), *kept]),
        {
            **footprint_json(result, gaps_json(gaps, asked.period), quarters),
            **compared_json(compared, compared.of_carbon if compared else ()),
            "how_sure": how_sure_json(good),
        },
    )


def indicators(asked: Namespace, services: Services) -> Answer:
    """The indicators of a practice, or of a group pooled over the practices that sent returns."""
    if not asked.practice:
        return _indicators_of_group(asked, services)
    with opened(services, services.store_path(asked.store), write=False) as store:
        documents = documents_of(store, [asked.practice], asked.period)
        gaps = _gaps(store, documents, asked.period)
        compared = _compared(store, asked.practice, asked.period)
    if not documents:
        raise no_return(asked.practice, asked.period)
    evidence = {asked.practice: evidence_over(documents, asked.period.is_year, load_inhalers())}
    results = indicators_of(evidence, asked.period, load_inhalers())
    watched = watched_of(evidence, load_inhalers())
    quarters = quarters_held(load_directory(), asked.practice, asked.period, documents)
    found = gaps.get(asked.practice, ())
    return Answer(
        text_answers.indicators(
            asked.practice, asked.period, results, watched, {"": found}, quarters, compared
        ),
        {
            **indicators_json(asked.period, results, watched, gaps_json(found, asked.period), quarters),
            **compared_json(compared, compared.of_indicators if compared else ()),
        },
    )


def _indicators_of_group(asked: Namespace, services: Services) -> Answer:
    """From the same network as `collate` has it, so that both give the same figures."""
    with opened(services, services.store_path(asked.store), write=False) as store:
        lead = Lead(store)
        network = lead.view(Asked(group_asked(asked, lead.directory), asked.period)).network
    who = group_words(asked)
    if not network.counted:
        raise no_return(who, asked.period)
    results, watched, gaps = network.indicators, network.watched, network.gaps
    messages = tuple(
        f"{result.indicator.id}: without {', '.join(result.left_out)} (no figures)"
        for result in results
        if result.left_out
    )
    messages += tuple(idle_words(network.directory, network.members))
    listed = [each for code, found in gaps.items() for each in gaps_json(found, asked.period, code)]
    said = f"{who}, {coverage_words(network)}{published_words(network)}{left_out_words(network)}"
    figures = indicators_json(asked.period, results, watched, listed, network.quarters)
    return Answer(
        text_answers.indicators(said, asked.period, results, watched, gaps, QuartersHeld(1, 1)),
        {**figures, **members_json(network)},
        messages=messages,
    )


def extract(asked: Namespace, services: Services) -> Answer:
    """The return inside a PDF, as it stands there: attached, else on its data page."""
    from greenpractice.exchange.arrival_reading import sealed_json_in

    return Answer(raw=document_text(sealed_json_in(asked.file)))


def screenshots(asked: Namespace, services: Services) -> Answer:
    """Pictures of every page of the window with demo data, without a display."""
    made = services.screenshots(asked.folder, tuple(dict.fromkeys(asked.looks)), states=asked.states)
    return Answer(messages=(f"{len(made)} pictures in {asked.folder}",))


def check(asked: Namespace, services: Services) -> Answer:
    """Verify the store, and the packs of facts that are installed beside it."""
    path = services.store_path(asked.store)
    try:
        with opened(services, path, write=False) as store:
            problems = store.check()
    except StoreError as error:
        problems = [str(error)]
    problems += services.use_facts(path)
    text = "\n".join(problems) or "The store is sound: structure, hashes and every figure."
    return Answer(text, {"ok": not problems, "problems": problems}, problems=bool(problems))


def backup(asked: Namespace, services: Services) -> Answer:
    """A verified copy of the store."""
    path = services.store_path(asked.store)
    need_other_file(asked.file, path)
    with opened(services, path, write=False) as store:
        store.backup(asked.file)
    return Answer(messages=(f"{asked.file}: a verified copy of {path}{beside_words(path, asked.file)}",))


def restore(asked: Namespace, services: Services) -> Answer:
    """Put a backup in the place of the store; today's data are kept beside it."""
    with saying_how_it_is_meant():
        told = services.restore(services.store_path(asked.store), asked.file, other_kind=asked.other_kind)
    return Answer(messages=(told,))


@contextmanager
def saying_how_it_is_meant() -> Iterator[None]:
    """Demo data in the place of real figures, or the other way about, are refused with the option for it."""
    try:
        yield
    except OtherKind as error:
        raise OtherKind(f"{error} If that is meant, add --other-kind.") from error


def _footprint(documents: list[ReturnDocument], period: Period) -> Footprint:
    calculator = load_calculator()
    if period.is_year:
        return calculator.of_year(period, documents)
    return calculator.of_return(documents[0])


def _how_good(store: Store, documents: Sequence[ReturnDocument], code: str, period: Period) -> HowGood:
    """How good a practice's figures are; what is missing is looked up in all its returns."""
    calculator = load_calculator()
    all_returns = store.documents(key for key in store.keys() if key.ods_code == code)
    return how_good(period, parts_of(period, documents, calculator), all_returns, calculator)


def _of(documents: Iterable[ReturnDocument], code: str) -> list[ReturnDocument]:
    return [document for document in documents if document.ods_code == code]


def documents_of(store: Store, codes: Iterable[str], period: Period) -> list[ReturnDocument]:
    """The returns of a quarter, or all of a year: its quarters and its whole-year return."""
    wanted = set(codes)
    periods = {period, *period.quarters} if period.is_year else {period}
    return store.documents(key for key in store.keys() if key.ods_code in wanted and key.period in periods)


def earlier_keys(store: Store, documents: Iterable[ReturnDocument]) -> list[ReturnKey]:
    """The stored returns that figures of these are set beside: of the quarter and of the year before."""
    wanted = {
        ReturnKey(each.ods_code, period)
        for each in documents
        for period in (each.period.previous, each.period.year_before)
    }
    return [key for key in store.keys() if key in wanted]


def _compared(store: Store, code: str, period: Period) -> Compared | None:
    """The practice beside what is usual in its network, where a file of that lies beside the data."""
    held = held_beside(store.path)
    if not held.comparisons:
        return None
    until = [
        each for each in store.keys() if each.ods_code == code and each.period.last_day <= period.last_day
    ]
    documents = store.documents(until)
    if not documents:
        return None
    return compared_of(History(documents[0], documents, load_calculator()), held, period)


def _gaps(store: Store, documents: Sequence[ReturnDocument], period: Period) -> dict[str, tuple[Gap, ...]]:
    """What each practice's returns of a period leave open; earlier quarters are looked at beside them."""
    calculator = load_calculator()
    others = store.documents(earlier_keys(store, documents))
    return {
        code: gaps_of(period, _of(documents, code), calculator, _of(others, code))
        for code in sorted({each.ods_code for each in documents})
    }


@contextmanager
def opened(services: Services, path: Path, *, write: bool, demo: bool = False) -> Iterator[Store]:
    """The store for a while; what goes wrong with its automatic backup is told and changes nothing else."""
    with closing(services, services.open_store(path, write=write, demo=demo)) as store:
        yield store


@contextmanager
def closing(services: Services, store: Store) -> Iterator[Store]:
    """An open store until the block ends. What was done is done: without its backup too it is the answer."""
    try:
        yield store
    except BaseException:
        with suppress(StoreError):
            store.close()
        raise
    try:
        store.close()
    except StoreError as error:
        services.tell(str(error))
