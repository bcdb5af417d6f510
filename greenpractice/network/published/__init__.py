"""Published prescribing in a network: what stands beside the figures that practices sent."""
