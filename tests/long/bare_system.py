"""The two commands of the README in a Debian that has only Python and git, made for this run.

Run as `python -m tests.long.bare_system`; it needs root and debootstrap, and says so where they are not
there. What is tested is the last commit. The new system takes its packages from where this one does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITH = "python3,python3-venv,git,ca-certificates"
CHECKOUT = "checkout"
LENT = ("/etc/apt", "/etc/pip.conf", "/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt")
PASSED_ON = ("PIP_", "SSL_", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "REQUESTS_CA")


def why_not() -> str:
    """Why a bare system cannot be made here, or an empty text."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "it takes Linux and the rights of root"
    if shutil.which("debootstrap") is None:
        return "debootstrap is not installed"
    return "" if _site() else "apt says of no place that packages come from"


def _site() -> tuple[str, str] | None:
    """The first place this system takes packages from, and the name of its release."""
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(CODENAME)", "Created-By: Packages"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return None
    for line in said.splitlines():
        site, _, name = line.partition(" ")
        if site and name and "-" not in name:
            return site, name
    return None


@contextmanager
def bare_system(folder: Path, packages: str = WITH) -> Iterator[Path]:
    """A new Debian in a folder, with these packages; its mounts are taken away at the end."""
    found = _site()
    assert found is not None
    site, name = found
    new = folder / "bare"
    do(["debootstrap", "--variant=minbase", f"--include={packages}", name, str(new), site])
    for lent in map(Path, LENT):
        target = new / lent.relative_to("/")
        if lent.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            do(["cp", "-rL", "--remove-destination", str(lent), str(target.parent)])
    for script in (new / "etc/apt/apt.conf.d").glob("docker-*"):
        script.unlink()  # they belong to the system that lent them
    mounts = [(source, new / source.lstrip("/")) for source in ("/proc", "/dev", "/dev/shm")]
    try:
        for source, target in mounts:
            do(["mount", "--bind", source, str(target)])
        yield new
    finally:
        for _, target in reversed(mounts):
            subprocess.run(["umount", "-l", str(target)], check=False, stderr=subprocess.DEVNULL)


def do(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def inside(new: Path, *command: str, folder: str = CHECKOUT) -> int:
    """Run a command in a folder of the new system, its words on this screen; its exit status."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
    kept.pop("PIP_FIND_LINKS", None)
    environment = {**kept, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "CI": "true"}
    line = f"cd /{folder} && exec " + " ".join(command)
    return subprocess.call(["chroot", str(new), "/bin/sh", "-c", line], env=environment)


def main() -> int:
    """Both commands, and that nothing they leave is seen by git; 0 if all is well."""
    reason = why_not()
    if reason:
        print(f"Skipped: {reason}.")
        return 0
    with tempfile.TemporaryDirectory() as folder, bare_system(Path(folder)) as new:
        do(["git", "clone", "-q", str(ROOT), str(new / CHECKOUT)])
        for name, command in (
            ("first start, with all set-up", ["python3", "start.py"]),
            ("second start", ["python3", "start.py"]),
            ("tests", ["python3", "start.py", "test"]),
            ("nothing left over", ["git", "diff", "--quiet", "--exit-code", "HEAD"]),
        ):
            started = time.monotonic()
            status = inside(new, *command)
            print(f"{name}: exit status {status} after {time.monotonic() - started:.1f} s", flush=True)
            if status:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
