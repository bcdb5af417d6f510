"""How returns become carbon: the footprint, what changed between two, and sums in words."""
