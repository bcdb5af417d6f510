"""The open store and what is edited in it."""
