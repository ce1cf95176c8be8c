"""The tables, a file each. Importing this package makes all of them known."""

from .account import Account, Invitation, Passkey, RecoveryCode, StaffSession
from .attempt import Attempt
from .blind_token import BlindToken
from .closing import Closing
from .community import Callback, CommunityInvitation
from .consent import Consent
from .contact_attempt import ContactAttempt
from .cross_referral import CrossQuestion, CrossReferral
from .distance import Distance
from .draft import Draft, Visit
from .equality_answer import EqualityAnswer
from .event import Event, EventLink
from .guide_version import GuideVersion
from .hand_off import ConsentRequest, DestinationHealth, HandOff, ReturnedStatus
from .handover import Handover
from .matching import Joining, MatchingKey, MatchingWeights, PossibleMatch, ToCompare
from .message import Message
from .note import Note
from .notice import Notice
from .organisation import Organisation
from .outgoing import Outgoing
from .referral import Referral, SealedSection
from .referral_link import ReferralLink
from .referring import Enquiry, Referring, Telling
from .saved_filter import SavedFilter
from .task import Task

__all__ = [
    "Account",
    "Attempt",
    "BlindToken",
    "Callback",
    "Closing",
    "CommunityInvitation",
    "Consent",
    "ConsentRequest",
    "ContactAttempt",
    "CrossQuestion",
    "CrossReferral",
    "DestinationHealth",
    "Distance",
    "Draft",
    "Enquiry",
    "EqualityAnswer",
    "Event",
    "EventLink",
    "GuideVersion",
    "HandOff",
    "Handover",
    "Invitation",
    "Joining",
    "MatchingKey",
    "MatchingWeights",
    "Message",
    "Note",
    "Notice",
    "Organisation",
    "Outgoing",
    "Passkey",
    "PossibleMatch",
    "RecoveryCode",
    "Referral",
    "ReferralLink",
    "Referring",
    "ReturnedStatus",
    "SavedFilter",
    "SealedSection",
    "StaffSession",
    "Task",
    "Telling",
    "ToCompare",
    "Visit",
]
