"""Collects the words that people read and keeps every language's catalogue in step with them."""
