"""Choosing how to get in touch: each way with whether it is safe, and what was tried so far."""

from flask import Response, url_for

from portal.hub import hub
from portal.referral.accounts import names
from portal.referral.attempts import attempts
from portal.referral.contacting import rules_of
from portal.referral.lifecycle import Stage
from portal.referral.permissions import Act
from portal.referral.reaching import WAYS
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .banner import care_of, contact_rule, make_way
from .looking import about, load
from .reaching import may_reach_at_all, rows_of, shown, so_far


@hub.get("/referrals/<reference>/attempts", endpoint="attempts")
@may(Act.WORK)
def get_in_touch(reference: str) -> Response:
    """Choose the way: each with whether it is safe now, and what was tried so far."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().looking() as session:
        referral = load(session, reference)
        facts = about(session, referral, speak)
        ways, rule, tried, told = [], "", [], []
        if referral.erased_at is None:
            rows = rows_of(session, office, referral, staff)
            rules, stage = rules_of(session, office, referral), Stage(referral.stage)
            ways = [make_way(office, stage, rules, rows, way) for way in WAYS]
            told, rule = care_of(rows), contact_rule(session, office, referral)
            tried = attempts(session, office, referral)
        known = names(session, office, {each.by for each in tried})
    return render(
        "hub/attempts.html",
        title=t(say("Get in touch")),
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=referral.reference),
        referral=referral,
        facts=facts,
        rule=rule,
        care=told,
        can=may_reach_at_all(referral, staff),
        safe=[way for way in ways if way.safe],
        unsafe=[way for way in ways if not way.safe],
        so_far=so_far(tried, speak),
        tried=shown(tried, known, speak),
    )
