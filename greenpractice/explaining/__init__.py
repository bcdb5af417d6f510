"""What an answer is made of: steps with their sums, sources and the figures they came from."""
