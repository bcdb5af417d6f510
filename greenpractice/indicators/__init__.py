"""The inhaler indicators: evidence, results, ways to a target, words."""
