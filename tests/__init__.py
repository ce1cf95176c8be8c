"""The tests: a folder for each part of the house, and what they share in support."""
