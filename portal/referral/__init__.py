"""The heart: what a referral is and what may happen to it, with no web framework in sight."""
