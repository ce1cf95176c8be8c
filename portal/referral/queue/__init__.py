"""The queue: what waits for whom, in which order, page by page, and how much of it there is."""
