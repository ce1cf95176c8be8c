"""What was typed before signing in again comes back to its page: to be seen, and not acted on."""

from flask import request

from portal.referral.words import say

SHOW_AGAIN = "typed_before"
"""The field that asks a form's page to show what was typed instead of acting on it."""

TYPED_BEFORE = say("This is what you wrote before. It has not been sent or saved yet.")


def is_shown_again() -> bool:
    """Whether this request asks only to see again what was typed."""
    return SHOW_AGAIN in request.form
