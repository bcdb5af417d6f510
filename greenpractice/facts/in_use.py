"""Which facts are in use: the shipped tables, or those of installed packs in their place."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar

from greenpractice import processes

_T = TypeVar("_T")
_P = ParamSpec("_P")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def lettered(digest: str) -> str:
    """A hexadecimal digest in letters only: nothing in a return may look like a number of the NHS."""
    return digest.translate(_LETTERS)


def pack_id(digest: str) -> str:
    """What a pack is called, by the digest of its file."""
    return lettered(digest)[:12]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack of facts whose signature holds: what it says of itself, and its tables by their names.

    `digest` is the sha256 of its file. `public_key` is who signed it, which by itself decides nothing.
    """

    name: str
    maker: str
    day: date
    files: Mapping[str, str]
    public_key: str
    digest: str

    @property
    def id(self) -> str:
        """What it is called in lists, commands and returns: `djfabmcaekbl`."""
        return pack_id(self.digest)


class Facts:
    """The shipped tables with those of packs in their place, a later day over an earlier one.

    Never changed once made; `kept` is what was worked out of it, by function.
    """

    def __init__(self, packs: tuple[Pack, ...] = ()) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (pack.day, pack.digest)))
        self.files: Mapping[str, str] = {
            name: text for pack in self.packs for name, text in pack.files.items()
        }
        self.kept: dict[object, Any] = {}

    @property
    def digests(self) -> tuple[str, ...]:
        """The same for the same packs."""
        return tuple(pack.digest for pack in self.packs)


SHIPPED = Facts()
_used = SHIPPED
_tried: ContextVar[Facts | None] = ContextVar("facts that are tried", default=None)


def in_use() -> Facts:
    """The facts that count here and now."""
    return _tried.get() or _used


def use(facts: Facts) -> None:
    """Let these facts count from now on, in the whole program."""
    global _used
    if facts.digests != _used.digests:
        _used = facts


@contextmanager
def trying(facts: Facts) -> Iterator[None]:
    """Other facts in this thread only, for a while: to look at a pack that does not count yet."""
    token = _tried.set(facts)
    try:
        yield
    finally:
        _tried.reset(token)


class of_facts(Generic[_T]):
    """Work something out of the facts once for as long as they are in use: a cache that knows of packs.

    Whatever comes from tables of facts is kept by this and never by `functools.cache`, which would keep it
    for ever. While it is worked out, other facts that come in use are not seen.
    """

    def __init__(self, function: Callable[[], _T]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __call__(self) -> _T:
        facts = _tried.get() or _used
        known: _T | None = facts.kept.get(self)
        if known is None:
            with trying(facts):
                known = facts.kept[self] = self.function()
        return known


def remembered(most: int) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Keep what a function says of the `most` arguments asked for last, as long as the same facts are in use.

    For a function of its arguments and the facts alone, of values that nobody changes: what is kept is what
    it would say anew. So only what a figure touches is worked out again, without anybody having to say what
    that is.
    """

    def keeping(function: Callable[_P, _T]) -> Callable[_P, _T]:
        @of_facts
        def answers() -> Callable[..., _T]:
            facts = in_use()

            @lru_cache(maxsize=most)
            def answer(*given: Any) -> _T:
                with trying(facts):
                    return function(*given)  # type: ignore[call-arg]

            return answer

        last: tuple[Facts | None, Callable[..., _T]] = (None, function)  # one value: threads may ask at once

        @wraps(function)
        def ask(*given: _P.args, **_: _P.kwargs) -> _T:
            nonlocal last
            facts, asked = _tried.get() or _used, last
            if asked[0] is not facts:
                asked = last = (facts, answers())
            return asked[1](*given)

        return ask

    return keeping


def _packs() -> tuple[Pack, ...]:
    return in_use().packs


def _use_packs(packs: tuple[Pack, ...]) -> None:
    use(Facts(packs) if packs else SHIPPED)


processes.carry(_packs, _use_packs)
