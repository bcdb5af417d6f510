"""Parts that every page has: the head above it, the foot bar below it, and the marks of its status."""
