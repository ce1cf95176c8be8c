"""Delivery: what waits in the outbox goes out by email and text message."""
