"""The keys that do something about a referral, on its page."""

from collections.abc import Mapping

KEYS: Mapping[str, str] = {
    "owner": "t",
    "acceptance": "a",
    "priority-confirmation": "y",
    "priority": "p",
    "hold": "h",
    "notes": "n",
    "messages": "m",
    "question": "q",
    "tasks": "k",
    "allocation": "o",
}
"""By the noun of the action whose button or link the key presses."""
