"""Nothing that a library warns of or logs reaches the screen, in the program or in a process of its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.greenpractice.exchange.test_limits_of_zips import listed_again

ROOT = Path(__file__).parents[2]
PDF = ROOT / "tests" / "files" / "return-version-2.pdf"
NOISE = """
import logging, sys, warnings
from contextlib import suppress
from greenpractice.processes import start

def noise(connection=None):
    warnings.warn("of a library")
    logging.getLogger("library").warning("of a library")
    if connection is not None:
        connection.send("done")
        connection.close()

if __name__ == "__main__":
    from greenpractice.app import main

    with suppress(SystemExit):
        main(["--version"])
    noise()
    for at_once in (False, True):
        process, ours = start("It", noise, at_once=at_once)
        assert ours.recv() == "done"
        process.join()
    print("all of it")
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("asked", [False, True], ids=["by itself", "with -W"])
def test_what_libraries_say_is_shown_to_who_asks_for_it_only(asked: bool, tmp_path: Path):
    script = tmp_path / "noise.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{NOISE}", encoding="utf-8")
    done = run(*(["-W", "always"] if asked else []), str(script))
    assert done.stdout.endswith("all of it\n"), done.stderr
    assert done.stderr.count("UserWarning: of a library") == (3 if asked else 0)
    if not asked:
        assert done.stderr == ""


def test_a_pdf_whose_inner_structure_is_spoilt_is_read_without_a_word_of_that(tmp_path: Path):
    content = PDF.read_bytes()
    start = content.rindex(b"startxref")
    (tmp_path / "spoilt.pdf").write_bytes(content[:start] + b"startxref\n12\n%%EOF")
    done = run("-m", "greenpractice", "extract", str(tmp_path / "spoilt.pdf"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_zip_that_lists_its_bytes_twice_is_told_of_in_our_words_only(tmp_path: Path):
    """Python 3.13 warns of it where it is read."""
    packed = tmp_path / "z.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr("a.pdf", b"%PDF- one")
    packed.write_bytes(listed_again(packed.read_bytes(), 2))
    store = ["--store", str(tmp_path / "lead.db")]
    network = ["--pcn", "U30213", "--period", "2025-26-Q1"]
    done = run("-m", "greenpractice", "collate", str(packed), *network, *store)
    assert "these were not read" in done.stdout
    assert "Overlapped" not in done.stderr
    assert "Warning" not in done.stderr
