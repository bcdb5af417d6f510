"""The pages of a Lead's window."""
