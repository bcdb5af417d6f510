"""Which of two returns was here first: by the order of receipt, else by where they came from."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.exchange.signing import SigningKey
from greenpractice.keys_kept import SeenKey
from greenpractice.network import deciding, lineage
from greenpractice.network.deciding import decide
from greenpractice.network.lineage import Candidate, alike_in_every_copy, came_before, follows
from greenpractice.network.stored import candidate_of
from greenpractice.network.trust import Keys
from greenpractice.returns.documents import Contact, ReturnDocument, digest_of
from greenpractice.returns.verdicts import Unsigned, kept_verdict
from greenpractice.store import ReceivedReturn
from tests.greenpractice.network.samples import (
    KEY,
    NOW,
    OTHER_KEY,
    a_return,
    arrival,
    judged,
    members,
    sealed,
    statuses,
    verdict,
)

A, B, C, D = members()
FORGER = SigningKey(Ed25519PrivateKey.from_private_bytes(b"\7" * 32))


def candidate(file: str, id: int = 0, days: int = 0) -> Candidate:
    """A file of now, or with an id a return received so many days later."""
    document = a_return(A)
    if not id:
        return Candidate(document, (file,), now=True)
    said = verdict(document, sealed(document)["seal"])
    received = ReceivedReturn(id, document, said, file, NOW + timedelta(days), "0" * 64, False)
    return Candidate(document, (file,), received)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (candidate("b", 1), candidate("a", 2, 1), True),
        (candidate("a", 2, 1), candidate("b", 1), False),
        (candidate("a", 1), candidate("b", 2), False),  # they came together
        (candidate("b", 1), candidate("a"), True),  # what was there before stands first
        (candidate("a"), candidate("b", 1), False),
    ],
)
def test_what_was_received_earlier_was_here_first(one: Candidate, other: Candidate, before: bool):
    assert came_before(one, other) is before


def received(number: int, revision: int, kwh: str, key: SigningKey, chosen: int = 0) -> Candidate:
    document = a_return(A, kwh, revision)
    said = verdict(document, sealed(document, key)["seal"])
    kept = ReceivedReturn(
        number, document, said, f"{number}.pdf", NOW + timedelta(number), "0" * 64, False, chosen
    )
    return candidate_of(kept, Keys([SeenKey(A, each.public_key, NOW, True, 1) for each in (KEY, OTHER_KEY)]))


def many(count: int, way: str) -> list[Candidate]:
    """Files of one return that all wait, or that all count, as nobody signed them."""
    found = []
    for number in range(count):
        document = a_return(A, str(number), number + 1 if way in ("revisions", "chain") else 9)
        key = f"{number if way == 'keys' else 0:064x}"
        said: dict[str, object] = {"sha256": f"{number:064x}"}
        if way == "chain":
            said["replaces"] = f"{number - 1:064x}"
        signed_by = kept_verdict(2, said, key)
        worth = Unsigned(None) if way == "unsigned" else signed_by
        waits = way != "unsigned"
        found.append(Candidate(document, (f"{number:05}",), now=True, verdict=worth, waits=waits))
    return found


@pytest.mark.parametrize("way", ["revisions", "chain", "keys", "unsigned"])
def test_of_thousands_of_versions_each_is_compared_with_few(way: str, monkeypatch: pytest.MonkeyPatch):
    """Whoever sends them is asked about with each, and nobody waits for that: counted, not timed."""
    counts = {"beside": 0, "digests": 0}
    beside, digest = deciding.is_beside, lineage.Candidate.digest.func

    def counted_beside(*given: object) -> bool:
        counts["beside"] += 1
        return beside(*given)

    def counted_digest(each: Candidate) -> str:
        counts["digests"] += 1
        return digest(each)

    monkeypatch.setattr(deciding, "is_beside", counted_beside)
    monkeypatch.setattr(lineage.Candidate, "digest", property(counted_digest))
    versions = many(400, way)
    (decision,) = decide(versions).values()
    assert decision.asks
    assert counts["beside"] <= 400 * deciding.MOST_RIVALS
    assert counts["digests"] <= 400 * deciding.MOST_RIVALS
    assert len(decision.forks) == (400 if way == "keys" else 0)


def test_versions_made_beside_any_of_many_are_asked_about():
    """Copies of one version do not hide what stands beside it."""
    held = received(1, 3, "1200", KEY)
    copies = [replace(held, order=(f"{number}",)) for number in range(100)]
    beside = received(2, 2, "1300", OTHER_KEY)
    (decision,) = decide([*copies, beside]).values()
    assert decision.is_fork(beside)


@pytest.mark.parametrize(("number", "is_asked"), [(2, False), (3, True)])
def test_what_was_there_when_the_lead_chose_is_not_asked_about_and_what_comes_later_is(
    number: int, is_asked: bool
):
    chosen = received(1, 1, "1200", KEY, chosen=2)
    beside, above = received(number, 1, "1300", OTHER_KEY), received(number, 2, "1300", OTHER_KEY)
    (decision,) = decide([chosen, beside]).values()
    assert (decision.counts, decision.is_fork(beside)) == (chosen, is_asked)
    (decision,) = decide([chosen, above]).values()
    assert decision.counts == (above if is_asked else chosen)


@pytest.mark.parametrize("name", ["0.pdf", "z.pdf"])
@pytest.mark.parametrize("chosen", [0, 2])
def test_of_the_same_figures_what_is_signed_counts_and_says_whom_to_ask(name: str, chosen: int):
    """A copy that nobody signed may have come first, with another contact."""
    signed = received(2, 2, "1200", KEY)
    stripped = replace(signed.document, contact=Contact("Eve", "eve@example.org"))
    kept = ReceivedReturn(1, stripped, Unsigned(), name, NOW, "1" * 64, False, chosen)
    copy = Candidate(stripped, (name,), kept, verdict=Unsigned())
    (decision,) = decide([copy, signed]).values()
    assert (decision.counts, decision.asks) == (signed, False)


def test_the_check_code_of_an_issue_is_the_one_it_was_sealed_with():
    """A program of another day may write a document in other words: what names it knows the seal's."""
    document = a_return(A)
    said = replace(verdict(document, sealed(document)["seal"]), digest="ab" * 32)
    assert replace(candidate("a"), verdict=said).digest == "ab" * 32
    assert candidate("a").digest == candidate("b").digest != "ab" * 32


def digest(document: ReturnDocument) -> str:
    return str(sealed(document)["seal"]["sha256"])


V1, V2, V3, V4 = (a_return(A, str(1000 + 100 * revision), revision) for revision in range(1, 5))
BESIDE = {revision: a_return(A, "5555", revision) for revision in (1, 2, 3, 4, 5)}
LINE = {
    "v1": arrival(V1, "v1"),
    "v2": arrival(V2, "v2", replaces=digest(V1)),
    "v3": arrival(V3, "v3", replaces=digest(V2)),
    "v4": arrival(V4, "v4", replaces=digest(V3)),
}


@pytest.mark.parametrize(
    ("held", "revision", "replaces", "state"),
    [
        ("v1 v2 v3", 2, V1, "fork"),
        ("v2 v3", 2, V1, "fork"),
        ("v3", 2, V1, "fork"),
        ("v1 v3", 2, V1, "fork"),
        ("v1 v2 v3", 2, None, "fork"),
        ("v1 v2 v3 v4", 3, V2, "fork"),
        ("v1 v2 v3 v4", 2, V1, "fork"),
        ("v1 v2 v3", 1, None, "fork"),
        ("v2 v3", 1, None, "fork"),
        ("v1 v2 v3", 3, V1, "fork"),
        ("v4", 2, V1, "replaced"),  # what is between is not here: nothing shows that it was left out
        ("v1 v2 v3", 5, V4, "received"),  # a higher one whose predecessor never came
        ("v1 v2 v3", 4, None, "received"),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_what_the_issues_that_a_held_one_replaces_leave_out_is_a_fork(
    held: str, revision: int, replaces: ReturnDocument | None, state: str, is_reversed: bool
):
    other = arrival(BESIDE[revision], "other", replaces=replaces and digest(replaces))
    came = [*(LINE[name] for name in held.split()), other]
    assert statuses(judged(*(came[::-1] if is_reversed else came)))["other"] == state


@pytest.mark.parametrize("held", ["v1 v2 v3 v4", "v1 v3 v4", "v2 v4", "v3 v4", "v1 v4"])
def test_issues_of_one_line_are_no_forks_whichever_of_them_are_here(held: str):
    found = statuses(judged(*(LINE[name] for name in held.split())))
    assert found.pop("v4") == "received"
    assert set(found.values()) == {"replaced"}


@pytest.mark.parametrize("named", [1, 2])
@pytest.mark.parametrize("names", ["as issued", "as printed anew", "as issued, as printed anew"])
def test_an_issue_is_the_same_in_every_version_of_the_format(names: str, named: int):
    """An app that was updated prints an older issue in its own; the next named what it was issued in."""
    issued = replace(V1, version=1)
    files = {
        "as issued": arrival(issued, "as issued", sha256=digest_of(issued)),
        "as printed anew": arrival(V1, "as printed anew"),
    }
    after = arrival(V2, "after", replaces=digest_of(replace(V1, version=named)))
    found = statuses(judged(after, *(files[name] for name in names.split(", "))))
    assert (found.pop("after"), "fork" in found.values()) == ("received", False)


def test_the_copy_that_says_what_it_replaces_is_followed():
    """That of the first format says nothing of it, and hides nothing made beside what was replaced."""
    older = replace(V2, version=1)
    first = arrival(older, "0", sha256=digest_of(older))
    after = arrival(V3, "v3", replaces=digest(V2))
    beside = arrival(BESIDE[1], "beside")
    assert statuses(judged(first, LINE["v1"], LINE["v2"], after, beside))["beside"] == "fork"


def test_the_version_that_was_chosen_counts_though_a_higher_one_was_there():
    lower, higher, later = (received(number, number, f"{number}00", KEY) for number in (1, 2, 3))
    assert lower.received is not None
    chosen = replace(lower, received=replace(lower.received, chosen=2))
    (decision,) = decide([chosen, higher]).values()
    assert (decision.counts, decision.others, decision.asks) == (chosen, (higher,), False)
    (decision,) = decide([chosen, higher, later]).values()
    assert decision.counts == later


def test_two_versions_are_in_one_order_whichever_came_first():
    one, other = Candidate(a_return(A), ("a",)), Candidate(a_return(A, "9"), ("b",))
    (decision,) = decide([one, other]).values()
    assert decide([other, one]) == {decision.key: decision}
    assert decision.highest == (one, other)


def of_two_lines(key: SigningKey, is_linked: bool) -> dict[str, Candidate]:
    """Issues of two lines with one beginning, by name; of the second another key may sign."""
    root = digest(V1)
    found, before = {"1": candidate_sent(V1, KEY)}, {"a": root, "b": root}
    for line, signer in (("a", KEY), ("b", key)):
        for revision in (2, 3, 4):
            document = a_return(A, f"{revision}{'1' if line == 'a' else '2'}", revision)
            found[f"{line}{revision}"] = candidate_sent(document, signer, before[line] if is_linked else None)
            before[line] = found[f"{line}{revision}"].digest
    return found


def candidate_sent(document: ReturnDocument, key: SigningKey, replaces: str | None = None) -> Candidate:
    values = sealed(document, key)["seal"] | ({"replaces": replaces} if replaces else {})
    return Candidate(document, (f"{document.revision}-{key.public_key}",), verdict=verdict(document, values))


def came(candidate: Candidate, number: int, batch: int, chosen: int = 0) -> Candidate:
    """It as it is kept: of one batch all at one time."""
    assert candidate.verdict is not None
    at, file = NOW + timedelta(batch), f"{number:03}"
    kept = ReceivedReturn(number, candidate.document, candidate.verdict, file, at, "0" * 64, False, chosen)
    return replace(candidate, received=kept)


def test_what_follows_a_chosen_issue_is_signed_with_its_key_or_says_what_it_replaces():
    chosen = candidate_sent(V1, KEY)
    later, anothers = candidate_sent(V2, KEY), candidate_sent(V2, OTHER_KEY)
    linked = candidate_sent(V2, OTHER_KEY, chosen.digest)
    found = [follows(each, chosen, [chosen, later, anothers, linked]) for each in (later, anothers, linked)]
    assert found == [True, False, True]
    assert not follows(candidate_sent(V1, KEY), later, [chosen, later])


def test_of_one_version_what_follows_the_chosen_line_counts_and_the_other_is_asked_about():
    chosen, other = received(1, 1, "100", KEY, chosen=3), received(2, 1, "200", KEY)
    later, anothers = received(4, 2, "300", KEY), received(5, 2, "400", OTHER_KEY)
    (found,) = decide([chosen, other, later, anothers]).values()
    assert (found.counts, found.is_fork(anothers)) == (later, True)


def test_a_copy_of_what_the_lead_has_heard_of_waits_no_more_and_is_not_rejected():
    heard = candidate_sent(V1, KEY)
    copy = replace(heard, order=("a copy",), waits=True)
    (_, again) = alike_in_every_copy([heard, copy])
    assert (again.waits, again.rejected) == (False, "")
    (again, _) = alike_in_every_copy([copy, replace(heard, rejected="made up")])
    assert again.rejected == "made up"


@pytest.mark.parametrize(
    ("key", "is_linked", "how"),
    [
        (KEY, True, "chosen"),
        (OTHER_KEY, True, "chosen"),
        (OTHER_KEY, False, "chosen"),
        (KEY, True, "rejected"),
        (OTHER_KEY, True, "rejected"),
    ],
)
@pytest.mark.parametrize("seed", range(20))
def test_of_the_line_that_was_not_chosen_nothing_counts_unasked(
    key: SigningKey, is_linked: bool, how: str, seed: int
):
    """Whatever of it comes later, in whatever order and batches, also before what it replaces.

    To reject the one is to choose the other, though the Lead accepts its key again.
    """
    dice, lines = random.Random(seed), of_two_lines(key, is_linked)
    names = ["1", "a2", "b2", *(name for name in ("b3", "b4") if dice.random() < 0.2)]
    later = [name for name in lines if name not in names and dice.random() < 0.8]
    dice.shuffle(names)
    dice.shuffle(later)
    here = {
        name: came(lines[name], number, number * dice.randint(0, 1)) for number, name in enumerate(names, 1)
    }
    if how == "chosen":
        here["a2"] = replace(here["a2"], received=replace(here["a2"].received, chosen=len(here)))
    else:
        here |= {name: replace(here[name], rejected="no") for name in names if name.startswith("b")}
    batch = len(here) + 1  # what comes later does not come with what the Lead has seen
    for number, name in enumerate(later, len(here) + 1):
        batch += dice.randint(0, 1)
        here[name] = came(lines[name], number, batch)
        candidates = list(here.values())
        dice.shuffle(candidates)
        (decision,) = decide(candidates).values()
        asked = {each for each in here if decision.is_fork(here[each])}
        assert decision.counts in [here[each] for each in here if each.startswith("a")]
        assert {each for each in later if each in here and each.startswith("b")} <= asked
        assert asked <= set(later)
        if {"a3", "a4"} <= here.keys():  # what is known to be of the line chosen is not asked about
            assert decision.counts is here["a4"]
            assert not asked & {"a3", "a4"}


@pytest.mark.parametrize("names", ["1 b2 b3", "1 b2 b3 b4", "b2 b3", "1 b3 b4", "b2 b4"])
def test_what_mends_an_issue_that_was_rejected_counts(names: str):
    """Where nothing else is left, or what is left is of the same line, there is nothing to ask."""
    lines, order = of_two_lines(KEY, True), names.split()
    here = {name: came(lines[name], number, number) for number, name in enumerate(order, 1)}
    first = next(name for name in order if name != "1")
    here[first] = replace(here[first], rejected="typing mistake")
    (decision,) = decide(here.values()).values()
    assert (decision.counts, decision.asks) == (here[order[-1]], False)


def test_of_a_line_that_was_rejected_what_the_lead_uses_counts_and_what_follows_it():
    lines = of_two_lines(KEY, True)
    here = {name: came(lines[name], n, n) for n, name in enumerate(["1", "a2", "b2", "b3"], 1)}
    here["b2"] = replace(here["b2"], rejected="no")
    here["b3"] = replace(here["b3"], received=replace(here["b3"].received, chosen=4))
    (decision,) = decide(here.values()).values()
    assert (decision.counts, decision.asks) == (here["b3"], False)
    here["b4"] = came(lines["b4"], 5, 5)
    (decision,) = decide(here.values()).values()
    assert (decision.counts, decision.asks) == (here["b4"], False)


def by_a_forger(dice: random.Random, lines: Mapping[str, Candidate]) -> Candidate:
    """A copy of a genuine version, or other figures, under no key or the forger's, replacing anything."""
    of = dice.choice(list(lines.values()))
    if dice.random() < 0.4:
        worth = Unsigned(dice.choice((of.digest, None)))
        return replace(of, verdict=worth, waits=True)
    other = a_return(A, f"{dice.randrange(9)}", dice.randrange(1, 6))
    replaces = dice.choice([*(each.digest for each in lines.values()), "0" * 64, None])
    return replace(candidate_sent(dice.choice((of.document, other)), FORGER, replaces), waits=True)


@pytest.mark.parametrize("key", [KEY, OTHER_KEY])
@pytest.mark.parametrize("seed", range(20))
def test_nothing_that_waits_changes_what_is_decided_of_the_rest(key: SigningKey, seed: int):
    """A forger may have the genuine versions before the Lead, and puts any seal but a genuine one on them."""
    dice, lines = random.Random(seed), of_two_lines(key, True)
    names, here, forged = list(lines), dict[str, Candidate](), list[Candidate]()
    dice.shuffle(names)
    for number, name in enumerate(names):
        here[name] = came(lines[name], 10 * number + 1, number)
        for place in range(dice.randrange(3)):
            rejected = dice.choice(("", "forged"))
            each = came(by_a_forger(dice, lines), 10 * number + 2 + place, number)
            forged.append(replace(each, rejected=rejected))
        of = dice.choice(list(here))
        if dice.random() < 0.2:
            here[of] = replace(here[of], rejected="no", received=replace(here[of].received, chosen=0))
        elif dice.random() < 0.4 and not here[of].rejected:
            for each, its in here.items():
                chosen = 10 * number + 9 if each == of else 0
                here[each] = replace(its, received=replace(its.received, chosen=chosen))
        told = []
        for candidates in (here.values(), [*forged, *here.values()]):
            (decision,) = decide(candidates).values()
            forks = {each for each in here if decision.is_fork(here[each])}
            told.append((decision.counts, decision.conflict, forks))
        assert told[0] == told[1]
