"""The options guide: what can be done, side by side, how sure it is, and what one makes of it."""
