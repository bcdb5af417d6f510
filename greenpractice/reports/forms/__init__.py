"""The forms of a page: numbers, lists with bars, rulers, and how they stand beside one another."""
