"""Documents: what a person or a member of staff takes away as a file."""
