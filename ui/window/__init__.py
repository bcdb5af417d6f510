"""The frame both windows share."""
