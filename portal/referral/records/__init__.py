"""The tables, a file each. Importing this package makes all of them known."""

from .account import Account, Invitation, Passkey, RecoveryCode, StaffSession
from .attempt import Attempt
from .blind_token import BlindToken
from .closing import Closing
from .consent import Consent
from .contact_attempt import ContactAttempt
from .distance import Distance
from .draft import Draft, Visit
from .equality_answer import EqualityAnswer
from .event import Event, EventLink
from .guide_version import GuideVersion
from .message import Message
from .note import Note
from .notice import Notice
from .outgoing import Outgoing
from .referral import Referral, SealedSection
from .referral_link import ReferralLink
from .saved_filter import SavedFilter
from .task import Task

__all__ = [
    "Account",
    "Attempt",
    "BlindToken",
    "Closing",
    "Consent",
    "ContactAttempt",
    "Distance",
    "Draft",
    "EqualityAnswer",
    "Event",
    "EventLink",
    "GuideVersion",
    "Invitation",
    "Message",
    "Note",
    "Notice",
    "Outgoing",
    "Passkey",
    "RecoveryCode",
    "Referral",
    "ReferralLink",
    "SavedFilter",
    "SealedSection",
    "StaffSession",
    "Task",
    "Visit",
]
