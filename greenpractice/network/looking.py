"""What to look at before the meeting: figures that stand out, each with a sentence and never a ranking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import confirmed_flags, open_gaps
from greenpractice.carbon.grades import grade_cell, rule_words
from greenpractice.carbon.reading_to_chase import CHASE_NEXT, HowGood
from greenpractice.cells import InWords
from greenpractice.charts.funnel import beyond_chance
from greenpractice.network.network import Network
from greenpractice.network.pictures import funnels_of
from greenpractice.numbers import NO_DATA, exact, show, show_kg
from greenpractice.phrases import counted, joined, lower_first
from greenpractice.sections import SECTION_BY_KEY

NOTHING_STANDS_OUT = "Nothing stands out"
RESTING_TITLES = (
    "Figures, and what they rest on",
    "Practices",
    "Half the range",
    "Where a better one is found",
)
TO_CHASE_TITLES = ("Practice", "Grade", CHASE_NEXT)
CHASE_FIRST = "Chase first in the network"
_MOST_CHASED, _MOST_OF_EACH = 3, 2
_FEWEST_FOR_MIDDLE = 3  # with fewer there is no middle to stand far from
_MUCH_CHANGED = Decimal("0.3")


@dataclass(frozen=True, slots=True)
class LookAt:
    """One thing about one practice; `question` is a text to copy to it."""

    practice: str
    name: str
    sentence: str

    @property
    def question(self) -> str:
        """What to ask the practice."""
        return f"{self.name}: {self.sentence} Is that right, and do you know why?"


def to_look_at(network: Network) -> list[LookAt]:
    """What stands out of each practice's figures, and what its returns leave open."""
    open_of_each = [
        LookAt(code, network.name(code), sentence)
        for code in network.counted
        for sentence in _left_open(network, code)
    ]
    return sorted([*standing_out(network), *open_of_each], key=lambda item: item.practice)


def looking_words(items: Sequence[LookAt]) -> str:
    """`To look at: 3 things`, which stands above them."""
    return f"To look at: {counted(len(items), 'thing')}" if items else NOTHING_STANDS_OUT


def resting_rows(network: Network) -> list[tuple[str, str, str, str]]:
    """What figures rest on that better ones are found for, of how many practices, and how far off."""
    of = len(network.counted)
    return [
        (
            each.words,
            InWords(f"{len(each.practices)} of {of}", Decimal(len(each.practices))),
            InWords(show_kg(each.half), each.half),
            each.find,
        )
        for each in network.together.resting
    ]


def to_chase_rows(network: Network) -> list[tuple[str, str, str]]:
    """Each practice with its grade and the two figures to chase of it next."""
    return [
        (network.name(code), grade_cell(good.sure.whole), _chased(good) or NO_DATA)
        for code, good in network.good.items()
    ]


def _chased(good: HowGood) -> str:
    if good.next is None or not good.to_chase:
        return good.next.words if good.next else ""
    return " ".join(each.short for each in good.to_chase[:_MOST_OF_EACH])


def chase_told(good: HowGood) -> str:
    """The same as a sentence of its own: that nothing is worth it is no name of what to chase; or ""."""
    said = _chased(good)
    return f"{CHASE_NEXT}: {said}" if good.to_chase else said


def to_chase_first(network: Network) -> list[str]:
    """The figures whose doubt weighs most in the network, by practice."""
    weighing = network.together.to_chase[:_MOST_CHASED]
    return [f"{network.name(code)}: {each.short}" for code, each in weighing]


def how_sure_said(network: Network) -> list[str]:
    """The grade of all together, the rule of grades, and what to chase first."""
    first = to_chase_first(network)
    chase = [f"{CHASE_FIRST}: {' '.join(first)}"] if first else []
    return [said for said in (network.together.sure.words, *chase, rule_words()) if said]


def standing_out(network: Network) -> list[LookAt]:
    """Practices far from the middle, much changed, mostly estimated, or with a value confirmed as unusual."""
    intensities = {
        code: intensity for code in network.footprints if (intensity := network.per_1000_of(code)) is not None
    }
    middle = _middle(list(intensities.values()))
    beyond = _beyond_chance(network)
    found = []
    for code, footprint in network.footprints.items():
        sentences = [
            *_far_from_middle(intensities.get(code), middle),
            *_changed(network, code),
            *_estimated(footprint),
            *_confirmed(network, code),
            *beyond.get(code, ()),
        ]
        found += [LookAt(code, network.name(code), sentence) for sentence in sentences]
    return found


def _beyond_chance(network: Network) -> Mapping[str, list[str]]:
    """What the funnels show of each practice, where there are enough for one."""
    found: dict[str, list[str]] = {}
    for shown in funnels_of(network):
        for share in beyond_chance(shown.shares):
            counts = f"{show(share.numerator)} of {show(share.denominator)} {shown.unit}"
            sentence = (
                f"{shown.indicator}: {counts} is further from the others than chance alone would put it."
            )
            found.setdefault(share.code, []).append(sentence)
    return found


def _middle(values: list[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the middle two; None where there are too few for one."""
    if len(values) < _FEWEST_FOR_MIDDLE:
        return None
    with exact():
        return Decimal(median(values))


def _far_from_middle(intensity: Decimal | None, middle: Decimal | None) -> Iterator[str]:
    if intensity is None or not middle:
        return
    with exact():
        share = intensity / middle
    if share > 2 or share < Decimal("0.5"):
        side = "over twice" if share > 2 else "under half"
        yield (
            f"{show_kg(intensity)} CO₂e for 1,000 patients is {side} the middle of the network "
            f"({show_kg(middle)})."
        )


def _changed(network: Network, code: str) -> Iterator[str]:
    part = network.comparisons.get(code)
    if part is None or not part.then:
        return
    with exact():
        change = (part.now - part.then) / part.then
    if abs(change) > _MUCH_CHANGED:
        percent = f"{show(abs(change) * 100, 0)}% {'more' if change > 0 else 'less'}"
        alike = "quarters and sections" if network.period.is_year else "sections"
        yield f"{percent} than a year before, over the {alike} in both."


def _estimated(footprint: Footprint) -> Iterator[str]:
    with exact():
        mostly = footprint.total and footprint.estimated_kg * 2 > footprint.total
    if mostly:
        yield "Over half of its carbon is estimated."


def _confirmed(network: Network, code: str) -> Iterator[str]:
    count = len(confirmed_flags(network.returns[code], network.gaps[code]))
    if count:
        values = "An unusual value was" if count == 1 else f"{count} unusual values were"
        yield f"{values} confirmed as right."


def _left_open(network: Network, code: str) -> Iterator[str]:
    """What the practice's returns leave open; figures it did not give are counted in one sentence."""
    gaps = open_gaps(network.gaps[code])
    for gap in gaps:
        if gap.kind not in ("left_out", "missing"):
            when = f", {gap.period.words}" if network.period.is_year else ""
            yield f"{gap.where}{when}: {gap.why}"
    missing = [gap for gap in gaps if gap.kind == "left_out"]
    if missing:
        sections = dict.fromkeys(lower_first(SECTION_BY_KEY[gap.section].title) for gap in missing)
        are = "answer is" if len(missing) == 1 else "answers are"
        yield f"{len(missing)} {are} missing: {joined(list(sections))}."
