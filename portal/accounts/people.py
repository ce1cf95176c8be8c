"""Colleagues and their accounts, for administrators: who there is, and what each may do."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.accounts import accounts
from portal.referral import people as heart
from portal.referral.accounts import names
from portal.referral.inviting import waiting
from portal.referral.kinds import Raw
from portal.referral.office import Office
from portal.referral.people import LastAdministrator, Person, PersonChanged
from portal.referral.permissions import Act
from portal.referral.questions.staff_accounts import PERSON, ROLES
from portal.referral.training import LANES
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from . import kept, telling
from .fresh import freshly_proved
from .showing import Error, mistake, show

Verb = Callable[[Session, Office], str]

_LAST = say(
    "Nobody would be left who looks after accounts. Make somebody else an administrator first"
)
_CHANGED = say(
    "Somebody else changed this account after you opened it. Nothing of yours was saved. See "
    "below how it stands now, and change it again if that is still right"
)
_SAVED = say("It is saved. It holds from their next click.")
_OPENED = say("Their access is open again, with the password and second proof they had.")
_RESET = say("They set up a new second proof when they next sign in.")


@accounts.get("/hub/people", endpoint="people")
@may(Act.MANAGE_ACCOUNTS)
def show_people() -> Response:
    """Everybody with an account, and everybody invited."""
    office = desk().office
    with desk().looking() as session:
        everybody = heart.people(session, office)
        invited = waiting(session, office)
        inviters = names(session, office, {each.by for each in invited})
    return show(
        "accounts/people.html",
        title=t(say("People and their accounts")),
        back=url_for("accounts.own"),
        people=everybody,
        invited=invited,
        inviters=inviters,
        roles=ROLES,
        lanes=LANES,
        speak=current_language().speaker,
        done=_done_before(),
    )


@accounts.get("/hub/people/<uuid:person_id>")
@may(Act.MANAGE_ACCOUNTS)
def person(person_id: UUID) -> Response:
    """One colleague, and what can be done about their account."""
    found = _find(person_id)
    return show(
        "accounts/person.html",
        title=t(say("A colleague's account")),
        back=url_for("accounts.people"),
        found=found,
        roles=[t(words) for role, words in ROLES.items() if role in found.roles],
        training=[t(words) for lane, words in LANES.items() if lane in found.training],
        speak=current_language().speaker,
        done=_done_before(),
    )


@accounts.route("/hub/people/<uuid:person_id>/work", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def work(person_id: UUID) -> ResponseReturnValue:
    """Change a colleague's name, roles and training."""
    found = _find(person_id)
    form = page_form(PERSON)()
    if request.method == "GET":
        typed = write_fields(
            PERSON,
            {"name": found.name, "roles": list(found.roles), "training": list(found.training)},
        )
        return _work_page(found, typed)
    if kept.is_shown_again():
        return _work_page(found, form.raw)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        problems = reading.problems
        return _work_page(found, form.raw, summarise(PERSON, problems))
    given = reading.answers
    try:
        with desk().session() as session:
            heart.change_person(
                session,
                desk().office,
                person_id,
                current_staff(),
                mark=request.form.get("mark", ""),
                name=given["name"],
                roles=given["roles"],
                training=given["training"] or [],
            )
    except LastAdministrator:
        return _work_page(found, form.raw, [mistake(t(_LAST), "roles")])
    except PersonChanged:
        return _work_page(_find(person_id), form.raw, [mistake(t(_CHANGED), "name")], status=409)
    return _done(person_id, _SAVED)


@accounts.route("/hub/people/<uuid:person_id>/closure", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def closure(person_id: UUID) -> ResponseReturnValue:
    """End a colleague's access at once, after asking."""

    def end(session: Session, office: Office) -> str:
        heart.end_access(session, office, person_id, current_staff())
        return say("Their access has ended. Wherever they were signed in, they are out.")

    with desk().looking() as session:
        count = heart.owned_open(session, person_id)
    lead = [
        say(
            "Wherever they are signed in, they are out at their next click. They can't sign in "
            "again. Their name stays on what they did."
        ),
        say("They look after no open referral.")
        if not count
        else say("Open referrals that they look after: %(count)s. None of them is left alone:"),
    ]
    if count:
        lead.append(
            say(
                "each goes to whoever steps in for them, or is nobody's again and waits where "
                "the whole team sees it."
            )
        )
    return _ask(
        person_id,
        end,
        title=t(say("End somebody's access")),
        lead=[t(line, count=count) for line in lead],
        button=t(say("End their access now")),
    )


@accounts.route("/hub/people/<uuid:person_id>/opening", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def opening(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague in again whose access was ended, after asking."""

    def open_again(session: Session, office: Office) -> str:
        heart.open_again(session, office, person_id, current_staff())
        return _OPENED

    return _ask(
        person_id,
        open_again,
        title=t(say("Open their access again")),
        lead=[
            t(say("They can sign in as before, with the roles and training that stand here.")),
            t(say("Referrals that they looked after stay with those who have them now.")),
        ],
        button=t(say("Open their access again")),
        grave=False,
    )


@accounts.route("/hub/people/<uuid:person_id>/new-proof", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def new_proof(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague who lost everything set up a second proof anew, after asking."""

    def forget(session: Session, office: Office) -> str:
        heart.reset_second_proof(session, office, person_id, current_staff())
        return _RESET

    def tell() -> None:
        telling.second_proof_reset(_find(person_id))

    return _ask(
        person_id,
        forget,
        title=t(say("Reset their second proof")),
        lead=[
            t(say("First make sure that it is really them who asks: see them, or ring them.")),
            t(
                say(
                    "Their app, passkeys and recovery codes no longer work, and wherever they "
                    "are signed in, they are out. They set up a new second proof when they next "
                    "sign in with their password. We tell them by email, where email is set up."
                )
            ),
        ],
        button=t(say("Reset it")),
        after=tell,
    )


def _work_page(
    found: Person, typed: Raw, errors: list[Error] | None = None, status: int | None = None
) -> Response:
    reading = page_form(PERSON)().read({}, desk().office.today()) if errors else None
    problems = reading.problems if reading else ()
    return show(
        "accounts/work.html",
        title=t(PERSON.title),
        back=url_for("accounts.person", person_id=found.id),
        errors=errors,
        found=found,
        fields=show_fields(PERSON, typed, {}, problems),
        roles=[t(words) for role, words in ROLES.items() if role in found.roles],
        training=[t(words) for lane, words in LANES.items() if lane in found.training],
        changed=status == 409,
        **({"status": status} if status else {}),
    )


def _ask(
    person_id: UUID,
    verb: Verb,
    *,
    title: str,
    lead: list[str],
    button: str,
    grave: bool = True,
    after: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """A page that asks whether to do it; or do it."""
    found, errors = _find(person_id), []
    if request.method == "POST" and not kept.is_shown_again():
        try:
            with desk().session() as session:
                words = verb(session, desk().office)
            if after:
                after()
            return _done(person_id, words)
        except LastAdministrator:
            errors = [mistake(t(_LAST), "do")]
    return show(
        "accounts/confirm.html",
        title=title,
        back=url_for("accounts.person", person_id=person_id),
        errors=errors,
        about=found.name,
        lead=lead,
        button_text=button,
        cancel=url_for("accounts.person", person_id=person_id),
        grave=grave,
    )


def _find(person_id: UUID) -> Person:
    with desk().looking() as session:
        found = heart.person(session, desk().office, person_id)
    if found is None:
        abort(404)
    return found


def _done(person_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("accounts.person", person_id=person_id), 303)


def _done_before() -> list[str]:
    return [t(str(each)) for each in get_flashed_messages()]
