"""Facts in the window: which are installed, and what a pack would change."""
