"""A network's period: the practices that sent, those that did not, and every pooled figure with its reach."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.chasing_together import GoodTogether, good_together
from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.gaps import Gap, gaps_of, gaps_of_year
from greenpractice.carbon.like_for_like import Alike, alike, by_period, naming_left_out, whole_of_both
from greenpractice.carbon.merged_practices import with_merged, with_those_merged
from greenpractice.carbon.part import Part
from greenpractice.carbon.part_years import QuartersHeld, quarters_covered
from greenpractice.carbon.periods_compared import apart
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.carbon.year_of_returns import covers_its_year
from greenpractice.facts.directory import Directory, Stretch
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence, evidence_of, evidence_of_made, indicators_of
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.network.allotting import Share, shares, year_of
from greenpractice.network.groups import Group
from greenpractice.network.pooling import Change, Coverage, PooledFootprint, pooled
from greenpractice.network.states import Question
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.store import ReturnKey


class Network:
    """A group of practices in a quarter or year, from the returns that count.

    `documents` are all returns that count, of any period and any practice: what a year takes from which of
    them (rule 18) is decided for the practice, and only then is each allotted to the group or to another.
    Those of a year before make the comparison. `known` are unlisted practices that the store says belong to
    the group. `questions` are what the Lead is asked of returns that wait for a word, and `names` what those
    call a practice that is in no list. `beside` say whom to ask, and when a practice last sent. `to_add` are
    those of whom prescribing was imported that counts only once the Lead adds them. `imported` is all
    published prescribing here, also where a return was sent and counts.
    """

    def __init__(
        self,
        group: Group,
        period: Period,
        documents: Iterable[ReturnDocument],
        directory: Directory,
        calculator: Calculator,
        known: Iterable[str] = (),
        questions: Mapping[ReturnKey, Sequence[Question]] | None = None,
        names: Mapping[str, str] | None = None,
        beside: Iterable[ReturnDocument] = (),
        to_add: Iterable[str] = (),
        imported: Mapping[ReturnKey, ReturnDocument] | None = None,
    ) -> None:
        self.group = group
        self.period = period
        self.directory = directory
        self.calculator = calculator
        self._known = frozenset(known)
        self.questions = dict(questions or {})
        self._names = dict(names or {})
        self.beside = tuple(beside)
        self.to_add = tuple(to_add)
        self.imported = dict(imported or {})
        self._documents: dict[str, list[ReturnDocument]] = {}
        for document in documents:
            self._documents.setdefault(document.ods_code, []).append(document)

    @cached_property
    def shares(self) -> dict[str, Share]:
        """What of each practice's period stands in the group, for everyone who belongs to it."""
        return shares(self.group, self.period, self._documents, self.directory, self._known)

    @cached_property
    def returns(self) -> dict[str, Sequence[ReturnDocument]]:
        """The returns of the period by practice: one for a quarter, up to five for a year."""
        return {code: share.returns for code, share in self.shares.items() if share.returns}

    @property
    def counted(self) -> list[str]:
        """The practices in the totals: with a return that counts, or published prescribing."""
        return list(self.returns)

    @cached_property
    def published(self) -> list[str]:
        """Those of them that sent nothing: all that is here of them is published prescribing."""
        return [code for code, found in self.returns.items() if all(map(is_published_only, found))]

    @property
    def sent(self) -> list[str]:
        """The practices that sent a return which counts."""
        return [code for code in self.returns if code not in self.published]

    @property
    def received(self) -> list[str]:
        """Those whose period is complete: of a year every quarter in which they were open."""
        return [code for code in self.sent if self.quarters_of(code).whole]

    @property
    def so_far(self) -> list[str]:
        """Those with some quarters of a year and not all."""
        return [code for code in self.sent if not self.quarters_of(code).whole]

    def sent_of(self, code: str) -> list[ReturnDocument]:
        """What a member sent of the period."""
        return [each for each in self.returns.get(code, ()) if not is_published_only(each)]

    def filled_quarters(self, code: str) -> list[Period]:
        """The quarters of the period of a member that only published prescribing fills."""
        return [each.period for each in self.returns.get(code, ()) if is_published_only(each)]

    def questions_of(self, code: str) -> dict[Period, Sequence[Question]]:
        """What the Lead is asked of returns of a practice, by their periods."""
        return {key.period: each for key, each in self.questions.items() if key.ods_code == code}

    def quarters_of(self, code: str) -> QuartersHeld:
        """How many quarters of the period a member sent, of those in which it was open and in the group."""
        share = self.shares.get(code)
        return share.held if share else QuartersHeld(0, 0)

    def sent_whole_year(self, code: str) -> bool:
        """True in the view of a quarter where a member sent a return of the year in which it lies."""
        return any(map(self.is_of_whole_year, self._in_counts(code)))

    def is_of_whole_year(self, document: ReturnDocument) -> bool:
        """True of a return with figures of the whole year in which a quarter in view lies."""
        year = None if self.period.is_year else self.period.whole_year
        return document.period == year and covers_its_year(document)

    def quarters_outside(self, code: str) -> list[Period]:
        """The quarters of a year in which a member was not in the group, by no word of the Lead's."""
        inside = self.shares[code].quarters
        outside = (quarter for quarter in self.period.made_of if quarter not in inside)
        return [quarter for quarter in outside if not self.directory.is_left_out(code, quarter)]

    @cached_property
    def coverage(self) -> Coverage:
        """How far the figures reach, in practices and in quarters of practices."""
        each = [self.quarters_of(code) for code in self.members]
        return Coverage(len(self.sent), len(each), sum(one.held for one in each), sum(one.of for one in each))

    @property
    def quarters(self) -> QuartersHeld:
        """The quarters of all practices together, and those that are there."""
        return QuartersHeld(self.coverage.quarters, self.coverage.of_quarters)

    @cached_property
    def gaps(self) -> dict[str, tuple[Gap, ...]]:
        """What the returns of each practice leave open."""
        return {code: self._gaps(self.shares[code], self._documents[code]) for code in self.counted}

    def _gaps(self, share: Share, known: Sequence[ReturnDocument]) -> tuple[Gap, ...]:
        if share.made_of is not None:
            return gaps_of_year(share.made_of, self.calculator, known)
        return gaps_of(self.period, share.returns, self.calculator, known)

    @property
    def members(self) -> list[str]:
        """Everyone of whom a quarter belongs to the group, and who sent or is known beside them."""
        return list(self.shares)

    @cached_property
    def left_out(self) -> dict[str, tuple[Stretch, ...]]:
        """The practices that would be in the group and that the Lead left out, each with when that was.

        Of a year also those that were left out of some of its quarters.
        """
        codes = self.directory.corrected_codes
        out = {code: self.directory.left_out_in(code, self.period) for code in codes}
        if not any(out.values()):
            return {}
        without = self.directory.corrected(())
        there = shares(self.group, self.period, self._documents, without, self._known)
        return {code: when for code, when in out.items() if when and code in there}

    @property
    def missing(self) -> list[str]:
        """The members who sent no return that counts: what is published takes nobody off this list."""
        sent = set(self.sent)
        return [code for code in self.members if code not in sent]

    @property
    def in_no_total(self) -> list[str]:
        """The members of whom nothing is in the totals, neither sent nor published."""
        return [code for code in self.members if code not in self.returns]

    @cached_property
    def footprints(self) -> dict[str, Footprint]:
        """The footprint of each practice in the totals."""
        return {code: self._footprint(self.shares[code]) for code in self.counted}

    def _footprint(self, share: Share) -> Footprint:
        if share.made_of is not None:
            return self.calculator.of_made(share.made_of)
        return self.calculator.of_return(share.returns[0])

    @cached_property
    def good(self) -> dict[str, HowGood]:
        """How good the figures of each of them are, and what to chase next."""
        return {code: self._good(code, self.shares[code]) for code in self.counted}

    @cached_property
    def together(self) -> GoodTogether:
        """The same of all of them."""
        return good_together(self.good)

    def _good(self, code: str, share: Share) -> HowGood:
        parts = self._parts(share.parts) if share.made_of else [Part(share.returns[0], self.footprints[code])]
        return how_good(self.period, parts, self._in_counts(code), self.calculator)

    @cached_property
    def footprint(self) -> PooledFootprint:
        """The pooled footprint of those that sent."""
        return pooled(self.footprints, self.period, self.of_whole_period)

    @property
    def of_whole_period(self) -> list[str]:
        """Those whose carbon is of the whole period: who is divided by patients (rule 19).

        Of a year that is all four quarters in the group, as fewer would seem low beside the patients.
        """
        return [code for code in self.counted if not self.period.is_year or self.shares[code].is_whole_year]

    def per_1000_of(self, code: str) -> Decimal | None:
        """A practice's carbon for 1,000 patients; None where it is of part of a year, and would seem low."""
        return self.footprints[code].per_1000_patients if code in self.of_whole_period else None

    @cached_property
    def alike(self) -> dict[str, Alike]:
        """Each practice with the same quarter and section in the year before."""
        return self.alike_with(self.period.year_before)

    def alike_with(self, before: Period) -> dict[str, Alike]:
        """Each with the same sections of an earlier period, wherever it stood: in part beside no more."""
        found, by = {}, apart(before, self.period)
        for code in self.counted:
            now = self._parts(self.shares[code].parts)
            own = self._parts_of(code, before)
            then, today = whole_of_both(own, now, by)
            merged = {
                said: whole_of_both(self._parts_of(said.ods_code, before), now, by)[0]
                for said in self.directory.merged_into(code)
            }
            compared = alike(with_merged(then, merged, by), today, by)
            if compared is not None and compared.quarters & self.shares[code].quarters.keys():
                found[code] = naming_left_out(compared, by_period(own), by_period(now))
        return found

    def _parts_of(self, code: str, period: Period) -> list[Part]:
        """What makes a practice's figures of any period, wherever it stood."""
        there = self._in_counts(code)
        inside = [each for each in there if each.period == period]
        return self._parts(year_of(period, there).parts if period.is_year else inside)

    def _in_counts(self, code: str) -> list[ReturnDocument]:
        """A practice's returns but what the Lead left out: that is in no count, comparison or trend."""
        sent = self._documents.get(code, ())
        return [each for each in sent if not self.directory.is_left_out(code, each.period)]

    def _parts(self, documents: Iterable[ReturnDocument]) -> list[Part]:
        return [Part(each, self.calculator.of_return(each)) for each in documents]

    @property
    def comparisons(self) -> dict[str, Comparison]:
        """The changes of each of them."""
        return {code: found.comparison for code, found in self.alike.items()}

    @cached_property
    def _compared(self) -> list[bool]:
        """Of each of the group's practice-quarters that is compared, whether it was sent."""
        return [
            was_sent
            for code, found in self.alike.items()
            for quarter, was_sent in self.shares[code].quarters.items()
            if quarter in found.quarters
        ]

    @property
    def compared(self) -> QuartersHeld:
        """How many of those that were sent are compared: never more than are said to be here."""
        return QuartersHeld(sum(self._compared), self.quarters.of)

    @cached_property
    def change(self) -> Change | None:
        """kg a year before and now, of what both have; None without any."""
        if not self.alike:
            return None
        with exact():
            then = sum((part.then for part in self.comparisons.values()), Decimal(0))
            now = sum((part.now for part in self.comparisons.values()), Decimal(0))
        same = all(part.is_same_use for part in self.comparisons.values())
        return Change(then, now, same, len(self.alike), self.compared, self._compared.count(False))

    def whole_earlier(self, period: Period) -> dict[str, Footprint]:
        """The footprints of another period of those that have the whole of it and of this one."""
        found = {}
        for code in self.of_whole_period:
            of = [each for each in self._in_counts(code) if each.period in (period, *period.made_of)]
            if len(quarters_covered(period, of)) == len(period.made_of):
                year = period.is_year
                found[code] = (
                    self.calculator.of_year(period, of) if year else self.calculator.of_return(of[0])
                )
        return found

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """What each practice's returns say for the indicators."""
        inhalers = load_inhalers()
        return {code: self._evidence(self.shares[code], inhalers) for code in self.counted}

    def _evidence(self, share: Share, inhalers: Inhalers) -> Evidence:
        if share.made_of is not None:
            return evidence_of_made(share.made_of, inhalers)
        return evidence_of(share.returns[0], inhalers)

    @cached_property
    def indicators(self) -> list[Result]:
        """Each indicator, pooled: numerators and denominators summed."""
        return indicators_of(self.evidence, self.period, load_inhalers())

    @cached_property
    def indicators_of_each(self) -> dict[str, list[Result]]:
        """Those of each practice."""
        inhalers = load_inhalers()
        return {
            code: indicators_of({code: found}, self.period, inhalers) for code, found in self.evidence.items()
        }

    @cached_property
    def watched(self) -> list[Watched]:
        """The measures without thresholds, pooled likewise."""
        return watched_of(self.evidence, load_inhalers())

    @cached_property
    def watched_of_each(self) -> dict[str, list[Watched]]:
        """Those of each practice."""
        inhalers = load_inhalers()
        return {code: watched_of({code: found}, inhalers) for code, found in self.evidence.items()}

    @property
    def with_history(self) -> list[str]:
        """The members, and who was merged into one of them."""
        return with_those_merged(self.members, self.directory, self.period)

    @cached_property
    def history(self) -> dict[str, list[ReturnDocument]]:
        """Every return here of each of them but what was left out, up to the period, wherever it was then."""
        last = self.period.last_day
        return {
            code: [each for each in self._in_counts(code) if each.period.last_day <= last]
            for code in self.with_history
        }

    def last_period(self, code: str) -> Period | None:
        """Of which period up to this one a practice's latest return here is, of whichever year."""
        beside = (each for each in self.beside if each.ods_code == code)
        known = [each for each in beside if not self.directory.is_left_out(code, each.period)]
        periods = {each.period for each in (*self.history.get(code, ()), *known)}
        until = (each for each in periods if each.last_day <= self.period.last_day)
        return max(until, key=lambda each: (each.last_day, each.is_year), default=None)

    def name(self, code: str) -> str:
        """A practice's name: of the list, else of a return here, else of one that waits, else its code."""
        listed = self.directory.practice(code)
        if listed is not None:
            return listed.name
        found = self.returns.get(code) or self._documents.get(code, ())
        newest = max(found, key=lambda each: each.period).name if found else None
        return newest or self._names.get(code, code)

    def contact(self, code: str) -> Contact | None:
        """Whom the practice's newest return here names."""
        since = self.period.year - 1  # a report knows every year, and asks the same person as other pages
        mine = [each for each in self._documents.get(code, ()) if each.period.year >= since]
        known = (*mine, *(each for each in self.beside if each.ods_code == code))
        found = [each for each in known if each.contact is not None]
        return max(found, key=lambda each: each.period).contact if found else None

    @cached_property
    def patients_reached(self) -> tuple[Decimal, Decimal] | None:
        """Patients of the quarters that were sent and of all that are expected, by the shipped list sizes.

        So of a year a practice with one quarter of four reaches a quarter of its patients. It is for saying
        how far the figures reach and nothing else; None where a member has no list size.
        """
        reached, every = Decimal(0), Decimal(0)
        with exact():
            for code in self.members:
                size, held = self.directory.list_size(code), self.quarters_of(code)
                if size is None:
                    return None
                reached += size.patients * held.held
                every += size.patients * held.of
        return reached, every
