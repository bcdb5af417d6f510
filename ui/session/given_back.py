"""What was typed and could not be kept: it stays to be copied until somebody closes it, in any window."""

from collections.abc import Iterable

_SEEN = 3  # steps that are told in full


class GivenBack:
    """The texts, one of each step, the newest last."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._copied = 0

    def add(self, texts: Iterable[str]) -> None:
        """One more step, or what the window before this one had to give back."""
        self.texts += texts

    @property
    def is_uncopied(self) -> bool:
        """True while something of it would be lost with the window."""
        return len(self.texts) > self._copied

    def words(self) -> str:
        """The newest of it, to be read in a line."""
        newest = self.texts[-_SEEN:]
        lines = dict.fromkeys(line for text in newest for line in text.split("\n"))
        more = len(self.texts) - len(newest)
        return "; ".join(lines) + (f" and {more} more" if more else "")

    def copied(self) -> str:
        """All of it, for the clipboard."""
        self._copied = len(self.texts)
        return "\n\n".join(self.texts)

    def close(self) -> None:
        """Nobody needs it any more."""
        self.texts.clear()
        self._copied = 0
