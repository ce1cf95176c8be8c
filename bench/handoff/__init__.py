"""Handing on under chaos: nothing lost, nothing doubled, and nothing that was stopped leaves."""
