"""The window of a network's Greener Lead: its workspace, its pages, its menus and help."""
