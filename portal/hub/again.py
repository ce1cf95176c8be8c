"""The code of what a worker started with the person: to go on with it together, or to read out."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.hub import hub
from portal.referral.coming_again import begun_with
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .looking import about, load


@hub.get("/referrals/<reference>/again/code")
@may(Act.WORK)
def again_code(reference: str) -> ResponseReturnValue:
    """The code of what was started last, until the person has chosen a word of their own."""
    office, speak = desk().office, current_language().speaker
    with desk().looking() as session:
        referral = load(session, reference)
        begun = begun_with(session, office, referral) if referral.data_key is not None else None
        if begun is None:
            return redirect(url_for("hub.referral", reference=reference), 303)
        return render(
            "hub/again.html",
            title=t(say("Another referral is started")),
            door="hub",
            person=current_staff().name,
            back=url_for("hub.referral", reference=reference),
            referral=referral,
            facts=about(session, referral, speak),
            code=begun.code,
            days=office.hub.retention.draft_days,
            place=f"{desk().settings.public_url}{url_for('public.come_back')}",
        )
