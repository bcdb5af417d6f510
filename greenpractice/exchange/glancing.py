"""Which return a PDF of this app holds, told at a glance: for a folder of them, of which none is taken in."""

import re
import zlib
from functools import lru_cache
from pathlib import Path

_LARGEST = 3 * 1024 * 1024  # bytes: a summary of many sites has a tenth of that
_ATTACHED = re.compile(rb"/Type /EmbeddedFile\s*>>\s*stream\r?\n")  # as all our PDFs have it
_ENOUGH = 4096  # bytes, of both: practice, period and revision stand first
_SAYS = re.compile(
    rb'"ods_code": "(?P<code>[A-Z][0-9]{5})".*?"period": "(?P<period>[0-9Q-]+)"'
    rb'.*?"revision": (?P<revision>[0-9]{1,4}),',
    re.DOTALL,
)


def version_inside(path: Path) -> tuple[str, str, int] | None:
    """Practice, period and revision of the return that a PDF says it holds; None where it is no PDF of ours.

    Nothing of it is verified.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    return _version_inside(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _version_inside(path: Path, size: int, _changed: int) -> tuple[str, str, int] | None:
    if size > _LARGEST or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    for attached in _ATTACHED.finditer(data):
        begins = attached.end()
        try:
            text = zlib.decompressobj().decompress(data[begins : begins + _ENOUGH], _ENOUGH)
        except zlib.error:
            continue
        if says := _SAYS.search(text):
            return says["code"].decode(), says["period"].decode(), int(says["revision"])
    return None
