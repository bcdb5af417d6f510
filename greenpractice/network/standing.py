"""Where each practice of a network stands in a period: what came, which parts of it, and how it is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from greenpractice.cells import InWords
from greenpractice.charts.returns_grid import PartState
from greenpractice.network.assurance import assurance_of
from greenpractice.network.coverage import (
    COMPLETE,
    MISSING,
    PUBLISHED,
    outside_words,
    version_words,
    whole_year_words,
)
from greenpractice.network.deciding import Decision
from greenpractice.network.lineage import Candidate
from greenpractice.network.network import Network
from greenpractice.network.states import REMARK_WORDS, FileState, Read, Status
from greenpractice.network.trust import Keys
from greenpractice.periods import day_words
from greenpractice.phrases import counted, first_upper
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.sections import SECTION_BY_KEY, expected, keys_of
from greenpractice.store import ReturnKey
from greenpractice.themes import THEMES

Came = Literal["received", "so_far", "published", "conflict", "waiting", "missing"]
CAME_WORDS: Mapping[Came, str] = {
    "received": "Received",
    "so_far": "So far",
    "published": PUBLISHED,
    "conflict": "Two versions disagree",
    "waiting": "Waits for your word",
    "missing": MISSING,
}
SHORT_WORDS: Mapping[Came, str] = {  # for a cell that has room for no more
    "published": "Published",
    "conflict": "Two differ",
    "waiting": "Waits for you",
}
Needs = Literal["", "choose", "check", "ask again"]
UNUSABLE = "Cannot be used"
_SPOILT: frozenset[Status] = frozenset({"no_data", "altered", "unreadable", "newer_version"})
_ASK = "ask for the return"
PARTS: Mapping[str, tuple[str, ...]] = {theme.title: keys_of(theme) for theme in THEMES}


@dataclass(frozen=True, slots=True)
class Standing:
    """One practice: `parts` are the states of PARTS, none where nothing of it is in the totals.

    `version` and `created` are of the return that counts (of a year the newest), "" without one. What is
    published fills parts though nobody sent it. `needs` is what nobody but the Lead can do for it.
    """

    code: str
    name: str
    came: Came
    version: str
    created: str
    parts: tuple[PartState, ...]
    remarks: str
    of_year: bool = False
    needs: Needs = ""

    @property
    def short(self) -> str:
        """Its state where there is room for two words."""
        if self.needs == "ask again":
            return UNUSABLE
        return SHORT_WORDS.get(self.came, self.words)

    @property
    def words(self) -> str:
        """Its state in words: of a year that is here in full, that it is complete."""
        return COMPLETE if self.came == "received" and self.of_year else CAME_WORDS[self.came]


def standings(
    network: Network, decisions: Mapping[ReturnKey, Decision], files: Sequence[FileState], keys: Keys
) -> list[Standing]:
    """Every member, by name."""
    by_practice: dict[str, list[FileState]] = {}
    for state in files:
        if state.practice is not None:
            by_practice.setdefault(state.practice, []).append(state)
    by_code: dict[str, list[Decision]] = {}
    for key, decision in decisions.items():
        by_code.setdefault(key.ods_code, []).append(decision)
    found = []
    for code in network.members:
        came, decided = by_practice.get(code, []), by_code.get(code, [])
        if code in network.published and not any(decision.asks for decision in decided):
            said = f"Counted from published prescribing; {whole_year_words(network, code, came) or _ASK}"
            parts = parts_of(network, code)
            found.append(Standing(code, network.name(code), "published", "", "", parts, said))
        elif code in network.returns and code not in network.published:
            found.append(_received(network, code, decided, came, keys))
        else:
            row = _not_received(network, code, decided, came)
            found.append(replace(row, parts=parts_of(network, code)) if code in network.returns else row)
    if network.period.is_year:
        found = [_of_year(network, each) for each in found]
    return sorted(found, key=lambda each: (each.name.casefold(), each.code))


def _of_year(network: Network, row: Standing) -> Standing:
    """With the quarters that are not the group's, which are not missing."""
    told = (row.remarks, outside_words(network, row.code))
    return replace(row, of_year=True, remarks=_sentence(part for part in told if part))


def headline(rows: Iterable[Standing]) -> str:
    """`4 of 6 practices received, 1 published, not sent, 1 missing`; of a year `complete` and `1 so far`."""
    count: dict[Came, int] = dict.fromkeys(CAME_WORDS, 0)
    of_year = False
    for row in rows:
        of_year = of_year or row.of_year
        count[row.came] += 1
    came = COMPLETE.lower() if of_year else "received"
    words = [f"{count['received']} of {counted(sum(count.values()), 'practice')} {came}"]
    if count["so_far"]:
        words.append(f"{count['so_far']} so far")
    if count["published"]:
        words.append(f"{count['published']} published, not sent")
    if count["missing"]:
        words.append(f"{count['missing']} missing")
    if count["conflict"]:
        words.append(f"{count['conflict']} with two versions that disagree")
    if count["waiting"]:
        words.append(f"{count['waiting']} waiting for your word")
    return ", ".join(words)


def parts_of(network: Network, code: str) -> tuple[PartState, ...]:
    """How complete each of PARTS is of a practice that is here; in part of a year nothing is complete."""
    documents = network.returns[code]
    states = (part_state(documents, sections) for sections in PARTS.values())
    if network.quarters_of(code).whole:
        return tuple(states)
    return tuple("part" if state == "complete" else state for state in states)


def part_state(documents: Sequence[ReturnDocument], sections: Sequence[str]) -> PartState:
    """How complete some sections are over the returns of one practice."""
    have = [key for key in sections if any(document.rows(key) for document in documents)]
    if not have:
        return "missing"
    flags = (flag for document in documents for flag in document.flags)
    if any(flag.estimated and flag.section in sections for flag in flags):
        return "estimated"
    whole = expected((SECTION_BY_KEY[key] for key in sections), have)
    return "complete" if len(have) == len(whole) else "part"


def _received(
    network: Network, code: str, decided: Sequence[Decision], came: Sequence[FileState], keys: Keys
) -> Standing:
    documents = network.returns[code]
    newest = documents[-1]
    remarks: dict[str, None] = {}
    for decision in decided:
        if decision.counts is not None:
            if decision.others and not network.period.is_year:
                remarks[instead_of(decision.others)] = None
            assured = assurance_of(decision.counts, network, keys, came)
            told = (remark for remark in assured.remarks if remark != "first_key")  # nearly all have it
            remarks.update(dict.fromkeys(REMARK_WORDS[remark] for remark in told))
        elif decision.conflict:  # another quarter of the year
            remarks[f"two versions of {decision.key.period.words} disagree"] = None
        if decision.waiting or decision.forks:
            remarks["another version waits"] = None
    version = version_words(network, code) if network.period.is_year else f"v{newest.revision}"
    made = datetime.fromisoformat(newest.created).date()
    said = InWords(version, newest.revision), InWords(day_words(made), made)
    parts = parts_of(network, code)
    came_as: Came = "received" if network.quarters_of(code).whole else "so_far"
    asked = any(each.conflict or each.waiting or each.forks for each in decided)
    return Standing(
        code, network.name(code), came_as, *said, parts, _sentence(remarks), needs="choose" if asked else ""
    )


def instead_of(others: Sequence[Candidate]) -> str:
    """What a return came in place of: published prescribing has no version, as nobody issued it."""
    issued = [each.document.revision for each in others if not is_published_only(each.document)]
    return f"replaces v{max(issued)}" if issued else "in place of published prescribing"


def _not_received(
    network: Network, code: str, decided: Sequence[Decision], came: Sequence[FileState]
) -> Standing:
    name = network.name(code)
    if any(decision.conflict for decision in decided):
        return Standing(code, name, "conflict", "", "", (), "Choose one, or ask for a new version",
                        needs="choose")  # fmt: skip
    if any(decision.waiting for decision in decided):
        return Standing(code, name, "waiting", "", "", (), "Open it to accept or reject what came",
                        needs="check")  # fmt: skip
    why, last = why_missing(network, code, came), network.last_period(code)
    if not why and last is not None:
        why = f"Last return is for {last.words}"
    spoilt = any(state.status in _SPOILT for state in came)
    return Standing(code, name, "missing", "", "", (), why, needs="ask again" if spoilt else "")


def why_missing(network: Network, code: str, came: Sequence[FileState]) -> str:
    """What came of a practice instead of a return for the period, as its files say; "" if that is nothing."""
    whole_year = whole_year_words(network, code, came)
    if whole_year:
        return first_upper(whole_year)
    quarters = {
        state.arrival.found.document.period
        for state in came
        if state.status == "other_quarter" and isinstance(state.arrival.found, Read)
    }
    if quarters:
        return f"File is for {' and '.join(period.words for period in sorted(quarters))}"
    return _sentence(dict.fromkeys(state.words for state in came))


def _sentence(words: Iterable[str]) -> str:
    text = ", ".join(words)
    return text[:1].upper() + text[1:]
