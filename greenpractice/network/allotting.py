"""Which returns and quarters of each practice stand in a group: allotted by their own period, one by one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.carbon.year_of_returns import YearOfReturns, covers_its_year
from greenpractice.facts.directory import Directory
from greenpractice.network.groups import Group
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.sections.inhalers import SECTION as INHALERS


@dataclass(frozen=True, slots=True)
class Share:
    """What of a practice's period stands in a group.

    `quarters` are those that belong to the group, each with whether a return that was sent covers it.
    `made_of` is its year, of which what belongs to the group is looked at; None for a quarter.
    """

    returns: tuple[ReturnDocument, ...]
    quarters: Mapping[Period, bool]
    made_of: YearOfReturns | None

    @property
    def held(self) -> QuartersHeld:
        """How many of its quarters a return covers."""
        return QuartersHeld(sum(self.quarters.values()), len(self.quarters))

    @property
    def parts(self) -> tuple[ReturnDocument, ...]:
        """The returns that make its figures, each without what the year takes from another."""
        return self.returns if self.made_of is None else tuple(self.made_of.parts)

    @property
    def is_whole_year(self) -> bool:
        """True where all four quarters of a year are in the group and in its figures."""
        return sum(self.quarters.values()) == 4


def shares(
    group: Group,
    period: Period,
    documents: Mapping[str, Iterable[ReturnDocument]],
    directory: Directory,
    known: Collection[str],
) -> dict[str, Share]:
    """Of each practice with a quarter or a return in the group, in the order of their codes.

    `documents` are all returns that count, by practice, wherever they stand. `known` are unlisted practices
    of whom returns are expected in the group; once the Lead said where one stands, in the quarters of which
    that holds.
    """
    listed = (practice.ods_code for practice in directory.practices)
    corrected, found = set(directory.corrected_codes), {}
    for code in sorted({*listed, *corrected, *documents, *known, *group.added}):
        by_file = code in known and code not in corrected
        share = _share(group, code, period, documents.get(code, ()), directory, by_file)
        if share.returns or share.quarters:
            found[code] = share
    return found


def year_of(period: Period, documents: Iterable[ReturnDocument]) -> YearOfReturns:
    """A practice's year out of all its returns that count.

    Inhalers that it sent for the whole year go before what others publish of its quarters.
    """
    mine = [each for each in documents if each.period.whole_year == period]
    if any(each.period.is_year and each.rows(INHALERS.key) for each in mine):
        mine = [each for each in mine if not is_published_only(each)]
    return YearOfReturns.of(period, mine)


def _share(
    group: Group,
    code: str,
    period: Period,
    documents: Iterable[ReturnDocument],
    directory: Directory,
    is_expected: bool,
) -> Share:
    made_of = year_of(period, documents) if period.is_year else None
    annual = made_of.annual if made_of else None
    of_quarters = made_of.quarters if made_of else [each for each in documents if each.period == period]
    sent = {each.period: each for each in of_quarters}
    returns = [each for each in sent.values() if group.holds_return(directory, each)]
    annual_inside = annual is not None and group.holds_return(directory, annual)
    if annual is not None and annual_inside:
        returns.append(annual)
    was_open = directory.quarters_open(code, period)
    quarters: dict[Period, bool] = {}
    for quarter in period.made_of:
        if quarter in sent:
            inside, covered = sent[quarter] in returns, not is_published_only(sent[quarter])
        elif annual is not None and (quarter in was_open or not was_open):
            inside, covered = annual_inside, covers_its_year(annual)
        else:
            inside, covered = is_expected or group.expects(directory, code, quarter), False
        if inside:
            quarters[quarter] = covered
    if made_of is not None:
        made_of = made_of.within({*quarters, *(each.period for each in returns)})
    return Share(tuple(returns), quarters, made_of)
