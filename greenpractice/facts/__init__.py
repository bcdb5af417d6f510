"""Dated tables with sources, and their loaders."""
