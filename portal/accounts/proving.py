"""The second proof: a passkey, a code from an app, or a recovery code."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.records import Account
from portal.referral.second_proof import How, Refused, prove_by_code, ways
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import current_staff, half_signed_in
from portal.web.language import t

from . import ceremony, kept
from .entering import second_proof_given
from .login import signed_in
from .showing import mistake, show

WHY = {
    Refused.WRONG: say("That code is not right. Check it, or wait for the next one"),
    Refused.USED: say("That code was used already. Wait for the next one: at most half a minute"),
    Refused.TOO_MANY: say("Too many tries. Wait fifteen minutes, then try again"),
}
_NOTHING = say("Enter a code")
_NO_PASSKEY = say("That passkey did not work. Try again, or use a code")
_LOST = say("Something changed in your browser since this page was made. Please try again")


def ask_for_proof(
    staff: Staff,
    goes_to: str = "",
    typed: kept.Typed | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page that asks for a second proof, or for setting one up where there is none.

    ``typed`` is carried along until they have given it.
    """
    with desk().looking() as session:
        known = ways(session, staff.id)
    if not known.set_up:
        from .setting_up import set_up_page

        return set_up_page(staff, goes_to, typed, status=status)
    who = signed_in()
    return show(
        "accounts/proof.html",
        title=t(say("Prove that it's you")),
        status=status,
        errors=[mistake(t(problem), "code")] if problem else [],
        known=known,
        passkey=ceremony.ask_to_prove(staff.id) if known.passkeys else None,
        again=who is not None and who.is_authenticated,
        ended=status == 401,
        goes_to=goes_to,
        typed=typed or [],
        prefix=kept.PREFIX,
    )


@accounts.get("/sign-in/proof")
@half_signed_in
def proof() -> Response:
    """Ask for a second proof."""
    return ask_for_proof(current_staff(), request.args.get("next", ""))


@accounts.post("/sign-in/proof")
@half_signed_in
@own_token_check
def proved() -> ResponseReturnValue:
    """Let them in if the second proof is right."""
    staff, (goes_to, typed) = current_staff(), kept.brought()
    if not token_holds(request.form):
        return ask_for_proof(staff, goes_to, typed, problem=_LOST, status=400)
    found = _prove(staff)
    if isinstance(found, How):
        return second_proof_given(found, goes_to, typed)
    status = 429 if found == WHY[Refused.TOO_MANY] else 422
    return ask_for_proof(staff, goes_to, typed, problem=found, status=status)


def _prove(staff: Staff) -> How | str:
    """What proved them, or why nothing did."""
    answer, code = request.form.get("credential", ""), request.form.get("code", "")
    if answer:
        try:
            ceremony.prove(answer, staff.id)
        except ceremony.NotProved:
            return _NO_PASSKEY
        return How.PASSKEY
    if not code.strip():
        return _NOTHING
    with desk().session() as session:
        account = session.get_one(Account, staff.id)
        found = prove_by_code(session, desk().office, account, code)
    return found if isinstance(found, How) else WHY[found]
