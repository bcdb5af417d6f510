"""A colleague who notices: which figures are far from usual, or from earlier ones, and the likely slip."""
