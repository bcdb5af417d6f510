"""Prescribing files: which layout a file has, its inhalers by practice and month, and what a return takes."""
