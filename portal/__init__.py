"""The referral portal of a restorative hub."""
