"""Python's own libraries without what only a debugger reads: it is most of some Pythons for Linux."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from release.contents import Entry


def stripped(entries: Iterable[Entry], folder: Path) -> Iterator[Entry]:
    """The same entries, of Python's own libraries such copies in the folder; packages' stay as they came."""
    tool = shutil.which("strip") if sys.platform.startswith("linux") else None
    for place, source, kind in entries:
        if tool is None or kind not in ("BINARY", "EXTENSION") or not _is_pythons(Path(source)):
            yield place, source, kind
            continue
        copy = folder / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([tool, "--strip-debug", "-o", str(copy), source], check=True)
        yield place, str(copy), kind


def _is_pythons(source: Path) -> bool:
    return source.is_relative_to(sys.base_prefix) and "site-packages" not in source.parts
