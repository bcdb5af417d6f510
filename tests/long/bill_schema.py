"""A bill of materials held against the published schema of CycloneDX, by a checker fetched for this run.

Run as `python -m tests.long.bill_schema dist/*.cdx.json`; where the checker cannot be fetched it says so.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHECKER = "cyclonedx-python-lib[json-validation]"
CHECK = """
import sys
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

for file in sys.argv[1:]:
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(file).read_text("utf-8"))
    print(file, "is as the schema has it" if wrong is None else wrong)
    if wrong is not None:
        sys.exit(1)
"""


def is_well(bills: Sequence[Path]) -> bool:
    """True if all of them are as the schema has it, or nobody can say so here."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        fetch = [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", CHECKER]
        if subprocess.run(fetch, check=False).returncode:
            print(f"Skipped: {CHECKER} cannot be fetched here.")
            return True
        return subprocess.run([str(python), "-c", CHECK, *map(str, bills)], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(not is_well([*map(Path, sys.argv[1:])]))
