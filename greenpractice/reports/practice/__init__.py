"""The pages of a practice's PDF, each with its question."""
