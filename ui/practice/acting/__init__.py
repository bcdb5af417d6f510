"""What a practice does for a greener practice: its own actions as cards, and those of the plan."""
