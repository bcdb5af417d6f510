"""Grids and forms in which figures are typed."""
