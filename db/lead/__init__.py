"""What a network's Lead decides, kept in the data file."""
