"""What staff can do about a place that a referral went to, and what not, with why."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from portal.referral.records import HandOff
from portal.referral.records.hand_off import HandOffState, Notice

from .places import organisation_of
from .versions import Why, is_there, newest


class Do(StrEnum):
    """What staff can do about a place that a referral goes to."""

    HOLD = "hold"
    LET_GO = "let_go"
    RESEND = "resend"
    CORRECT = "correct"
    RECALL = "recall"


class NotNow(StrEnum):
    """Why something can't be done that no rule of handing on forbids."""

    SAME = "same"
    """They have what is known now, so there is nothing to correct."""


Bar = Why | NotNow | None
"""What bars something; None when nothing does."""

_CORRECTED = frozenset({HandOffState.WAITING, HandOffState.FAILED, HandOffState.SENT})


def possible(versions: Sequence[HandOff], bars: Why | None, *, differs: bool) -> Mapping[Do, Bar]:
    """What there is to do about a place by where its versions stand, each with what bars it.

    ``bars`` is why nothing may go there now; ``differs`` when they were told something else than
    what is known now.
    """
    last = newest(versions)
    if last is None or bars is Why.ERASED:
        return {}
    found: dict[Do, Bar] = {}
    if last.notice == Notice.DOCUMENT:
        found |= _about_document(last, bars, differs)
    elif last.state == HandOffState.FAILED:
        found[Do.RESEND] = None
    if is_there(versions):
        found[Do.RECALL] = None
    return found


def _about_document(last: HandOff, bars: Why | None, differs: bool) -> Mapping[Do, Bar]:
    found: dict[Do, Bar] = {}
    match HandOffState(last.state):
        case HandOffState.WAITING:
            found[Do.HOLD] = None
        case HandOffState.HELD | HandOffState.STOPPED:
            found[Do.LET_GO] = bars
        case HandOffState.FAILED:
            found[Do.RESEND] = bars
        case HandOffState.SENT:
            found[Do.CORRECT] = bars or NotNow.SAME
            if organisation_of(last.destination) is None:  # in an inbox here nothing gets lost
                found[Do.RESEND] = bars
    if differs and last.state in _CORRECTED:
        found[Do.CORRECT] = bars
    return found
