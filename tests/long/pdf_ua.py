"""PDF/UA-1 by veraPDF: every PDF of the demo, network reports of quarters and years, and 50 random returns.

Run as `python -m tests.long.pdf_ua [RETURNS]`; it ends with 1 if any file breaks a rule.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings

from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.returns import demo_documents, demo_network_documents
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import everyone, one_pcn
from greenpractice.network.network import Network
from greenpractice.periods import Period
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import next_issue
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument
from tests import verapdf
from tests.greenpractice.network.samples import KEY, NOW, PCN, members
from tests.strategies import documents

AT_ONCE = 25  # files in one run of the validator
SEED_SETTINGS = settings(database=None, derandomize=True, deadline=None, phases=[Phase.generate])


def random_returns(count: int) -> list[ReturnDocument]:
    """So many random returns, the same each time."""
    found: list[ReturnDocument] = []

    @settings(SEED_SETTINGS, max_examples=count)
    @given(documents())
    def collect(document: ReturnDocument) -> None:
        found.append(document)

    collect()
    return found[:count]


def pdfs(count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each PDF."""
    demo = [*demo_documents(), *demo_network_documents()]
    for number, document in enumerate(demo):
        others = [each for each in demo if each.ods_code == document.ods_code and each is not document]
        yield f"demo-{number}.pdf", summary_pdf(document, others, KEY, demo=True)
    directory, calculator = load_directory(), load_calculator()
    codes = dict(zip(sorted({each.ods_code for each in demo}), members(), strict=False))
    theirs = [replace(each, ods_code=codes[each.ods_code]) for each in demo if each.ods_code in codes]
    for group in (one_pcn(directory, PCN), everyone()):
        for period in (*sorted({each.period for each in demo})[-3:], Period(2025)):
            found = Network(group, period, theirs, directory, calculator)
            yield (
                f"network-{len(group.name)}-{period.id}.pdf",
                network_pdf(found, (), next_issue(found, (), NOW)),
            )
    for number, document in enumerate(random_returns(count)):
        yield f"random-{number}.pdf", summary_pdf(document, [], KEY)


def main(count: int = 50) -> int:
    """1 if any file breaks a rule."""
    if missing := verapdf.missing():
        print(f"skipped: {missing}")
        return 0
    tried, wrong = 0, 0
    with TemporaryDirectory() as folder:
        files = []
        for name, data in pdfs(count):
            files.append(Path(folder) / name)
            files[-1].write_bytes(data)
        for first in range(0, len(files), AT_ONCE):
            for name, faults in verapdf.faults(files[first : first + AT_ONCE]).items():
                tried += 1
                wrong += bool(faults)
                if faults:
                    print(name, *faults, sep="\n  ")
    print(f"{tried} of {len(files)} PDFs checked: {wrong} break a rule of PDF/UA-1")
    return int(wrong > 0 or tried != len(files))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
