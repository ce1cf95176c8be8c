"""An invitation's link: whoever has it makes an account.

What the link holds stands after its #, which no browser sends and no log keeps. A page reads it
there, or asks for it, and sends it in a form. Looking at an invitation never uses it up.
"""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral import limits
from portal.referral.accounts import EmailTaken, WeakPassword, as_staff
from portal.referral.inviting import Invited, NoInvitation, accept, look
from portal.referral.kinds import Raw
from portal.referral.questions.staff_accounts import JOIN
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.visitor import visitor

from .entering import first_proof_given
from .showing import Error, mistake, show

_DIFFERENT = say("The two passwords are not the same. Type them again")
_LOST = say("Something changed in your browser since this page was made. Please try again")


@accounts.get("/invitation")
@anyone
def join() -> Response:
    """Ask for what the link holds: the page's script fills it in, or the person does."""
    return _ask_for_link([])


@accounts.post("/invitation")
@anyone
@own_token_check
def looked() -> ResponseReturnValue:
    """Show who an invitation is for, and ask for a name and a password."""
    if not token_holds(request.form):
        return _ask_for_link([mistake(t(_LOST), "invitation")], status=400)
    found = _look()
    return _join_page(found, {}) if isinstance(found, Invited) else found


@accounts.post("/invitation/account")
@anyone
@own_token_check
def joined() -> ResponseReturnValue:
    """Make the account, and go on to its second proof."""
    found = _look()
    if not isinstance(found, Invited):
        return found
    form = page_form(JOIN)()
    if not token_holds(request.form):
        return _join_page(found, form.raw, [mistake(t(_LOST), "name")], status=400)
    reading = form.read({}, desk().office.today())
    given = reading.answers
    if reading.problems:
        return _join_page(found, form.raw, summarise(JOIN, reading.problems))
    if given["new"] != given["again"]:
        return _join_page(found, form.raw, [mistake(t(_DIFFERENT), "again")])
    try:
        with desk().session() as session:
            account = accept(
                session, desk().office, _token(), name=given["name"], password=given["new"]
            )
            staff = as_staff(desk().office, account)
    except WeakPassword as weak:
        return _join_page(found, form.raw, [mistake(t(weak.why), "new")])
    except (NoInvitation, EmailTaken):
        return _no_invitation()
    return first_proof_given(staff)


def _look() -> Invited | ResponseReturnValue:
    """The invitation that this request is about; or the page that says there is none."""
    office = desk().office
    with desk().writing() as connection:
        if not limits.count_try(connection, office, limits.INVITATION, visitor()):
            return _no_invitation(429)
    try:
        with desk().looking() as session:
            return look(session, office, _token())
    except NoInvitation:
        return _no_invitation()


def _token() -> str:
    """What the link holds; the whole link will do too."""
    return request.form.get("invitation", "")[:500].strip().rpartition("#")[2]


def _ask_for_link(errors: list[Error], status: int = 200) -> Response:
    return show(
        "accounts/invitation.html",
        title=t(say("Your invitation")),
        errors=errors,
        status=status,
    )


def _no_invitation(status: int = 404) -> Response:
    return show(
        "accounts/no_invitation.html",
        title=t(say("This invitation does not work")),
        status=status,
        too_many=status == 429,
    )


def _join_page(
    found: Invited, typed: Raw, errors: list[Error] | None = None, status: int | None = None
) -> Response:
    return show(
        "accounts/join.html",
        title=t(JOIN.title),
        errors=errors,
        found=found,
        name=(typed.get("name") or [found.name])[0],
        invitation=_token(),
        questions={each.id: each for each in JOIN.questions},
        **({"status": status} if status else {}),
    )
