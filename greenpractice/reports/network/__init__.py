"""The network's PDF."""
