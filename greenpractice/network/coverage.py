"""How far a network's figures reach, in words that stand beside every total."""

from collections.abc import Iterable, Sequence

from greenpractice.carbon.carbon_words import NO_CHANGE, change_words
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.network.network import Network
from greenpractice.network.pooling import Change
from greenpractice.network.states import QUESTION_WORDS, FileState, Read
from greenpractice.numbers import show_percent
from greenpractice.periods import day_words
from greenpractice.phrases import counted, first_upper, joined, lower_first, number_word, subtitle

TOO_FEW = "Too few to say"
COMPLETE, MISSING = "Complete", "Missing"
PUBLISHED = "Published, not sent"
_MOST_NAMED = 8
WAITS = "Waits"  # for the Lead's word, where a cell has no room for more


def names_of(network: Network, codes: Sequence[str], none: str = "nobody", most: int = _MOST_NAMED) -> str:
    """The practices by name; more than `most` are counted."""
    if len(codes) > most:
        return counted(len(codes), "practice")
    return joined([network.name(code) for code in codes]) or none


def coverage_words(network: Network) -> str:
    """`4 of 6 practices, 78% of patients by list size`, where every member has a list size.

    Of a year it says how many quarters of practices there are: `2 of 8 practices, 5 of 32 quarters so far`.
    """
    reach = network.coverage
    words = f"{reach.practices} of {reach.of_practices} practices"
    if network.period.is_year:
        words += f", {quarters_words(network)}"
    reached = network.patients_reached
    if reached is None or not reached[1]:
        return words
    return f"{words}, {show_percent(*reached)} of patients by list size"


def quarters_words(network: Network) -> str:
    """`5 of 32 practice-quarters so far`; of a quarter nothing, as the practices say it."""
    if not network.period.is_year:
        return ""
    reach = network.coverage
    return f"{reach.quarters} of {reach.of_quarters} practice-quarters{'' if reach.whole else ' so far'}"


def came_words(network: Network, code: str, files: Iterable[FileState]) -> str:
    """What came of a practice: of a year `Complete`, `1 of 4 quarters so far` or `Missing`.

    What came and waits for the Lead's word is not missing, and a quarter that is not the group's is neither.
    Of one that is missing it is said where the whole year came.
    """
    whole_year, outside = whole_year_words(network, code, files), outside_words(network, code)
    return ", ".join(filter(None, (_came_words(network, code), whole_year, outside)))


def _came_words(network: Network, code: str) -> str:
    if code in network.missing:
        is_published = code in network.published
        return waiting_words(network, code) or (PUBLISHED if is_published else MISSING)
    if not network.period.is_year:
        return "Received"
    held = network.quarters_of(code)
    return COMPLETE if held.whole else _so_far(held)


def waiting_words(network: Network, code: str) -> str:
    """What the Lead is asked of returns of a practice, whenever they came; "" if that is nothing."""
    asked = network.questions_of(code).values()
    return next((told for each, told in QUESTION_WORDS.items() if any(each in some for some in asked)), "")


def whole_year_words(network: Network, code: str, came: Iterable[FileState]) -> str:
    """`the whole year came (April 2025 to March 2026)`, where a quarter has no return of its own.

    Also of a file that `came` with the practice's year and is kept once that year is collated; not of one
    that would wait there, as anybody can have sent it.
    """
    of_other = (
        each.arrival.found
        for each in came
        if (each.practice, each.status) == (code, "other_quarter") and not each.waits
    )
    documents = (found.document for found in of_other if isinstance(found, Read))
    is_here = network.sent_whole_year(code) or any(map(network.is_of_whole_year, documents))
    is_told = is_here and code in network.missing
    return f"the whole year came ({network.period.whole_year.words})" if is_told else ""


def outside_words(network: Network, code: str) -> str:
    """`not in the network for April to June 2026`, of a year in which the group has not all of a practice.

    Of quarters in which it was not open it is that: `closed on 30 June 2025`, `opened on 1 October 2025`.
    """
    practice, outside = network.directory.practice(code), network.quarters_outside(code)
    told = []
    if practice is not None:
        later = [quarter for quarter in outside if quarter.last_day < practice.opened]
        after = [quarter for quarter in outside if practice.had_closed(quarter)]
        outside = [quarter for quarter in outside if quarter not in (*later, *after)]
        told += [f"opened on {day_words(practice.opened)}"] if later else []
        told += [f"closed on {day_words(practice.closed)}"] if after and practice.closed else []
    if outside:
        told.append(f"not in the network for {joined([quarter.words for quarter in outside])}")
    return ", ".join(told)


def version_words(network: Network, code: str) -> str:
    """Of a year how much of it is here: `whole year`, `1 of 4 quarters so far`, `all of 1 quarter`."""
    held = network.quarters_of(code)
    if not held.whole:
        return _so_far(held)
    return "whole year" if network.shares[code].is_whole_year else f"all of {counted(held.of, 'quarter')}"


def _so_far(held: QuartersHeld) -> str:
    return held.words or f"{held.held} of {held.of} quarter so far"


def named_with_quarters(network: Network, code: str) -> str:
    """A practice's name, and how much of the year stands behind its figures where it is not all."""
    return " · ".join(part for part in (network.name(code), reach_of(network, code)) if part)


def reach_of(network: Network, code: str) -> str:
    """What stands behind a practice's figures, where that is not all: `1 of 4 quarters so far`.

    Quarters that published prescribing fills are in its figures too: ` and 3 published, not sent`.
    """
    if code in network.published:
        return lower_first(PUBLISHED)
    filled = len(network.filled_quarters(code))
    return network.quarters_of(code).words + (f" and {filled} {lower_first(PUBLISHED)}" if filled else "")


def sent_words(network: Network) -> str:
    """How many came, a sentence: of a year `3 of 8 practices complete, 2 so far, 3 missing`."""
    members = counted(len(network.members), "practice")
    if not network.period.is_year:
        return f"{len(network.sent)} of {members} sent a return that counts"
    waiting = [code for code in network.missing if waiting_words(network, code)]
    published = [code for code in network.published if code not in waiting]
    missing = len(network.missing) - len(waiting) - len(published)
    others = (
        (len(network.so_far), "so far"), (missing, "missing"), (len(published), lower_first(PUBLISHED)),
        (len(waiting), "waiting for the Lead's word"),
    )  # fmt: skip
    told = (f"{count} {words}" for count, words in others if count)
    return ", ".join([f"{len(network.received)} of {members} complete", *told])


def period_so_far(network: Network) -> str:
    """`April 2025 to March 2026 so far`, where quarters of practices are missing from a year."""
    partly = network.period.is_year and not network.coverage.whole
    return f"{network.period.words} so far" if partly else network.period.words


def without_words(network: Network) -> str:
    """`, not including Delta Centre`, of whom only prescribing is there, whom the Lead left out.

    More than a few are counted, but for whom the Lead left out: grid and chase list name all. Of a year it is
    also who was in the network for a part of it, and for which not.
    """
    without = f", not including {names_of(network, network.in_no_total)}" if network.in_no_total else ""
    return "".join([without, published_words(network), _part_words(network), left_out_words(network)])


def _part_words(network: Network) -> str:
    codes = [code for code in network.members if network.quarters_outside(code)]
    if len(codes) > _MOST_NAMED:
        return f"; {names_of(network, codes)} in the network for a part of it"
    return "".join(f"; {network.name(code)} {outside_words(network, code)}" for code in codes)


def published_words(network: Network) -> str:
    """`; of Delta Centre published prescribing only, not sent`, and of whom in no total; else nothing.

    Of a year it is also of whom it fills quarters that they have not sent, beside those that they have.
    """
    codes, to_add = network.published, network.to_add
    only = f"; of {names_of(network, codes)} published prescribing only, not sent" if codes else ""
    partly = [code for code in network.sent if network.filled_quarters(code)]
    only += f"; of {names_of(network, partly)} published prescribing for quarters not sent" if partly else ""
    none = f"; published prescribing of {names_of(network, to_add)} in no total until added" if to_add else ""
    return f"{only}{none}"


def left_out_words(network: Network) -> str:
    """`; left out by the Lead: Delta Centre (from 1 April 2026)`; nothing without any."""
    told = left_out_lines(network)
    return f"; left out by the Lead: {joined(told)}" if told else ""


def left_out_lines(network: Network) -> list[str]:
    """`Delta Centre (from 1 July 2026 to 31 December 2026)`, each whom the Lead left out."""
    return [
        f"{network.name(code)} ({joined([each.words for each in when])})"
        for code, when in network.left_out.items()
    ]


def compared_words(network: Network) -> str:
    """`20 of 32 practice-quarters like for like`, of a quarter `4 of 6 practices`; nothing without any."""
    change = network.change
    if change is None:
        return ""
    of = "practice-quarters like for like" if network.period.is_year else "practices"
    words = _reach(change, of)
    return subtitle(words, factors_words(change) if change.is_headline else "")


def change_sentence(network: Network) -> str:
    """`No change against the same five quarters a year before (5 of 32 practice-quarters).`, or why not."""
    change = network.change
    if change is None:
        return "No practice has the same quarter of both years with a section that is whole in both."
    same, of = "quarter", "practices"
    if network.period.is_year:
        of = "practice-quarters"
        if change.in_both > 1:
            same = f"{number_word(change.in_both)} quarters"
    words = f"{_moved(change)} against the same {same} a year before ({_reach(change, of)})"
    return f"{words}; {factors_words(change)}." if factors_words(change) else f"{words}."


def factors_words(change: Change) -> str:
    """`new conversion factors alone make it 1% lower`, where nothing else moved and it shows."""
    moved = change_words(change.then, change.now)
    if not change.is_same_use or moved == NO_CHANGE:
        return ""
    return f"new conversion factors alone make it {moved}"


def change_headline(network: Network) -> str | None:
    """`4% lower`; TOO_FEW where it is of under half of the practice-quarters; None without any."""
    change = network.change
    if change is None:
        return None
    return _moved(change) if change.is_headline else TOO_FEW


def patients_words(network: Network) -> str:
    """Whom carbon for 1,000 patients is of: `2 of 8 practices, with all four quarters and patients`."""
    of = f"{len(network.footprint.with_patients)} of {counted(len(network.members), 'practice')}"
    return f"{of}, with all four quarters and patients" if network.period.is_year else f"{of}, with patients"


def _moved(change: Change) -> str:
    """What is said of the change: nothing moved where only factors did."""
    return first_upper(NO_CHANGE if change.is_same_use else change_words(change.then, change.now))


def _reach(change: Change, of: str) -> str:
    """`5 of 32 practice-quarters and 3 published, not sent`."""
    published = f" and {change.published} {lower_first(PUBLISHED)}" if change.published else ""
    return f"{change.quarters.held} of {change.quarters.of} {of}{published}"
