"""How one likes to be told by email: when the daily list comes, and what comes at once."""

from collections.abc import Iterable

from flask import Response, flash, get_flashed_messages, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.answers import Problem
from portal.referral.contact import Channel
from portal.referral.kinds import Raw
from portal.referral.notices import choose_notices
from portal.referral.permissions import Act
from portal.referral.questions.partner_following import PARTNER_NOTICES
from portal.referral.questions.question import Page
from portal.referral.questions.staff_told import NEVER, NOTICES
from portal.referral.records import Account
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.shell import render

_KEPT = say("Kept. You can change it at any time.")


@accounts.get("/account/notices")
@may(Act.OWN_ACCOUNT)
def notices() -> Response:
    """Ask when to tell, filled in with what holds now."""
    with desk().looking() as session:
        account = session.get_one(Account, current_staff().id)
    hour = NEVER if account.digest_hour is None else str(account.digest_hour)
    return _page({"hour": [hour], "at_once": ["yes" if account.urgent_at_once else "no"]})


@accounts.post("/account/notices")
@may(Act.OWN_ACCOUNT)
def new_notices() -> ResponseReturnValue:
    """Keep when to tell."""
    form = page_form(_asked())()
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _page(form.raw, reading.problems)
    hour, at_once = reading.answers["hour"], reading.answers.get("at_once")
    with desk().session() as session:
        choose_notices(
            session,
            desk().office,
            current_staff(),
            hour=None if hour == NEVER else int(hour),
            at_once=at_once == "yes",
        )
    flash(_KEPT)
    return redirect(url_for("accounts.notices"), 303)


def _asked() -> Page:
    """What is asked: nothing is told at once to whoever is of an organisation."""
    return NOTICES if current_staff().organisation is None else PARTNER_NOTICES


def _page(raw: Raw, problems: Iterable[Problem] = ()) -> Response:
    staff, page, problems = current_staff(), _asked(), tuple(problems)
    return render(
        "accounts/told.html",
        title=t(page.title),
        status=422 if problems else 200,
        error=bool(problems),
        door="hub" if staff.organisation is None else "partner",
        person=staff.name,
        back=url_for("accounts.own"),
        errors=summarise(page, problems),
        fields=show_fields(page, raw, {}, problems),
        off=Channel.EMAIL not in desk().office.sends,
        at_hub=staff.organisation is None,
        told=staff.may(Act.SEE_INBOX) or staff.may(Act.FOLLOW),
        done=[t(str(each)) for each in get_flashed_messages()],
    )
