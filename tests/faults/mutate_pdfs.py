"""Mutated PDFs by the thousand: `python -m tests.faults.mutate_pdfs --seconds 120 [--seed 1]`."""

import argparse
import random
import resource
import sys
import time
from collections import Counter

from greenpractice.exchange import reading_worker
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.spoiling import pages_only
from greenpractice.network.states import Unread
from greenpractice.reports.summary import summary_pdf
from tests.greenpractice.network.hostile import mutated
from tests.greenpractice.network.samples import KEY, a_return, members


def main() -> int:
    """Read mutants under the worker's limits; 1 if one raised, was slow or passed for another return."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    document = a_return(members()[0])
    whole = summary_pdf(document, [], KEY)
    files = [whole, pages_only(whole)]
    reading_worker._limit(reading_worker.MEMORY)
    chance, seen, slowest = random.Random(asked.seed), Counter[str](), 0.0
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        data = mutated(chance.choice(files), chance)
        start = time.monotonic()
        try:
            found = read_arrival(data, "mutant.pdf")
        except Exception as error:  # what is looked for
            seen[f"RAISED {type(error).__name__}: {error}"[:90]] += 1
            continue
        slowest = max(slowest, time.monotonic() - start)
        if isinstance(found, Unread):
            seen[found.status] += 1
        elif found.document == document:
            seen["the unchanged return"] += 1
        else:
            seen["ACCEPTED WITH OTHER FIGURES"] += 1
    for what, count in seen.most_common():
        print(f"{count:9,}  {what}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{sum(seen.values()):9,}  in all; slowest {slowest:.2f} s; peak {peak:.0f} MB")
    wrong = any(what.isupper() or what.startswith("RAISED") for what in seen)
    return 1 if wrong or slowest > reading_worker.SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
