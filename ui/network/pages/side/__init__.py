"""Parts of the page of practices side by side: its measures, and what stands out."""
