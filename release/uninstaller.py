"""Keeps the uninstaller for signing, and later puts the signed one in its place.

NSIS calls it before it packs the uninstaller: `python uninstaller.py keep MADE KEPT` or `put MADE KEPT`. It
stands alone, as NSIS knows no packages.
"""

import shutil
import sys
from collections.abc import Sequence

KEEP, PUT = "keep", "put"


def main(words: Sequence[str]) -> int:
    """0 if the one file has the bytes of the other now."""
    how, made, kept = words
    source, target = {KEEP: (made, kept), PUT: (kept, made)}[how]
    shutil.copyfile(source, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
