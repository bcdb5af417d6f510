"""The workflow files held against the published schema of such files, by a checker fetched for this run.

Run as `python -m tests.long.workflow_files`; where the checker cannot be fetched it says so.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.long.bare_system import ROOT

CHECKER = "check-jsonschema"


def main() -> int:
    """0 if all of them are as the schema has it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        fetch = [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", CHECKER]
        if subprocess.run(fetch, check=False).returncode:
            print(f"Skipped: {CHECKER} cannot be fetched here.")
            return 0
        files = [str(path) for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
        command = [
            str(python),
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-workflows",
            *files,
        ]
        print(f"{len(files)} files", flush=True)
        return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
