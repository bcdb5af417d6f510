"""Statuses as a mark and a word: one table of how each looks, and the widget that shows one."""
