"""The drafts of an organisation: whoever refers there begins one, goes on with it, or throws it
away."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral import shared_drafts
from portal.referral.partner_kinds import MATTERS, Basis
from portal.referral.permissions import Act
from portal.referral.shared_drafts import Place
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .colleagues import colleagues
from .seat import Seat, own_organisation, sit
from .showing import show

_SAVED = say("The draft is saved. Everybody who refers at your organisation can go on with it.")
_WHEN = {
    Basis.CONSENT: say("Only when the person agrees."),
    Basis.STATUTORY: say(
        "When the person agrees. Or when the law lets you share without that: you say why."
    ),
}
_THROWN_AWAY = say("The draft was thrown away.")


@partner.get("/referrals/new")
@may(Act.REFER)
def new() -> Response:
    """Before referring: what the organisation may send and on what ground, and what comes."""
    return _new()


def _new(notice: str = "", status: int = 200) -> Response:
    with walled_look() as session:
        organisation = own_organisation(session)
    return show(
        "partner/new.html",
        title=t(say("Refer somebody")),
        back=url_for("partner.drafts"),
        status=status,
        organisation=organisation,
        sends=[t(words) for matter, words in MATTERS.items() if matter in organisation.sends],
        basis=t(_WHEN[Basis(organisation.basis)]),
        notice=notice,
        csrf=generate_csrf(),
    )


@partner.get("/drafts")
@may(Act.REFER)
def drafts() -> Response:
    """The drafts of the organisation, the one touched last first."""
    office, after = desk().office, _read_place(request.args.get("after", ""))
    with walled_look() as session:
        listed, onward = shared_drafts.drafts_of(session, office, after)
        known = colleagues(session, office)
    speak = current_language().speaker
    return show(
        "partner/drafts.html",
        title=t(say("Drafts")),
        back="/partner/",
        notice=t(_SAVED) if "saved" in request.args else "",
        done=get_flashed_messages(),
        rows=[
            {
                "id": each.id,
                "name": each.name,
                "own_reference": each.own_reference,
                "by": known.get(each.begun_by, "") if each.begun_by else "",
                "touched": speak.moment(each.touched_at),
            }
            for each in listed
        ],
        days=office.hub.retention.draft_days,
        first=url_for("partner.drafts") if after else None,
        further=url_for("partner.drafts", after=_write_place(onward)) if onward else None,
    )


@partner.post("/drafts")
@may(Act.REFER)
@own_token_check
def begin() -> BaseResponse:
    """Begin a draft."""
    if not token_holds(request.form):
        return _new(t(PRESS_AGAIN), 400)
    if not current_staff().sends:
        return redirect(url_for("partner.new"), 303)
    with walled() as session:
        draft = shared_drafts.begin(
            session,
            desk().office,
            own_organisation(session).id,
            current_staff().id,
            current_language().code,
        )
    return redirect(url_for("partner.draft", draft=draft), 303)


@partner.get("/drafts/<uuid:draft>")
@may(Act.REFER)
def draft(draft: UUID) -> BaseResponse:
    """Lead to the first page that is still open, to checking the answers, or to the receipt."""
    with walled_look() as session:
        seat = sit(session, draft)
    if seat is None:
        abort(404)
    return redirect(seat.next, 303)


@partner.get("/drafts/<uuid:draft>/removal")
@may(Act.REFER)
def removal(draft: UUID) -> BaseResponse:
    """Ask whether they are sure."""
    with walled_look() as session:
        seat = sit(session, draft)
    if seat is None:
        abort(404)
    return redirect(seat.next, 303) if seat.reference else _ask_whether_sure(seat)


@partner.post("/drafts/<uuid:draft>/removal")
@may(Act.REFER)
@own_token_check
def throw_away(draft: UUID) -> BaseResponse:
    """Throw a draft away. Once it was sent, it stays."""
    with walled() as session:
        seat = sit(session, draft, lock=True)
        if seat is None:
            abort(404)
        if seat.reference:
            return redirect(seat.next, 303)
        if not token_holds(request.form):
            return _ask_whether_sure(seat, t(PRESS_AGAIN), 400)
        shared_drafts.throw_away(session, draft)
    flash(t(_THROWN_AWAY))
    return redirect(url_for("partner.drafts"), 303)


def _ask_whether_sure(seat: Seat, notice: str = "", status: int = 200) -> Response:
    return show(
        "partner/throw_away.html",
        title=t(say("Throw this draft away?")),
        back=url_for("partner.drafts"),
        status=status,
        about=seat.draft.answers.get("name") or "",
        notice=notice,
        cancel=url_for("partner.drafts"),
        csrf=generate_csrf(),
    )


_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


def _write_place(place: Place) -> str:
    return f"{round((place[0] - _BEGAN).total_seconds() * 1_000_000)}-{place[1].hex}"


def _read_place(text: str) -> Place | None:
    """Where a list goes on; from its beginning for anything that no list of ours says."""
    moment, _, draft = text.partition("-")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 17):
        return None
    try:
        return _BEGAN + timedelta(microseconds=int(moment)), UUID(hex=draft)
    except ValueError:
        return None
