"""How things stand with one place that a referral goes to, from its versions and its news."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from portal.referral.records.hand_off import HandOff, HandOffState, Notice, ReturnedStatus

from .returning_news import Word
from .versions import newest


class Standing(StrEnum):
    """What can be said of one place, in one word."""

    ASKING = "asking"
    """It waits for the person to agree."""

    WAITING = "waiting"
    """It goes by itself, now or at a set time."""

    TRYING = "trying"
    """It did not get there, and is tried again."""

    RESTING = "resting"
    """Nothing gets through to this place just now, so nobody knocks for a while."""

    HELD = "held"
    STOPPED = "stopped"
    FAILED = "failed"
    UNANSWERED = "unanswered"
    """It is there. They still have time to answer."""

    SILENT = "silent"
    """It is there, and they should have answered by now."""

    ACCEPTED = "accepted"
    WORKING = "working"
    DECLINED = "declined"
    CLOSED = "closed"
    TAKING_BACK = "taking_back"
    """They have it, and word that it is taken back is on its way."""

    NOT_TAKEN_BACK = "not_taken_back"
    """They have it, and that word did not get there."""

    TAKEN_BACK = "taken_back"


NEEDS_SOMEBODY = frozenset(
    {Standing.FAILED, Standing.SILENT, Standing.DECLINED, Standing.NOT_TAKEN_BACK}
)
"""From here nothing goes on by itself."""

_BEFORE_IT_WENT = {
    HandOffState.ASKING: Standing.ASKING,
    HandOffState.HELD: Standing.HELD,
    HandOffState.STOPPED: Standing.STOPPED,
    HandOffState.FAILED: Standing.FAILED,
}
_SAID = {
    Word.ACCEPTED: Standing.ACCEPTED,
    Word.WORKING: Standing.WORKING,
    Word.DECLINED: Standing.DECLINED,
    Word.CLOSED: Standing.CLOSED,
}
_OVER = frozenset({Word.DECLINED, Word.CLOSED})


def standing(
    versions: Sequence[HandOff],
    news: ReturnedStatus | None,
    *,
    now: datetime,
    answer_due: datetime | None = None,
    down: bool = False,
) -> Standing:
    """How things stand. ``news`` is the last that they said, and they answer by ``answer_due``;
    ``down`` when nothing gets through to them just now."""
    last = newest(versions)
    if last is None:
        return Standing.STOPPED
    state = HandOffState(last.state)
    if last.notice == Notice.WITHDRAWAL:
        return _taking_back(state)
    if state is HandOffState.SENT:
        return _since_it_went(last, news, late=answer_due is not None and answer_due < now)
    if state is HandOffState.WAITING:
        if down:
            return Standing.RESTING
        return Standing.TRYING if last.reason else Standing.WAITING
    return _BEFORE_IT_WENT[state]


def _taking_back(state: HandOffState) -> Standing:
    if state is HandOffState.SENT:
        return Standing.TAKEN_BACK
    ended = state in (HandOffState.FAILED, HandOffState.STOPPED)
    return Standing.NOT_TAKEN_BACK if ended else Standing.TAKING_BACK


def _since_it_went(last: HandOff, news: ReturnedStatus | None, *, late: bool) -> Standing:
    """What they said. That it was over with an earlier version says nothing of a newer one."""
    if news is not None and (news.hand_off_id == last.id or Word(news.word) not in _OVER):
        return _SAID[Word(news.word)]
    return Standing.SILENT if late else Standing.UNANSWERED
