"""A copy of the checkout in which a test may change files, and run Python and the program."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("db", "greenpractice", "resources", "tests", "ui")


class Copy:
    """A copy of the checkout."""

    def __init__(self, root: Path) -> None:
        for folder in COPIED:
            shutil.copytree(ROOT / folder, root / folder)
        shutil.copy(ROOT / "pyproject.toml", root)
        self.root = root

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python there, without whatever is installed of ourselves."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.root, capture_output=True, check=False,
            encoding="utf-8", errors="replace",
        )  # fmt: skip

    def program(self, *commands: tuple[str, ...], **sections: list[dict[str, str]]) -> list[str]:
        """Record the sample return with these sections; then what each command prints."""
        values = json.loads((ROOT / "tests/files/sample-return.json").read_text(encoding="utf-8"))
        values["sections"] |= sections
        (self.root / "given.json").write_text(json.dumps(values), encoding="utf-8")
        every = [("record", "given.json"), *commands]
        lines = [
            "from greenpractice.app import main",
            *(f"assert main({[*each, '--store', 'store.db']}) == 0; print(chr(0))" for each in every),
        ]
        done = self.run("-c", "\n".join(lines))
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\0")[1:]

    def test(self, *tests: str) -> None:
        """These tests pass there."""
        done = self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
        assert done.returncode == 0, done.stdout[-4000:]
