"""What became of each return between two versions of a network's report, by what truly happened to it."""

from collections.abc import Iterator, Sequence

from greenpractice.network.network import Network
from greenpractice.network.stored import StoredReturns
from greenpractice.periods import Period
from greenpractice.reports_kept import Counted, CountedReturn, NetworkReport
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.store import ReceivedReturn


def counted_return(document: ReturnDocument) -> CountedReturn:
    """What a report keeps of a return that counts in it."""
    return CountedReturn(document.period, document.revision, document.figures.hex()[:16])


class Moves:
    """The returns of a report made now beside those of one made before.

    `stored` is what the store holds: when each came, and what the Lead said of it.
    """

    def __init__(self, earlier: NetworkReport, network: Network, stored: StoredReturns) -> None:
        self._earlier = earlier
        self._network = network
        self._stored = stored

    def of_practice(self, code: str, then: Counted | None, now: Counted | None) -> list[str]:
        """What became of the returns of one practice; at least one sentence."""
        old = {each.period: each for each in then.returns} if then else {}
        new = {each.period: each for each in now.returns} if now else {}
        came = {period: self._came(code, new[period]) for period in sorted(new.keys() - old.keys())}
        went = {period: self._went(code, old[period]) for period in sorted(old.keys() - new.keys())}
        if not (then and now) and len({*came.values(), *went.values()}) == 1:
            return [next(iter({**came, **went}.values())).removeprefix("was ")]
        said = {period: f"{period.words} {words}" for period, words in {**came, **went}.items()}
        for period in old.keys() & new.keys():
            if old[period] != new[period]:
                said[period] = self._replaced(code, period, old[period], new[period])
        return [said[period] for period in sorted(said)] or ["worked out anew with other facts"]

    def _came(self, code: str, new: CountedReturn) -> str:
        """Why a return counts that did not before."""
        received = self._received(code, new)
        first = min((each.at.replace(microsecond=0) for each in received), default=None)
        if first is None and not self._is_recorded(code, new):
            return "was sent since"  # just now, and it cannot be kept
        if first is not None and first > self._earlier.at:
            return "was sent since"
        shown, name = self._earlier.shown, self._network.name(code)
        if any(line.startswith(f"{name} (") for line in shown.get("left out", ())):
            return "was let in again"
        if shown and not any(line.endswith(f"({code})") for line in shown.get("practices", ())):
            return "was taken in since"
        if any(map(is_published_only, self._recorded(code, new))):
            return "was filled from published prescribing since"
        return self._by_the_lead(code, received) or "counts since"

    def _by_the_lead(self, code: str, received: Sequence[ReceivedReturn]) -> str:
        """That the Lead chose or accepted a return that was here before; "" where neither."""
        if any(each.chosen for each in received):
            return "was chosen since"
        keys = self._stored.keys
        accepted = any(keys.standing(code, each.verdict, each) == "accepted" for each in received)
        return "was accepted since" if accepted else ""

    def _went(self, code: str, old: CountedReturn) -> str:
        """Why a return counts no longer."""
        network, received = self._network, self._received(code, old)
        if network.directory.is_left_out(code, old.period):
            return "was left out by the Lead"
        if _is_rejected(received):
            return "was rejected by the Lead"
        if old.period in network.questions_of(code):
            return "waits for the Lead's word"
        documents = [*(each.document for each in received), *self._recorded(code, old)]
        if documents and not any(network.group.holds_return(network.directory, each) for each in documents):
            return "stands elsewhere now"
        return "no longer counts"

    def _replaced(self, code: str, period: Period, old: CountedReturn, new: CountedReturn) -> str:
        received = self._received(code, new)
        if old.revision == new.revision:
            which, before = f"another file of version {new.revision}", "the one before"
        else:
            which, before = _version(new), _version(old)
        if _is_rejected(self._received(code, old)):
            return f"{which} for {period.words} counts, as {before} was rejected"
        how = self._by_the_lead(code, received).removesuffix(" since")
        if old.revision == new.revision:
            return f"{which} for {period.words} {how or 'counts'}"
        return f"{which} took the place of {before} for {period.words}" + (f", as it {how}" if how else "")

    def _received(self, code: str, counted: CountedReturn) -> list[ReceivedReturn]:
        """Each time that a return came."""
        return [
            each
            for each in self._stored.received
            if each.document.ods_code == code and counted_return(each.document) == counted
        ]

    def _recorded(self, code: str, counted: CountedReturn) -> Iterator[ReturnDocument]:
        for each in self._stored.recorded:
            if each.ods_code == code and counted_return(each) == counted:
                yield each

    def _is_recorded(self, code: str, counted: CountedReturn) -> bool:
        return any(True for _ in self._recorded(code, counted))


def _version(counted: CountedReturn) -> str:
    """`version 2`; what has no number nobody sent, as published prescribing."""
    return f"version {counted.revision}" if counted.revision else "figures that were not sent"


def _is_rejected(received: Sequence[ReceivedReturn]) -> bool:
    return bool(received) and all(each.rejected for each in received)
