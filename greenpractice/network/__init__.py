"""The network's side: what arrived, which revision counts, the pooled figures, who is missing."""
