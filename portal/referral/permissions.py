"""Who may do what, as a table."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .readers import Reader


class Role(StrEnum):
    """What somebody does, at the hub or at a partner. One person can have several roles."""

    PRACTITIONER = "practitioner"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    REFERRER = "referrer"
    """Works at a partner organisation: refers, and follows what it referred."""

    PARTNER_ADMINISTRATOR = "partner_administrator"
    """Looks after the accounts of their own partner organisation."""


class Act(StrEnum):
    """Something that somebody with an account can do."""

    SEE_INBOX = "see_inbox"
    OPEN_REFERRAL = "open_referral"
    TRIAGE = "triage"
    WRITE_NOTE = "write_note"
    WRITE_TO_PERSON = "write_to_person"
    WORK = "work"
    SET_PRIORITY = "set_priority"
    REASSIGN = "reassign"
    SEE_LOAD = "see_load"
    SET_LANES = "set_lanes"
    SHARE_FILTER = "share_filter"
    READ_AUDIT = "read_audit"
    SEE_FIGURES = "see_figures"
    MANAGE_ACCOUNTS = "manage_accounts"
    ERASE = "erase"
    OWN_ACCOUNT = "own_account"
    TAKE_CALLBACKS = "take_callbacks"
    MANAGE_ORGANISATIONS = "manage_organisations"
    REFER = "refer"
    FOLLOW = "follow"
    MANAGE_COLLEAGUES = "manage_colleagues"
    DECIDE_MATCH = "decide_match"
    HAND_ON = "hand_on"
    SEND_ALL_AGAIN = "send_all_again"
    RECEIVE = "receive"


_WORKERS = frozenset({Role.PRACTITIONER, Role.COORDINATOR})
_LEADS = frozenset({Role.COORDINATOR})

HUB_ROLES = frozenset({Role.PRACTITIONER, Role.COORDINATOR, Role.ADMINISTRATOR})
PARTNER_ROLES = frozenset({Role.REFERRER, Role.PARTNER_ADMINISTRATOR})

MAY: Mapping[Act, frozenset[Role]] = {
    #  act                   who may
    Act.SEE_INBOX: _WORKERS,
    Act.OPEN_REFERRAL: _WORKERS,
    Act.TRIAGE: _WORKERS,
    Act.WRITE_NOTE: _WORKERS,
    Act.WRITE_TO_PERSON: _WORKERS,
    Act.WORK: _WORKERS,
    Act.SET_PRIORITY: _WORKERS,
    Act.SHARE_FILTER: _WORKERS,
    Act.SET_LANES: _LEADS,
    Act.REASSIGN: _LEADS,
    Act.SEE_LOAD: _LEADS,
    Act.READ_AUDIT: _LEADS,
    Act.ERASE: _LEADS,
    Act.SEE_FIGURES: HUB_ROLES,
    Act.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Act.TAKE_CALLBACKS: _WORKERS,
    Act.MANAGE_ORGANISATIONS: frozenset({Role.ADMINISTRATOR}),
    Act.REFER: frozenset({Role.REFERRER}),
    Act.FOLLOW: frozenset({Role.REFERRER}),
    Act.MANAGE_COLLEAGUES: frozenset({Role.PARTNER_ADMINISTRATOR}),
    Act.DECIDE_MATCH: _WORKERS,
    Act.HAND_ON: _WORKERS,
    Act.SEND_ALL_AGAIN: _LEADS,
    Act.RECEIVE: frozenset({Role.REFERRER}),
    Act.OWN_ACCOUNT: frozenset(Role),
}


def may(roles: Collection[str], act: Act) -> bool:
    """Whether somebody with ``roles`` may do ``act``."""
    return not MAY[act].isdisjoint(roles)


def held(roles: Collection[str], *, at_hub: bool) -> frozenset[str]:
    """Those of ``roles`` that somebody can hold: nobody is both of the hub and of a partner."""
    return frozenset(roles) & (HUB_ROLES if at_hub else PARTNER_ROLES)


def reads_as(roles: Collection[str], training: Collection[str]) -> Reader:
    """What somebody reads a referral as: coordinators and trained specialists see all of it."""
    return Reader.SPECIALIST if training or Role.COORDINATOR in roles else Reader.HUB
