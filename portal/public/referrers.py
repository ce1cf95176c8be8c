"""Who referred somebody and can follow it: the person decides how much of it they may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem
from portal.referral.deciding import followers, let_see
from portal.referral.kinds import OneOf, Raw
from portal.referral.questions.taking_over import SEES
from portal.referral.records import Organisation, Referring
from portal.referral.referring import Sees, told
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .followed import Followed, followed

_GROUP = say("A community group")


@dataclass(frozen=True)
class Follower:
    """A referrer who can follow it: what they may see, in words, and where to change that."""

    name: str
    sees: str
    href: str


def who_referred(here: Followed) -> list[str]:
    """Who referred the person: their organisation or group, the first first."""
    names = (name_of(here, each) for each in here.referrers)
    return list(dict.fromkeys(names))


def seen_by(here: Followed) -> list[Follower]:
    """Every referrer who can follow it."""
    return [
        Follower(name, _words(referring), url_for("public.referrer", number=number))
        for number, (referring, name) in enumerate(_followers(here), 1)
    ]


@public.get("/track/referral/referrers/<int:number>")
@anyone
def referrer(number: int) -> BaseResponse:
    """Ask how much one of them may see."""
    with followed() as here:
        found = _followers(here)[number - 1 : number]
        if not found:
            return redirect(url_for("public.standing"), 303)
        (referring, name) = found[0]
        return _ask(number, name, {"sees": [referring.sees]})


@public.post("/track/referral/referrers/<int:number>")
@anyone
@own_token_check
def referrer_sees(number: int) -> BaseResponse:
    """Keep how much they may see from now on."""
    office = desk().office
    form = page_form(SEES)()
    reading = form.read({}, office.today())
    with followed(change=True) as here:
        found = _followers(here)[number - 1 : number]
        if not found:
            return redirect(url_for("public.standing"), 303)
        (referring, name) = found[0]
        notice = "" if token_holds(request.form) else t(PRESS_AGAIN)
        if reading.problems or notice:
            return _ask(number, name, form.raw, reading.problems, notice=notice)
        sees = Sees(reading.answers["sees"])
        let_see(here.session, office, here.referral, referring, sees)
    return redirect(url_for("public.standing", done="sees"), 303)


def _ask(
    number: int, name: str, raw: Raw, problems: Iterable[Problem] = (), *, notice: str = ""
) -> Response:
    problems = list(problems)
    return render(
        "public/referrer.html",
        title=t(SEES.title),
        back=url_for("public.standing"),
        error=bool(problems),
        errors=summarise(SEES, problems),
        notice=notice,
        name=name,
        address=url_for("public.referrer_sees", number=number),
        fields=show_fields(SEES, raw, {}, problems),
        csrf=generate_csrf(),
    )


def _followers(here: Followed) -> list[tuple[Referring, str]]:
    return followers(here.session, here.referral)


def name_of(here: Followed, referring: Referring) -> str:
    """Who one referrer is: their organisation or group."""
    if referring.organisation_id is not None:
        return here.session.get_one(Organisation, referring.organisation_id).name
    versions = told(here.session, desk().office, referring) if referring.data_key else []
    said = versions[-1].answers if versions else {}
    return str(said.get("referrer_group") or said.get("referrer_name") or t(_GROUP))


def _words(referring: Referring) -> str:
    kind = SEES.questions[0].kind
    return t(kind.labels[referring.sees]) if isinstance(kind, OneOf) else ""
