"""For somebody who does not know, or has not agreed: how to raise it, and an invitation."""

from collections.abc import Iterable

from flask import Response, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.documents.leaflet import leaflet
from portal.documents.qr import qr_picture
from portal.public import public
from portal.public.papers import as_file
from portal.referral import limits
from portal.referral.answers import Problem
from portal.referral.codewords import read_code
from portal.referral.community_invitations import (
    WORKS_FOR,
    NoCommunityInvitation,
    Rung,
    invite,
    look,
)
from portal.referral.kinds import Raw
from portal.referral.questions.community_groups import INVITE
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, offered_languages, t
from portal.web.shell import render
from portal.web.visitor import visitor

from .trap import TOO_MANY, caught, thanked, within_limits

_TITLES = {
    Rung.TOLD: say("Give them time, and an invitation"),
    Rung.NOT_TOLD: say("Talk to them first"),
}


@public.get("/community/told", endpoint="community_told", defaults={"rung": Rung.TOLD})
@public.get("/community/not-told", endpoint="community_not_told", defaults={"rung": Rung.NOT_TOLD})
@anyone
def ask(rung: Rung) -> Response:
    """How to raise it kindly, and what an invitation needs."""
    return _ask(rung)


@public.post("/community/told", endpoint="invite_told", defaults={"rung": Rung.TOLD})
@public.post("/community/not-told", endpoint="invite_not_told", defaults={"rung": Rung.NOT_TOLD})
@anyone
@own_token_check
def make(rung: Rung) -> BaseResponse:
    """Make an invitation, and show it this once: nobody can look it up by the person."""
    office = desk().office
    form = page_form(INVITE)()
    reading = form.read({}, office.today())
    if reading.problems:
        return _ask(rung, form.raw, reading.problems, status=422)
    if not token_holds(request.form):
        return _ask(rung, form.raw, notice=t(PRESS_AGAIN))
    if caught():
        return thanked()
    with desk().session() as session:
        if not within_limits(session.connection()):
            return _ask(rung, form.raw, notice=t(TOO_MANY), status=429)
        given = reading.answers
        code = invite(session, office, rung, need=given["need"], area=given["outward"] or "")
    link = _link(code)
    return render(
        "public/community/invitation.html",
        title=t(say("The invitation is ready")),
        back=request.path,
        code=code,
        link=link,
        picture=qr_picture(link),
        until=current_language().speaker.day(office.now() + WORKS_FOR),
        languages=[(each.code, each.name, each.tag) for each in offered_languages()],
        here=current_language().code,
        csrf=generate_csrf(),
    )


@public.post("/community/leaflet")
@anyone
def community_leaflet() -> Response:
    """The invitation as a leaflet to print, in the language that was chosen."""
    office = desk().office
    code = read_code(request.form.get("code", ""))
    wanted = request.form.get("language", "")
    spoken = {each.code: each.speaker for each in offered_languages()}
    with desk().writing() as connection:
        allowed = limits.count_try(connection, office, limits.INVITATION, visitor())
    try:
        if not allowed:
            raise NoCommunityInvitation
        with desk().looking() as session:
            found = look(session, office, code)
    except NoCommunityInvitation:
        return render(
            "public/community/no_invitation.html",
            title=t(say("This invitation does not work")),
            status=404 if allowed else 429,
        )
    return as_file(
        leaflet(
            office.hub,
            spoken.get(wanted, current_language().speaker),
            code=code,
            link=_link(code),
            site=desk().settings.public_url,
            until=found.expires,
        )
    )


def _link(code: str) -> str:
    """The address that opens an invitation. What stands after the # is sent to nobody."""
    return f"{desk().settings.public_url}{url_for('public.invited')}#{code.replace(' ', '-')}"


def _ask(
    rung: Rung,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    problems = list(problems)
    return render(
        "public/community/invite.html",
        title=t(_TITLES[rung]),
        back=url_for("public.community"),
        status=status,
        error=bool(problems),
        notice=notice,
        told=rung is Rung.TOLD,
        fields=show_fields(INVITE, raw or {}, {}, problems),
        errors=summarise(INVITE, problems),
        csrf=generate_csrf(),
    )
