"""A practice's window and its own pages."""
