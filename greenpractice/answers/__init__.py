"""Why a number is what it is, over time and how sure."""
