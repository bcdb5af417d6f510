#!/usr/bin/env python3
"""Sets Greener Practice up in this folder and runs it; `start.py test` runs its checks instead,
`start.py test --long` its long ones, `start.py package` builds the app for those who have no Python.

Standard library only, and written so that Python 3.8 can read it: an old Python then gets a plain sentence
and not a syntax error. Everything it installs for Python goes into `.venv`; deleting that folder is safe.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SETUP_VERSION = "1"  # raise it when this file sets up differently: every copy then sets itself up again
SUPPORTED = ("3.13", "3.12", "3.11")  # looked for in this order when the running Python is another
RUNNING = f"{sys.version_info[0]}.{sys.version_info[1]}"
ATTEMPTS = 3

ROOT = Path(__file__).resolve().parent
LOCKED = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"
STAMP = VENV / "set-up-finished.txt"  # written last of all, so it stands only in a finished set-up
INSTALLED = VENV / "installed.json"  # which file each package came from, for the bill of a built app
ONE_AT_A_TIME = VENV / "set-up.lock"

# What Qt loads on Linux, and the Debian and Ubuntu package that holds it; found in a bare Debian 12.
NEEDED = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WITH_TESTS = (
    "greenpractice", "ui", "db", "resources", "release", "release/program.spec", "start.py", "tests",
)  # fmt: skip
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "8", "--dist", "worksteal")
FOR_TESTS = {"Xvfb": "xvfb", "xdotool": "xdotool"}  # programs: a screen without a monitor, and keys for it
FOR_THE_BUS = {"dbus-daemon": "dbus", "/usr/libexec/at-spi-bus-launcher": "at-spi2-core"}


class SetupError(Exception):
    """Set-up cannot go on; the text says why and what a person can do."""


def main(arguments: Sequence[str]) -> int:
    """Set up if that is still to do, then run the program or the checks; returns the exit status."""
    try:
        if RUNNING not in SUPPORTED:
            return hand_over([other_python(), str(ROOT / "start.py"), *arguments], os.environ)
        if not is_ready(wanted_stamp()):
            set_up()
    except SetupError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"The set-up stopped: {error}\nIt needs 1 GB of free space and a folder it may write to.")
        say("If Greener Practice is open, close it, and start again.")
        return 1
    except KeyboardInterrupt:
        say("The set-up was stopped. The next start begins it again.")
        return 130
    if arguments[:1] == ["test"]:
        prepare_tests()
        return run_checks(check_commands(arguments[1:]), read_ahead(arguments[1:]))
    if arguments[:1] == ["package"]:
        return hand_over([str(PYTHON), "-P", "-m", "release", *arguments[1:]], program_environment())
    return hand_over(program_command(arguments), program_environment())


def say(text: str) -> None:
    """Tell the person at the screen; not on standard output, which belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def program_command(arguments: Sequence[str]) -> list[str]:
    """The program's command; -P keeps files that happen to lie in the caller's folder from being imported."""
    return [str(PYTHON), "-P", "-m", "greenpractice", *arguments]


def program_environment() -> dict[str, str]:
    """The caller's settings, with this folder as the one extra place to import from."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def check_commands(arguments: Sequence[str]) -> list[list[str]]:
    """Faults, layout, dead code, types and tests, in their order; after `--long` the long runs alone.

    All tests run side by side, in one process more than there are cores; with words for pytest in one.
    """
    if arguments[:1] == ["--long"]:
        return [[str(PYTHON), "-m", "tests.long.run", *arguments[1:]]]
    checks = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["vulture"],
        ["vulture", *WITH_TESTS],
        ["mypy"],
    )
    tests = ["pytest", *(arguments or SIDE_BY_SIDE)]
    return [[str(PYTHON), "-m", *check] for check in (*checks, tests)]


def read_ahead(arguments: Sequence[str]) -> list[list[str]]:
    """What reads all tests once during the checks, so that not each process that runs them compiles them."""
    reading = ("pytest", "--collect-only", "-qq", "-p", "no:cacheprovider")
    return [] if arguments else [[str(PYTHON), "-m", *reading]]


def run_checks(commands: Sequence[Sequence[str]], ahead: Sequence[Sequence[str]] = ()) -> int:
    """Run all but the last side by side, then the last; returns the exit status of the first that fails.

    What each says is shown whole, in their order; `ahead` runs beside them, unheard, and is done before the
    last. They may write what Python compiled, whatever the caller says: tests start Python hundreds of times.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen", **program_environment()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    *checks, last = commands
    with contextlib.ExitStack() as begun:
        processes = [begin(command, environment, begun) for command in (*checks, *ahead)]
        for command, process in zip(checks, processes, strict=False):
            heading(command)
            show(process.communicate()[0])
            if process.returncode != 0:
                return failed(command, process.returncode)
        for process in processes[len(checks) :]:
            process.communicate()
    heading(last)
    status = subprocess.call(last, cwd=ROOT, env=environment)
    return failed(last, status) if status != 0 else 0


def begin(
    command: Sequence[str], environment: Mapping[str, str], begun: contextlib.ExitStack
) -> subprocess.Popen[bytes]:
    """Start a command in this folder; left alone with the others, it ends."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    begun.enter_context(process)
    begun.callback(process.kill)  # which comes before the waiting, and does nothing to one that has ended
    return process


def show(said: bytes) -> None:
    """What a check said, byte by byte: the letters of the caller's screen may be fewer than those in it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


def heading(command: Sequence[str]) -> None:
    """Say which check comes."""
    say(f"== {' '.join(command[2:])}")


def failed(command: Sequence[str], status: int) -> int:
    """Say which check failed; returns the exit status, 128 and its number for a signal."""
    say(f"Failed: {' '.join(command[2:])} (exit status {status})")
    return status if status > 0 else 128 - status


def hand_over(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Become the command where the system can do that; elsewhere wait for it and return its exit status."""
    if os.name == "posix":
        os.execve(command[0], list(command), dict(environment))
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program was told as well, and closes itself


def other_python() -> str:
    """The path of a supported Python on this computer, for when the running one is not."""
    question = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
    for version in SUPPORTED:
        command = ["py", f"-{version}"] if os.name == "nt" else [f"python{version}"]
        try:
            answer = subprocess.run([*command, "-c", question], capture_output=True, text=True, check=False)
        except OSError:
            continue
        lines = answer.stdout.splitlines()
        if answer.returncode == 0 and lines[:1] == [version]:
            return lines[1]
    raise SetupError(
        f"Greener Practice needs Python 3.11, 3.12 or 3.13; this is {RUNNING}.\n"
        "Install one of them (https://www.python.org/downloads/) and start again."
    )


def wanted_stamp() -> str:
    """What a finished set-up was made from: this file's steps, the running Python, the locked packages."""
    locked = hashlib.sha256(LOCKED.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return f"set-up {SETUP_VERSION}\nPython {RUNNING} in {sys.base_prefix}\npackages {locked}\n"


def is_ready(wanted: str) -> bool:
    """Whether the environment was finished, from what is wanted now, and its Python is still there."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted


def set_up() -> None:
    """Make the environment unless another start is making it: then wait for that one."""
    if sys.maxsize < 2**32:
        raise SetupError("Greener Practice needs a 64-bit Python; this one is 32-bit.")
    VENV.mkdir(exist_ok=True)
    with open(ONE_AT_A_TIME, "a", encoding="utf-8") as file:
        if not took_lock(file.fileno()):
            say("Another start is setting Greener Practice up; waiting for it.")
            while not took_lock(file.fileno()):
                time.sleep(0.5)
        if not is_ready(wanted_stamp()):
            make_environment()


def took_lock(descriptor: int) -> bool:
    """Take the system's lock on an open file if it is free; it is freed even when this program is killed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def make_environment() -> None:
    """Make the environment from nothing: system packages, Python's own copy, locked packages, stamp."""
    started = time.monotonic()
    say("Setting up Greener Practice. This happens once and takes one to five minutes.")
    clear()
    if sys.platform.startswith("linux"):
        prepare_linux()
    say("Making a private copy of Python in .venv (a few seconds).")
    python = getattr(sys, "_base_executable", sys.executable)  # the .venv's own Python is gone by now
    problem = run([python, "-m", "venv", str(VENV)])
    if problem:
        raise SetupError(f"It could not be made:\n{problem}")
    install_packages()
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(wanted_stamp(), "utf-8")
    os.replace(unfinished, STAMP)
    say(f"Set-up finished after {time.monotonic() - started:.0f} seconds.")


def clear() -> None:
    """Throw a half-made or outdated environment away, its stamp first; the lock file stays."""
    STAMP.unlink(missing_ok=True)
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != ONE_AT_A_TIME:
            path.unlink()


def install_packages() -> None:
    """Install the locked packages; pip checks each against its hash, and the user's pip settings apply."""
    say("Installing the packages Greener Practice uses (about 130 MB to download).")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    command += ["--only-binary=:all:", "--report", str(INSTALLED), "-r", str(LOCKED)]
    for attempt in range(1, ATTEMPTS + 1):
        # the last attempt does without what pip kept of earlier downloads, in case that is what is broken
        problem = run([*command, "--no-cache-dir"] if attempt == ATTEMPTS else command)
        if not problem:
            return
        if attempt < ATTEMPTS:
            say("That did not work; trying again.")
            time.sleep(2 * attempt)
    raise SetupError(f"The packages could not be installed. Is this computer on the internet?\n{problem}")


def run(command: Sequence[str]) -> str:
    """Run a command, saying now and then that it goes on; returns why it failed, or an empty text."""
    started = time.monotonic()
    nothing, pipe, same = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=same) as process:
        while True:
            try:
                output = process.communicate(timeout=20)[0].decode("utf-8", "replace").strip().splitlines()
                break
            except subprocess.TimeoutExpired:
                say(f"  still working after {time.monotonic() - started:.0f} seconds")
    if process.returncode == 0:
        return ""
    reasons = [line for line in output if not line.startswith("WARNING")]
    return "\n".join(reasons[-6:] or [f"exit status {process.returncode}"])


def prepare_linux() -> None:
    """Install the system packages that are missing; stops only where the program cannot run without them."""
    if not missing_packages():
        return
    reason = install_system_packages(missing_packages())
    missing = missing_packages()
    if missing:
        advice = f"{reason}\n{system_advice(missing)}"
        if not set(missing) <= set(FOR_A_WINDOW.values()):
            raise SetupError(advice)
        say(f"{advice}\nUntil then a window may not open. The set-up goes on.")


def missing_packages() -> list[str]:
    """The packages of what cannot be loaded here; on Debian, Python's own way to make a .venv is one."""
    importlib.invalidate_caches()
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    return [*missing, *not_loaded({**NEEDED, **FOR_A_WINDOW})]


def not_loaded(libraries: Mapping[str, str]) -> list[str]:
    """The packages of the libraries that cannot be loaded here."""
    import ctypes

    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def prepare_tests() -> None:
    """Install what the test in a real window needs, where nobody has to be asked; it is skipped elsewhere."""
    if not sys.platform.startswith("linux") or not missing_for_tests(FOR_THE_BUS):
        return
    reason = install_system_packages(missing_for_tests(FOR_THE_BUS), ask=False)
    if missing_for_tests(FOR_THE_BUS):
        advice = system_advice(missing_for_tests(FOR_THE_BUS))
        say(f"{reason}\n{advice}\nUntil then tests in a real window are skipped, or those that listen to it.")


def missing_for_tests(also: Mapping[str, str] | None = None) -> list[str]:
    """The packages of what tests in a real window lack, and of what they need `also`; without X, all."""
    wanted = {**FOR_TESTS, **(also or {})}
    if not sys.platform.startswith("linux"):
        return [*wanted.values()]
    programs = [package for program, package in wanted.items() if shutil.which(program) is None]
    return [*programs, *not_loaded(FOR_A_WINDOW)]


def install_system_packages(packages: Sequence[str], ask: bool = True) -> str:
    """Install with apt, as root or through sudo, which with `ask` may ask for a password.

    Returns why that did not work, or an empty text.
    """
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return (
            "This computer lacks system libraries, and they are installed for you on Debian and Ubuntu only."
        )
    rights: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            return "This computer lacks system packages, and installing them takes an administrator."
        asks = ask and sys.stdin is not None and sys.stdin.isatty()
        rights = ["sudo"] if asks else ["sudo", "-n"]
    say(f"Installing system packages (about a minute): {names}")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-o", "DPkg::Lock::Timeout=300"]
    run([*apt, "update"])  # one unreachable source makes this fail, and may not matter
    return run([*apt, "install", "--no-install-recommends", *packages])


def system_advice(packages: Sequence[str]) -> str:
    """What a person can do about missing packages."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"Install what your system calls these Debian packages, then start again:\n  {names}"
    command = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    return f"Ask an administrator to run this, then start again:\n  {command}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
