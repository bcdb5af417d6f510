"""A device or a pipe in the place of a file is a sentence, at once: nothing is waited for without end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.db.helpers import session

ROOT = Path(__file__).parents[3]
ZERO = Path("/dev/zero")
pytestmark = pytest.mark.skipif(sys.platform == "win32" or not ZERO.exists(), reason="no such devices")
SECONDS = 60
GROUP = ("--all", "--period", "2025-26-Q1")
WHO = ("--practice", "C82001", "--period", "2025-26-Q1")
COMMANDS = {
    "restore": ("restore", "FILE"),
    "move-from": ("move-from", "FILE"),
    "record": ("record", "FILE"),
    "extract": ("extract", "FILE"),
    "import": ("import", "FILE", "--practice", "C82001"),
    "collate": ("collate", "FILE", *GROUP),
    "backup": ("backup", "FILE"),
    "move-to": ("move-to", "FILE"),
    "report": ("report", *WHO, "--output", "FILE"),
    "collate --output": ("collate", "nothing", *GROUP, "--output", "FILE"),
    "screenshots": ("screenshots", "FILE"),
    "demo": ("demo", "--output", "FILE"),
    "--store": ("check", "--store", "FILE"),
    "--store to write": ("record", "sample.json", "--store", "FILE"),
}
ALONE = ("screenshots", "demo", "--store", "--store to write")


@pytest.mark.parametrize("kind", ["a device", "a pipe"])
def test_it_is_told_at_once(tmp_path: Path, kind: str):
    store, pipe = tmp_path / "s.db", tmp_path / "pipe"
    session(store)
    os.mkfifo(pipe)
    (tmp_path / "sample.json").write_bytes((ROOT / "tests" / "files" / "sample-return.json").read_bytes())
    file = ZERO if kind == "a device" else pipe
    code = """
import sys
from greenpractice.app import main
if __name__ == "__main__":
    for command in sys.stdin.read().splitlines():
        words = command.split("\\t")
        status = main(words)
        sys.stderr.flush()
        print(f"DONE {status}", flush=True)
"""
    lines = []
    for name, words in COMMANDS.items():
        given = [str(file) if word == "FILE" else word for word in words]
        lines.append("\t".join([*given, *(() if name in ALONE else ("--store", str(store)))]))
    (tmp_path / "run.py").write_text(code)
    done = subprocess.run(
        [sys.executable, "run.py"], input="\n".join(lines), cwd=tmp_path, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said = done.stdout.split("DONE ")
    assert len(said) == len(COMMANDS) + 1, done.stdout
    for name, before, after in zip(COMMANDS, said, said[1:], strict=False):
        sentence = before.partition("\n")[2] if before[:2] in ("0\n", "1\n", "2\n") else before
        assert after[0] in "12", (name, sentence)
        assert "Something went wrong" not in sentence, (name, sentence)
        assert sentence.strip() != "", name
    assert not file.is_file()
