"""The tables, a file each. Importing this package makes all of them known."""

from .account import Account, StaffSession
from .attempt import Attempt
from .blind_token import BlindToken
from .consent import Consent
from .draft import Draft, Visit
from .equality_answer import EqualityAnswer
from .event import Event
from .guide_version import GuideVersion
from .message import Message
from .note import Note
from .outgoing import Outgoing
from .referral import Referral, SealedSection

__all__ = [
    "Account",
    "Attempt",
    "BlindToken",
    "Consent",
    "Draft",
    "EqualityAnswer",
    "Event",
    "GuideVersion",
    "Message",
    "Note",
    "Outgoing",
    "Referral",
    "SealedSection",
    "StaffSession",
    "Visit",
]
