"""Handing on: what was told once goes to whoever helps next, as far as it may."""
