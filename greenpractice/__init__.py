"""Greener Practice: a GP practice's quarter as carbon, inhaler indicators and a PDF return."""

__version__ = "1.0.0"
