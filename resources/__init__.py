"""Dated facts with their sources, fonts and other files the program ships; no code lives here."""
