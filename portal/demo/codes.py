"""Only in a demonstration: the six digits that everybody's app shows now, for whoever tries it.

No real hub has this page: it is registered only when the settings say that this is a demonstration.
"""

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from portal.referral.accounts import find_by_email, profile
from portal.referral.office import Office
from portal.referral.records import Account
from portal.referral.second_proof import add_app, app_secret
from portal.referral.words import say
from portal.storage.codes import SECONDS, code_of, new_secret, step_at
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .people import EVERYBODY

PATH = "/demonstration/codes"

codes = Blueprint("codes", __name__)


def give_app(session: Session, office: Office, account: Account) -> None:
    """Set up an app for a member of the demonstration's staff, as they would themselves."""
    secret = new_secret()
    add_app(session, office, account, secret, code_of(secret, step_at(office.now())))


@codes.get(PATH)
@anyone
def show_codes() -> Response:
    """The codes that work now. One that was used is followed by the next, as on a phone."""
    office = desk().office
    with desk().looking() as session:
        found = [find_by_email(session, office, person.email) for person in EVERYBODY]
        rows = [(profile(office, each), _code(office, each)) for each in found if each]
    return render(
        "demo/codes.html",
        title=t(say("Codes of the demonstration")),
        door="hub",
        rows=rows,
        left=SECONDS - int(office.now().timestamp()) % SECONDS,
    )


def _code(office: Office, account: Account) -> str:
    """The next code that is taken, or nothing when all that are in time have been used."""
    secret, now = app_secret(office, account), step_at(office.now())
    used = account.totp_step or 0
    step = max(now, used + 1)
    return code_of(secret, step) if secret and step <= now + 1 else ""
