"""The parts of Check answers: its counts, what is to be looked at, and every answer."""
