"""A process that has pytest and the libraries loaded, and runs chosen tests in forks of itself."""

import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType

import pytest

_MEMORY = 6 * 1024**3
_LOADED = (
    "sqlalchemy.dialects.sqlite",
    "reportlab.pdfgen.canvas",
    "reportlab.platypus",
    "pypdf",
    "pikepdf",
    "openpyxl",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "pypdfium2",
    "PySide6.QtWidgets",
)


def main() -> None:
    """A line of JSON in, with arguments, environment and seconds; the exit status out, null if too late."""
    for name in _LOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_forked(asked["arguments"], asked["environment"], asked["seconds"])), flush=True)


def _forked(arguments: Sequence[str], environment: dict[str, str], seconds: float) -> int | None:
    child = os.fork()
    if child == 0:
        _run(arguments, environment)
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # what the tests started and left behind


def _run(arguments: Sequence[str], environment: dict[str, str]) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    os.environ.update(environment)
    sys.dont_write_bytecode = True
    sys.modules["__main__"] = ModuleType(
        "__main__"
    )  # a process that a test starts has nothing to import of this one
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log = os.open("../pytest.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    status = 3
    try:
        status = int(pytest.main([*arguments]))
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
