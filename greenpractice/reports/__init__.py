"""What a practice or a network hands on: PDF documents that people, screen readers and programs can read."""
