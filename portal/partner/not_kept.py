"""When a page's answers have nowhere to go any more: it says so, and shows what was typed."""

from flask import Response, request

from portal.referral.kinds import Raw, Unreadable
from portal.referral.origins import Origin
from portal.referral.questions.question import Question
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form
from portal.web.language import current_language, t

from .seat import Seat
from .showing import show

_SENT = say("Somebody in your organisation sent this draft meanwhile.")
_NOT_ASKED = say(
    "This page is not asked any more, because an answer on an earlier page changed meanwhile."
)
_GONE = say("We can't find this draft. Somebody in your organisation may have thrown it away.")


def not_kept(seat: Seat | None, page: str) -> Response:
    """The page for answers to ``page`` that were not kept, with all that was typed there."""
    if seat is None:
        why, onward, words = _GONE, "/partner/drafts", say("Go to your drafts")
    elif seat.reference:
        why, onward, words = _SENT, seat.next, say("Go to the receipt")
    else:
        why, onward, words = _NOT_ASKED, seat.next, say("Go on with the draft")
    return show(
        "partner/not_kept.html",
        title=t(say("This was not saved")),
        status=404 if seat is None else 409,
        why=t(why),
        typed=_typed(page),
        onward=onward,
        onward_words=t(words),
    )


def _typed(slug: str) -> list[dict[str, object]]:
    page = desk().office.journeys[Origin.PARTNER].by_slug.get(slug)
    if page is None or request.method != "POST":
        return []
    raw = page_form(page)().raw
    rows = [(question, _lines(question, raw)) for question in page.questions]
    return [
        {"key": t(question.short), "value": lines, "own": True} for question, lines in rows if lines
    ]


def _lines(question: Question, raw: Raw) -> list[str]:
    """What was typed for ``question``: as it would be shown, or just as it came."""
    try:
        value = question.kind.read(raw, question.id)
        if value is None:
            return []
        return list(question.kind.show(value, current_language().speaker))
    except Unreadable:
        prefix = f"{question.id}-"
        return [
            text
            for name, texts in raw.items()
            if name == question.id or name.startswith(prefix)
            for text in texts
            if text
        ]
