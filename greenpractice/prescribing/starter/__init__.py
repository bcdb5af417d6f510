"""Starter files: what national months say of the inhalers of many practices, in one small file."""
