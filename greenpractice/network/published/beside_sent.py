"""Published prescribing beside what practices sent of inhalers, quarter by quarter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import co2e_words
from greenpractice.carbon.gaps import imported_months
from greenpractice.cells import InWords
from greenpractice.network.network import Network
from greenpractice.numbers import NO_DATA, exact, show_in_kg, show_inhalers
from greenpractice.periods import Period
from greenpractice.phrases import counted, joined, months_together
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.inhalers import SECTION
from greenpractice.store import ReturnKey

TITLES = (
    "Practice", "Inhalers\npublished", "Inhalers\nsent", "Difference", "kg CO₂e\npublished", "kg CO₂e\nsent",
    "Difference\nin kg CO₂e", "Remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """Inhalers and their kg; kg of those that have a factor."""

    inhalers: Decimal
    kg: Decimal


@dataclass(frozen=True, slots=True)
class PublishedBeside:
    """Of a practice and quarter (or of a year that was sent as a whole) what is published and what was sent.

    `months` are those that are published. `is_theirs` says that all that was sent is published data itself,
    `says_packs` that it says which of two packs of a product they get, which published data never does.
    """

    practice: str
    name: str
    period: Period
    months: tuple[str, ...]
    published: Amount | None
    sent: Amount | None
    is_theirs: bool = False
    says_packs: bool = False

    @property
    def is_compared(self) -> bool:
        """True where both are of the whole time."""
        return self.sent is not None and self.published is not None and not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The months that are not published yet, or not here."""
        return tuple(month for month in self.period.months if month not in self.months)

    @property
    def difference(self) -> Amount | None:
        """Sent less published; None unless both are of the whole time."""
        if self.sent is None or self.published is None or self.missing:
            return None
        with exact():
            return Amount(self.sent.inhalers - self.published.inhalers, self.sent.kg - self.published.kg)

    @property
    def remark(self) -> str:
        """Why nothing is compared, or that both are the same data; "" where there is nothing to say."""
        if self.published is None:
            return "Nothing published is here"
        said = [f"{months_together(self.missing)} not published here yet"] if self.missing else []
        if self.sent is None:
            said.append("no inhalers sent")
        elif self.is_theirs:
            said.append("sent from published data")
        if self.says_packs and self.difference is not None and self.difference.kg:
            said.append("says which packs they get")
        return joined(said)[:1].upper() + joined(said)[1:]

    def texts(self, of: Period) -> tuple[str, ...]:
        """The row in words, under `TITLES`, where this period is in view."""
        gap, mine, theirs = self.difference, self.sent, self.published
        name = self.name if self.period == of else f"{self.name}, {self.period.words}"
        return (
            InWords(name, f"{self.name}, {self.period.id}"),
            NO_DATA if theirs is None else InWords(show_inhalers(theirs.inhalers), theirs.inhalers),
            NO_DATA if mine is None else InWords(show_inhalers(mine.inhalers), mine.inhalers),
            "–" if gap is None else _signed(gap.inhalers, show_inhalers(abs(gap.inhalers))),
            NO_DATA if theirs is None else InWords(show_in_kg(theirs.kg), theirs.kg),
            NO_DATA if mine is None else InWords(show_in_kg(mine.kg), mine.kg),
            "–" if gap is None else _signed(gap.kg, show_in_kg(abs(gap.kg))),
            self.remark,
        )


def published_beside(network: Network) -> list[PublishedBeside]:
    """A row for each practice and quarter of the period of which prescribing is published here."""
    found: list[PublishedBeside] = []
    for code in network.members:
        rows = list(_rows(network, code))
        if any(each.published is not None for each in rows):
            found += rows
    return found


def compared_in_sum(rows: Iterable[PublishedBeside]) -> tuple[int, Amount, Amount] | None:
    """How many of the rows are compared, and all they have, published and sent; None without any."""
    compared = [each for each in rows if each.is_compared]
    if not compared:
        return None
    return len(compared), _sum(each.published for each in compared), _sum(each.sent for each in compared)


def beside_words(network: Network, rows: Sequence[PublishedBeside]) -> str:
    """How far sent and published figures are from each other, in a sentence."""
    if not rows:
        return (
            f"No published prescribing of {network.group.name} for {network.period.words} is here. Open a "
            "starter file, and its figures stand here beside what practices sent."
        )
    found = compared_in_sum(rows)
    if found is None:
        return (
            "Nothing can be compared yet: no practice has sent a quarter of which all months are published."
        )
    count, published, sent = found
    with exact():
        gap = sent.kg - published.kg
    more = "the same as" if not gap else f"{co2e_words(abs(gap))} {'more' if gap > 0 else 'less'} than"
    return (
        f"In {counted(count, 'return')} with both, {co2e_words(sent.kg)} of inhalers were sent, {more} the "
        f"{co2e_words(published.kg)} published."
    )


def _rows(network: Network, code: str) -> Iterator[PublishedBeside]:
    sent = {each.period: each for each in network.sent_of(code)}
    annual = next((each for period, each in sent.items() if period.is_year and each.rows(SECTION.key)), None)
    if annual is not None and not any(
        each.rows(SECTION.key) for period, each in sent.items() if not period.is_year
    ):
        parts = [network.imported.get(ReturnKey(code, quarter)) for quarter in annual.period.quarters]
        yield _row(network, code, annual.period, [each for each in parts if each is not None], annual)
        return
    for quarter in network.period.made_of:
        published = network.imported.get(ReturnKey(code, quarter))
        yield _row(network, code, quarter, [] if published is None else [published], sent.get(quarter))


def _row(
    network: Network,
    code: str,
    period: Period,
    published: Sequence[ReturnDocument],
    sent: ReturnDocument | None,
) -> PublishedBeside:
    months = {month for each in published for held in imported_months(each).values() for month in held}
    given = sent is not None and bool(sent.rows(SECTION.key))
    return PublishedBeside(
        code, network.name(code), period, tuple(sorted(months)),
        _sum([_amount(network, each) for each in published]) if published else None,
        _amount(network, sent) if sent is not None and given else None,
        sent is not None and given and _is_published_data(sent),
        sent is not None and any("propellant" in row for row in sent.rows(SECTION.key)),
    )  # fmt: skip


def _amount(network: Network, document: ReturnDocument) -> Amount:
    spec = SECTION.fields["inhalers"]
    values = [spec.value(row["inhalers"]) for row in document.rows(SECTION.key) if "inhalers" in row]
    with exact():
        inhalers = sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
        lines = network.calculator.of_return(document).lines
        kg = sum((line.kg for line in lines if line.section == SECTION.key), Decimal(0))
    return Amount(inhalers, kg)


def _is_published_data(document: ReturnDocument) -> bool:
    rows = {
        flag.row
        for flag in document.flags
        if flag.section == SECTION.key and flag.field is None and flag.source is not None
    }
    return rows == set(range(len(document.rows(SECTION.key))))


def _sum(amounts: Iterable[Amount | None]) -> Amount:
    known = [each for each in amounts if each is not None]
    with exact():
        return Amount(
            sum((each.inhalers for each in known), Decimal(0)), sum((each.kg for each in known), Decimal(0))
        )


def _signed(number: Decimal, shown: str) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return InWords(f"{sign}{shown}", number)
