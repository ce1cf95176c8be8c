"""Figures of the hub's work: counted, and told so that nobody can be picked out of them."""
