"""After sending: what happens next, the card for the person, and closing it in this browser."""

from datetime import datetime
from typing import NamedTuple

from flask import redirect, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.documents.card import card
from portal.public import public
from portal.public.papers import as_file
from portal.referral import drafts, handing_over
from portal.referral.draft_body import Held
from portal.referral.priority import due, suggest
from portal.referral.records import Handover, Referral
from portal.referral.referring import referred, told
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import end_visit

from .telling import address_of_next, over, seated


class Sent(NamedTuple):
    """What this browser has sent; ``code`` is the person's, until they take it over."""

    referral: Referral
    code: str
    has_word: bool


@public.get("/community/refer/sent")
@anyone
def community_sent() -> BaseResponse:
    """The reference, what happens next, and what the person needs to take it over."""
    speak = current_language().speaker
    with desk().looking() as session:
        draft = seated(session.connection())
        sent = _sent(session, draft)
        if draft is not None and draft.referral_id is None:
            return redirect(address_of_next(draft), 303)
        if sent is None:
            return over()
        return render(
            "public/community/sent.html",
            title=t(say("Sent")),
            reference=sent.referral.reference,
            code=sent.code,
            has_word=sent.has_word,
            look_by=speak.moment(_look_by(session, sent.referral)),
            reach_by=speak.moment(sent.referral.first_attempt_due_at),
            csrf=generate_csrf(),
        )


@public.get("/community/refer/sent/card")
@anyone
def community_card() -> BaseResponse:
    """The card for the person, as a file."""
    with desk().looking() as session:
        sent = _sent(session, seated(session.connection()))
        if sent is None:
            return over()
        handover = handing_over.latest(session, sent.referral.id)
        if handover is None or not sent.code:
            return redirect(url_for("public.community_sent"), 303)
        document = card(
            desk().office.hub,
            current_language().speaker,
            address=desk().settings.public_url,
            code=sent.code,
            until=handover.expires_at,
            has_word=sent.has_word,
        )
    return as_file(document)


@public.post("/community/refer/finish")
@anyone
def community_finish() -> BaseResponse:
    """Close it in this browser: from now on it shows nothing of what was sent."""
    with desk().writing() as connection:
        if seated(connection) is None:
            return over()
        token = end_visit()
        if token is not None:
            drafts.leave(connection, desk().office, token)
    return redirect(url_for("public.community_thanks"), 303)


def _sent(session: Session, draft: Held | None) -> Sent | None:
    if draft is None or draft.referral_id is None:
        return None
    referral = session.get(Referral, draft.referral_id)
    if referral is None or referral.data_key is None:
        return None
    handover = handing_over.latest(session, referral.id)
    code, has_word = "", False
    if handover is not None and handing_over.waits(desk().office, handover) and _ours(handover):
        code = handing_over.code_of(desk().office, handover)
        has_word = handover.word_hash is not None
    return Sent(referral, code, has_word)


def _look_by(session: Session, referral: Referral) -> datetime:
    """By when somebody looks at it, by what the group told. How urgent the hub finds it since is
    not for the group to read."""
    office = desk().office
    first = told(session, office, referred(session, referral)[0])[0]
    return due(suggest(first.answers).priority, referral.received_at, office.zone)


def _ours(handover: Handover) -> bool:
    """Whether it came of the sending itself: what staff make for the person is theirs alone."""
    return handover.referring_id is not None and handover.made_by is None
