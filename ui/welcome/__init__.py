"""Parts of the first run: the panel beside its questions, their answers as cards, and its steps."""
