"""Setting up a second proof right after the password, for whoever has none yet."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.passkeys import PasskeyRefused
from portal.referral.questions.staff_accounts import PASSKEY
from portal.referral.records import Account
from portal.referral.second_proof import How, SetUpAlready, ways
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import current_staff, half_signed_in
from portal.web.language import t

from . import apps, ceremony, kept
from .entering import second_proof_given
from .login import signed_in
from .proving import WHY, ask_for_proof
from .showing import mistake, show

NO_PASSKEY = say("No passkey was added. Try again, or use an app")
_NAMELESS = say("My passkey")
_LOST = say("Something changed in your browser since this page was made. Please try again")


def set_up_page(
    staff: Staff,
    goes_to: str = "",
    typed: kept.Typed | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page that offers an app and a passkey; ``typed`` is carried along meanwhile."""
    with desk().looking() as session:
        account = session.get_one(Account, staff.id)
    return show(
        "accounts/set_up.html",
        title=t(say("Set up a second proof")),
        status=status,
        errors=[mistake(t(problem), "code")] if problem else [],
        offer=apps.offer(account),
        passkey=ceremony.ask_to_add(account),
        ended=status == 401,
        goes_to=goes_to,
        typed=typed or [],
        prefix=kept.PREFIX,
    )


@accounts.get("/sign-in/set-up")
@half_signed_in
def set_up() -> ResponseReturnValue:
    """Ask them to set up a second proof, unless they have one."""
    who, staff = signed_in(), current_staff()
    if who is not None and who.is_authenticated:
        return redirect(url_for("accounts.proofs"), 303)
    return ask_for_proof(staff, request.args.get("next", ""))


@accounts.post("/sign-in/set-up")
@half_signed_in
@own_token_check
def set_up_done() -> ResponseReturnValue:
    """Take their app or passkey, and let them in: it has just proved itself."""
    staff, (goes_to, typed) = current_staff(), kept.brought()
    with desk().looking() as session:
        known = ways(session, staff.id)
    if known.set_up:  # done already, perhaps in another tab: that one is to be used
        return ask_for_proof(staff, goes_to, typed)
    if not token_holds(request.form):
        return set_up_page(staff, goes_to, typed, problem=_LOST, status=400)
    try:
        found = _take(staff)
    except SetUpAlready:  # in this very moment
        return ask_for_proof(staff, goes_to, typed)
    if not isinstance(found, How):
        return set_up_page(staff, goes_to, typed, problem=found, status=422)
    if not typed:
        goes_to = url_for("accounts.recovery", next=goes_to or None)
    return second_proof_given(found, goes_to, typed)


def take_passkey(staff: Staff, *, first: bool = False) -> str:
    """Add the passkey that this request brings; gives why not, or nothing."""
    reading = page_form(PASSKEY)().read({}, desk().office.today())
    name = reading.answers.get("passkey_name") or t(_NAMELESS)
    try:
        ceremony.add(staff.id, request.form.get("credential", ""), name, first=first)
    except (ceremony.NotProved, PasskeyRefused):
        return NO_PASSKEY
    return ""


def _take(staff: Staff) -> How | str:
    if request.form.get("credential"):
        return take_passkey(staff, first=True) or How.PASSKEY
    refused = apps.accept(staff.id, first=True)
    return How.APP if refused is None else WHY[refused]
