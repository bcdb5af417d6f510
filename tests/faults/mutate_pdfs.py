"""Mutated PDFs by the thousand, read under the worker's limits: each is the unchanged return or none.

`python -m tests.faults.mutate_pdfs COUNT [SEED]` is the long form; tests run a short one. A mutant is made
again from the seed and its number, which are printed with whatever went wrong.
"""

import io
import random
import resource
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import pikepdf

from greenpractice.exchange import reading_worker
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.seal import verdict_of
from greenpractice.exchange.spoiling import pages_only
from greenpractice.network.states import Several, Unread
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Json
from tests.greenpractice.network.hostile import mutated
from tests.greenpractice.network.samples import KEY, a_return, members, sealed

SAME, OTHER_SEAL = "the unchanged return", "the unchanged return under another seal"
_SHOWN = 50
_TOKENS = (
    b"/Kids", b"/Names", b"/EF", b"/Type", b"/Filter", b"/Length", b"/Parent", b"/Contents",
    b"/FlateDecode", b"/ASCIIHexDecode", b"/LZWDecode", b"/RunLengthDecode", b"/ASCII85Decode",
    b"/JBIG2Decode", b"/DCTDecode", b"/Encrypt", b"/ObjStm", b"/XRef", b"/Prev", b"/W", b"/Index", b"/Size",
    b"/Root", b"/UF", b"/F", b"/ToUnicode", b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"obj",
    b"endobj", b"stream\n", b"endstream", b"null", b"true", b"0 0 R", b"1 0 R", b"2 0 R", b"9999999 0 R",
    b"-1", b"0", b"4294967296", b"1e999", b"9" * 60, b"\\", b"%", b"\0", b"startxref\n0\n%%EOF", b"trailer",
    b"xref\n0 99999999\n", b"BT", b"ET", b"Tj", b"Do", b"q", b"BI", b"ID", b"cm", b'"', b",", b"{", b"}",
    b'"sections"', b'"seal"', b'"sha256"', b'"revision"', b'"version"', b"\\ud800", b"NaN",
)  # fmt: skip


class TooLong(BaseException):
    """Reading took longer than the worker would let it."""


@dataclass
class Outcome:
    """How often which state came of it, what went wrong with which mutant, and the slowest in seconds."""

    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0


def originals() -> tuple[list[bytes], Json]:
    """A summary as it is written, its pages only, both with nothing packed, in object streams; its JSON."""
    document = a_return(members()[0])
    whole = summary_pdf(document, [], KEY)
    forms = [whole, pages_only(whole)]
    every = pikepdf.StreamDecodeLevel.all
    unpacked = [_saved(pdf, compress_streams=False, stream_decode_level=every) for pdf in forms]
    packed = _saved(whole, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return [*forms, *unpacked, packed], sealed(document)


def _saved(pdf: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def mutant(forms: list[bytes], seed: int, number: int) -> bytes:
    """One of the forms with accidents, every second time also with words of the format at odd places."""
    dice = random.Random(f"{seed}-{number}")
    data = mutated(dice.choice(forms), dice)
    if number % 2:
        spoilt = bytearray(data)
        for _ in range(dice.randrange(1, 12)):
            at = dice.randrange(len(spoilt) + 1)
            spoilt[at : at + dice.choice((0, 1, 4, 12))] = dice.choice(_TOKENS)
        data = bytes(spoilt)
    return data


def mutants_are_read(count: int, seed: int) -> Outcome:
    """Read so many mutants in this process, whose memory the caller limits."""
    forms, expected = originals()
    outcome = Outcome()
    signal.signal(signal.SIGALRM, _alarm)
    for number in range(count):
        data = mutant(forms, seed, number)
        start = time.monotonic()
        try:
            signal.setitimer(signal.ITIMER_REAL, reading_worker.SECONDS)
            state = _state(data, expected)
        except (Exception, TooLong) as error:  # what is looked for
            state = "RAISED"
            outcome.wrong.append(f"{seed}-{number}: {type(error).__name__}: {error}"[:200])
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        outcome.slowest = max(outcome.slowest, time.monotonic() - start)
        outcome.seen[state] += 1
        if state == "OTHER FIGURES":
            outcome.wrong.append(f"{seed}-{number}: passed for another return")
    return outcome


def _state(data: bytes, expected: Json) -> str:
    found = read_arrival(data, "mutant.pdf")
    if isinstance(found, Unread):
        return found.status
    if isinstance(found, Several):
        return "several"
    here = sealed(found.document)
    body = {key: value for key, value in here.items() if key != "seal"}
    if body != {key: value for key, value in expected.items() if key != "seal"}:
        return "OTHER FIGURES"
    return SAME if found.verdict == verdict_of(expected) else OTHER_SEAL


def _alarm(_signal: int, _frame: object) -> None:
    raise TooLong


def main() -> int:
    """The long form; 1 if one raised, took too long or passed for another return."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    reading_worker._limit(reading_worker.MEMORY)
    start = time.monotonic()
    outcome = mutants_are_read(count, seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for what, times in outcome.seen.most_common():
        print(f"{times:9,}  {what}")
    print(
        f"{count:9,}  in all (seed {seed}, {time.monotonic() - start:.0f} s); "
        f"slowest {outcome.slowest:.2f} s; peak {peak:.0f} MB; {len(outcome.wrong)} went wrong"
    )
    print("\n".join(outcome.wrong[:_SHOWN]))
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
