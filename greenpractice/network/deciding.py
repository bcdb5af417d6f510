"""Which revision of each return counts: decided from all that is there, whatever order it came in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from greenpractice.network.lineage import Candidate, Versions, came_before, follows, is_beside, issues_before
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReturnKey

# Whoever sends thousands of versions of one return is asked about with each of them: to say which were made
# beside which, so many of the highest are looked at.
MOST_RIVALS = 20


@dataclass(frozen=True)
class Decision:
    """What is decided for one practice and period.

    `counts` is the return that counts, None while versions of the highest revision disagree: then nothing
    is merged and none of them counts. `highest` are all of that revision, `others` those below or beside it;
    `forks` those made beside one that is held. `waiting` and `rejected` do not count.
    """

    key: ReturnKey
    counts: Candidate | None
    highest: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    forks: frozenset[int] = frozenset()  # of Candidates by id()
    waiting: tuple[Candidate, ...] = ()
    rejected: tuple[Candidate, ...] = ()

    @property
    def conflict(self) -> bool:
        """True if the Lead has to choose."""
        return self.counts is None and bool(self.highest)

    @cached_property
    def every(self) -> tuple[Candidate, ...]:
        """All that is there, what may count first."""
        return (*self.highest, *self.others, *self.waiting, *self.rejected)

    @cached_property
    def copies(self) -> Mapping[tuple[int, bytes, str | None], list[Candidate]]:
        """All of them by what their copies share."""
        found: dict[tuple[int, bytes, str | None], list[Candidate]] = {}
        for each in self.every:
            found.setdefault(each.signed_version, []).append(each)
        return found

    @cached_property
    def _settled(self) -> Mapping[tuple[int, bytes], tuple[int, Candidate]]:
        """Of each version the first that came as a file and does not wait, with its place."""
        found: dict[tuple[int, bytes], tuple[int, Candidate]] = {}
        for place, each in enumerate(self.every):
            known = each.now or each.received is not None
            if known and not each.waits and not each.rejected:
                found.setdefault((each.document.revision, each.figures), (place, each))
        return found

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {id(each): place for place, each in enumerate(self.every)}

    def same_before(self, candidate: Candidate) -> Candidate | None:
        """The same figures of the same revision, received before or standing earlier among the files.

        One that waits for the Lead's word settles nothing for another.
        """
        first = self._settled.get((candidate.document.revision, candidate.figures))
        return first[1] if first is not None and first[0] < self._places[id(candidate)] else None

    def is_fork(self, candidate: Candidate) -> bool:
        """True if it was made beside a version that is held, not before or after it."""
        return id(candidate) in self.forks

    @property
    def asks(self) -> bool:
        """True if the Lead's word is needed."""
        return self.conflict or bool(self.forks) or bool(self.waiting)

    @property
    def in_question(self) -> list[tuple[Candidate, ...]]:
        """The versions on which the Lead is or was asked, what is the same together; [] if there are none.

        The same figures under different keys, of which one waits, are two.
        """
        chosen = max((each.chosen for each in self.highest), default=0)
        passed = [each for each in self.others if self.is_fork(each) or each.place <= chosen]
        groups: dict[tuple[int, bytes, str | None], list[Candidate]] = {}
        for each in (*self.highest, *passed, *self.waiting):
            whose = each.public_key if each.waits else None
            groups.setdefault((each.document.revision, each.figures, whose), []).append(each)
        found = [tuple(group) for group in groups.values()]
        return found if self.asks or len(found) > 1 else []


def decide(candidates: Iterable[Candidate]) -> dict[ReturnKey, Decision]:
    """A decision for each practice and period, by key; the same for any order of the candidates."""
    groups: dict[ReturnKey, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.key, []).append(candidate)
    return {key: _decide_one(key, groups[key]) for key in sorted(groups)}


def _decide_one(key: ReturnKey, candidates: Sequence[Candidate]) -> Decision:
    ordered = Versions(candidates if len(candidates) == 1 else sorted(candidates, key=_place))
    may_count = Versions(each for each in ordered if not each.waits and not each.rejected)
    waiting: tuple[Candidate, ...] = Versions(each for each in ordered if each.waits and not each.rejected)
    rejected = tuple(each for each in ordered if each.rejected)
    if not may_count:
        return Decision(key, None, (), (), _forks(waiting, waiting, waiting), waiting, rejected)
    choice = max(may_count, key=lambda each: each.chosen)
    chosen = choice.chosen  # what was there then was passed over
    asked = [each for each in ordered if not each.rejected and (each.chosen or each.place > chosen)]
    unchosen = _of_the_line_not_chosen(choice, asked, ordered) | _of_a_rejected_line(may_count, ordered)
    of_choice = _of_choice(choice, [each for each in may_count if id(each) not in unchosen])
    top = max(candidate.document.revision for candidate in of_choice)
    highest = tuple(each for each in of_choice if each.document.revision == top)
    waiting, copies = _asked_about(waiting, may_count)
    standing = {id(each) for each in highest}
    others = (*(each for each in may_count if id(each) not in standing), *copies)
    counts = _counting(highest)
    beside = {id(each) for each in copies}
    asked = [each for each in asked if id(each) not in beside]
    figures = {each.figures for each in highest}
    forks = _forks(asked, highest, ordered) | {
        id(each) for each in asked if id(each) in unchosen and figures != {each.figures}
    }
    return Decision(key, counts, highest, others, forks, waiting, rejected)


def _asked_about(
    waiting: Sequence[Candidate], may_count: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Those that wait, and of these apart what asks nothing: an unsigned copy of a file that may count."""
    here = {(each.document.revision, each.figures) for each in may_count if each.now or each.received}
    copies = {
        id(each)
        for each in waiting
        if each.public_key is None
        and each.received is None
        and (each.document.revision, each.figures) in here
    }
    return (
        tuple(each for each in waiting if id(each) not in copies),
        tuple(each for each in waiting if id(each) in copies),
    )


def _of_choice(chosen: Candidate, may_count: Sequence[Candidate]) -> Sequence[Candidate]:
    """Where the Lead chose: the one chosen, and of what came later what follows it or is above these.

    What was there when the Lead chose was passed over, a higher revision too.
    """
    if not chosen.chosen:
        return may_count
    later = [each for each in may_count if each.place > chosen.chosen]
    line = [each for each in may_count if each.is_same(chosen)]
    line += [each for each in later if each not in line and follows(each, chosen, may_count)]
    top = max(each.document.revision for each in line)
    newer = [each for each in later if each.document.revision > top]
    return newer or line


def _of_the_line_not_chosen(
    chosen: Candidate, asked: Iterable[Candidate], every: Sequence[Candidate]
) -> frozenset[int]:
    """Of what came after the Lead chose between versions made beside each other, the later issues of another.

    One that names an issue which is not here may be of either line: the Lead is asked, whatever came first.
    """
    if not chosen.chosen:
        return frozenset()
    rivals = [each for each in every if not each.waits and _is_rival(each, chosen, every)]
    passed, keys = {id(each) for each in rivals}, {each.public_key for each in rivals} - {chosen.public_key}
    return frozenset(
        id(each)
        for each in asked
        if not each.is_same(chosen) and rivals and _is_of_a_rival(each, chosen, passed, keys, every)
    )


def _of_a_rejected_line(may_count: Sequence[Candidate], every: Sequence[Candidate]) -> frozenset[int]:
    """Later issues of what was rejected, where another is left beside which that was made.

    To reject one of two lines is to choose the other, though its key may be accepted again. What mends an
    issue that was rejected counts where nothing stands beside that. One that names an issue which is not here
    may be of either line.
    """
    rejected = [each for each in every if each.rejected and not each.waits]
    if not rejected:
        return frozenset()
    chosen = max(each.chosen for each in may_count)
    lines = {id(each): _line(each, every) for each in may_count}
    built = {key: [each for each in line if each.rejected] for key, line in lines.items()}
    left = [each for each in may_count if not built[id(each)] and (each.chosen or each.place > chosen)]
    found = set()
    for one in may_count:
        issues, others = built[id(one)], left
        first = lines[id(one)][-1]
        if not issues and first.replaces is not None and not first.chosen:
            issues = [each for each in rejected if came_before(each, one)]
            others = [each for each in left if came_before(each, one)]
        top = max((each.document.revision for each in others), default=0)
        is_other = all(each.figures != one.figures for each in others if each.document.revision == top)
        if is_other and any(_stand_beside(each, other, every) for each in issues for other in others):
            found.add(id(one))
    return frozenset(found)


def _line(one: Candidate, every: Sequence[Candidate]) -> list[Candidate]:
    """A version and the issues it replaces, back to the one that the Lead chose."""
    line = [one, *issues_before(one, every)]
    chosen = next((place for place, each in enumerate(line) if each.chosen), len(line))
    return line[: chosen + 1]


def _is_rival(one: Candidate, chosen: Candidate, every: Sequence[Candidate]) -> bool:
    """True of what was passed over as the Lead chose, or is not above it, and was made beside it."""
    mine, of_chosen = one.document.revision, chosen.document.revision
    if mine > of_chosen and one.place > chosen.chosen:
        return False
    return _stand_beside(one, chosen, every)


def _stand_beside(one: Candidate, other: Candidate, every: Sequence[Candidate]) -> bool:
    """True of two of one revision, or if the higher one was made beside the lower one, with other figures."""
    lower, higher = sorted((one, other), key=lambda each: each.document.revision)
    is_level = lower.document.revision == higher.document.revision
    return one.figures != other.figures and (is_level or is_beside(lower, higher, every))


def _is_of_a_rival(
    one: Candidate,
    chosen: Candidate,
    rivals: Collection[int],
    keys: Collection[str | None],
    every: Sequence[Candidate],
) -> bool:
    """True unless the issues it replaces lead to the chosen one; without any its key says whose it is."""
    before = issues_before(one, every)
    if any(each.is_same(chosen) for each in before):
        return False
    if any(id(each) in rivals for each in before):
        return True
    if not before and one.replaces is None:
        return one.public_key in keys
    return (before or [one])[-1].replaces is not None


def _counting(highest: Sequence[Candidate]) -> Candidate | None:
    """The one that counts, None where figures differ and none was chosen; of the same none that is unsigned.

    Its name and whom to ask are as the practice says, where a copy that nobody signed came as well.
    """
    if len(highest) == 1:  # nearly always: no need to compare figures
        return highest[0]
    chosen = {each.figures for each in highest if each.chosen}
    figures = chosen or {each.figures for each in highest}
    if len(figures) > 1:
        return None
    same = [each for each in highest if each.figures in figures]
    return next((each for each in same if not isinstance(each.verdict, Unsigned)), same[0])


def _forks(
    asked: Iterable[Candidate], held: Sequence[Candidate], every: Sequence[Candidate]
) -> frozenset[int]:
    """Those that stand beside one that is held: not above it, with other figures, and not before it."""
    here = {id(each) for each in held if not each.waits}
    versions = Counter((each.document.revision, each.figures) for each in held if not each.waits)
    rivals = _rivals(held)
    return frozenset(
        id(each)
        for each in asked
        if any(
            rival is not each
            and each.document.revision <= rival.document.revision
            and each.figures != rival.figures
            and not came_before(each, rival)
            and is_beside(each, rival, every)
            for rival in rivals
        )
        and versions[each.document.revision, each.figures] == (id(each) in here)
    )


def _rivals(held: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those that others can stand beside: of copies that came together one, and of many the highest."""
    if len(held) <= MOST_RIVALS:
        return held
    distinct = {
        (each.signed_version, each.replaces, each.waits, each.received and each.received.at): each
        for each in reversed(held)
    }
    ordered = sorted(distinct.values(), key=lambda each: each.document.revision, reverse=True)
    return ordered[:MOST_RIVALS]


def _place(candidate: Candidate) -> tuple[bool, tuple[str, ...], bytes]:
    """What was there before stands first, then files by name: an order that is not that of arrival."""
    return candidate.received is None and candidate.now, candidate.order, candidate.figures


def documents_that_count(decisions: Mapping[ReturnKey, Decision]) -> list[ReturnDocument]:
    """The returns that count, by practice and period."""
    return [decision.counts.document for decision in decisions.values() if decision.counts is not None]
