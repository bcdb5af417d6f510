"""What RESP-01 and RESP-02 share: a count of patients from a search, of the asthma register."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from greenpractice.carbon.footprint import Rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.base import BY_REVIEW, Declared, Pair, is_given
from greenpractice.indicators.facts import Of
from greenpractice.phrases import lower_first
from greenpractice.sections.asthma_care import SECTION
from greenpractice.sections.base import Context

_REGISTER = "asthma_register"


class PatientShare(Declared[Pair]):
    """`count` is the field of asthma care that its search gives."""

    section = "asthma_care"
    caveat = BY_REVIEW
    counted_as = "of asthma patients"
    count: ClassVar[str]

    def evidence(self, rows: Rows, context: Context) -> Pair | None:
        """Both counts, or no data."""
        care = rows.get("asthma_care", ())
        if not care:
            return None
        found, register = getattr(care[0].values, self.count), getattr(care[0].values, _REGISTER)
        return None if found is None or register is None else (found, register)

    def why_none(self, entered: Sequence[Any]) -> str:
        """A register of 0, or the count that lacks beside the other, in the latest quarter with any."""
        for care in reversed(entered):
            found, register = getattr(care, self.count), getattr(care, _REGISTER)
            if register == 0:
                return "The asthma register entered is 0, so there is nothing to take a share of."
            if found is not None:
                return f"Enter the {_label(_REGISTER)} too: one of the two counts is there."
            if register is not None:
                return f"Enter the {_label(self.count)} too: the register is there."
        return ""

    def of_year(self, parts: Sequence[Pair]) -> Pair | None:
        """The latest quarter with data, as each search looks back 12 months; a register of 0 is no data."""
        latest = self.counted(parts)
        return parts[latest[0]] if latest else None

    def counted(self, parts: Sequence[Pair]) -> Sequence[int]:
        """That one alone."""
        return [place for place, pair in enumerate(parts) if is_given(pair)][-1:]

    def pairs(
        self, practices: Mapping[str, Pair | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """As they are."""
        return dict(practices), "patients"

    def titles(self, basis: Of) -> tuple[str, str, str]:
        """Counts, and nothing multiplied."""
        return ("Count", "", "Patients")

    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """The figures of the latest return that has both counts."""
        fields = (self.count, _REGISTER)
        steps: tuple[Step, ...] = ()
        for part in parts:
            figures = figures_of(part, self.section, 0, fields)
            searched = f"Searched for {part.period.words}"
            made = [Step(*_count(figure.words), searched, (figure,)) for figure in figures]
            if len(figures) == len(fields) or not steps:
                steps = tuple(made)
        return steps


def _label(field: str) -> str:
    return lower_first(SECTION.fields[field].label)


def _count(words: str) -> tuple[str, str, str]:
    label, _, number = words.partition(": ")
    return label, "", number
