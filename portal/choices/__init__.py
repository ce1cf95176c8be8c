"""The options guide: what can be done, what is known about it, and what matters to a person."""
