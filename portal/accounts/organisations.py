"""Partner organisations, for the hub's administrators: who there is, what each is and may do."""

from uuid import UUID

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.conditions import Answers
from portal.referral.kinds import Raw
from portal.referral.organisations import (
    Facts,
    NameTaken,
    OrganisationChanged,
    WrongBasis,
    add_organisation,
    change_organisation,
    facts_of,
    organisations,
    people_count,
)
from portal.referral.partner_kinds import BASES, KINDS, MATTERS
from portal.referral.permissions import Act
from portal.referral.questions.partner_organisations import organisation_page
from portal.referral.questions.question import Page
from portal.referral.records import Organisation
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise, write_fields
from portal.web.fresh import freshly_proved
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.people import done_before
from portal.web.typed_before import is_shown_again

from .showing import Error, mistake, show

_ADD = say("Add a partner organisation")
_CHANGE = say("Change an organisation")
_ADDED = say("It is added. Now invite somebody there who looks after its accounts.")
_SAVED = say("It is saved. It holds from their next click.")
_TAKEN = say("There is an organisation with this name already")
_TAKEN_CLOSED = say("An organisation with this name was closed. Open that one again instead")
_NEEDS_CONSENT = say("A community group can share only when the person agrees. Choose that")
_CHANGED = say(
    "Somebody else changed this organisation after you opened it. Nothing of yours was saved. See "
    "below how it stands now, and change it again if that is still right"
)


@accounts.get("/hub/organisations", endpoint="organisations")
@may(Act.MANAGE_ORGANISATIONS)
def show_organisations() -> Response:
    """Every partner organisation."""
    with desk().looking() as session:
        found = organisations(session)
        people = people_count(session)
    return show(
        "accounts/organisations.html",
        title=t(say("Partner organisations")),
        back=url_for("accounts.own"),
        organisations=found,
        people=people,
        kinds=KINDS,
        done=done_before(),
    )


@accounts.route("/hub/organisations/new", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def new_organisation() -> ResponseReturnValue:
    """Add an organisation."""
    page = _page(_ADD)
    form = page_form(page)()
    if request.method == "GET" or is_shown_again():
        return _ask(page, form.raw)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _ask(page, form.raw, summarise(page, reading.problems))
    try:
        with desk().session() as session:
            facts = _facts(reading.answers)
            made = add_organisation(session, desk().office, facts, current_staff().id)
    except (NameTaken, WrongBasis) as error:
        return _ask(page, form.raw, [_refused(error)])
    flash(_ADDED)
    return redirect(url_for("accounts.organisation", organisation_id=made.id), 303)


@accounts.route("/hub/organisations/<uuid:organisation_id>/facts", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def organisation_facts(organisation_id: UUID) -> ResponseReturnValue:
    """Say anew what an organisation is and what it may do."""
    page, found = _page(_CHANGE), find_organisation(organisation_id)
    form = page_form(page)()
    if request.method == "GET":
        return _ask(page, write_fields(page, vars(facts_of(found))), found=found)
    if is_shown_again():
        return _ask(page, form.raw, found=found)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _ask(page, form.raw, summarise(page, reading.problems), found=found)
    try:
        with desk().session() as session:
            change_organisation(
                session,
                desk().office,
                organisation_id,
                _facts(reading.answers),
                current_staff().id,
                version=version_sent(),
            )
    except (NameTaken, WrongBasis) as error:
        return _ask(page, form.raw, [_refused(error)], found=found)
    except OrganisationChanged:
        now = find_organisation(organisation_id)
        return _ask(page, form.raw, [mistake(t(_CHANGED), "name")], found=now, status=409)
    flash(_SAVED)
    return redirect(url_for("accounts.organisation", organisation_id=organisation_id), 303)


def find_organisation(organisation_id: UUID) -> Organisation:
    """The organisation; else "not found"."""
    with desk().looking() as session:
        found = session.get(Organisation, organisation_id)
    if found is None:
        abort(404)
    return found


def version_sent() -> int:
    """The version of an organisation that a page was made from; 0 when that can't be read."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def shown_facts(found: Organisation) -> list[dict[str, object]]:
    """What is known of an organisation, as rows of a list."""
    services = {each.id: each.name for each in desk().office.hub.services}
    sends, receives = (
        [t(words) for code, words in MATTERS.items() if code in held]
        for held in (found.sends, found.receives)
    )
    rows: list[dict[str, object]] = [
        {"key": t(say("Kind")), "value": t(KINDS.get(found.kind, found.kind))},
        {"key": t(say("May share")), "value": t(BASES.get(found.basis, found.basis))},
        {"key": t(say("By which law")), "value": found.power, "own": True},
        {"key": t(say("May send to the hub")), "value": sends or t(say("Nothing"))},
        {"key": t(say("May be sent")), "value": receives or t(say("Nothing"))},
        {"key": t(say("Service")), "value": services.get(found.service or "", ""), "own": True},
    ]
    return [row for row in rows if row["value"]]


def _page(title: str) -> Page:
    services = ((each.id, each.name) for each in desk().office.hub.services)
    return organisation_page(title, services)


def _facts(given: Answers) -> Facts:
    return Facts(
        name=given["name"],
        kind=given["kind"],
        basis=given["basis"],
        power=given.get("power") or "",
        sends=tuple(given["sends"] or ()),
        receives=tuple(given["receives"] or ()),
        service=given.get("service"),
    )


def _refused(error: NameTaken | WrongBasis) -> Error:
    if isinstance(error, WrongBasis):
        return mistake(t(_NEEDS_CONSENT), "basis")
    return mistake(t(_TAKEN_CLOSED if error.closed else _TAKEN), "name")


def _ask(
    page: Page,
    typed: Raw,
    errors: list[Error] | None = None,
    *,
    found: Organisation | None = None,
    status: int | None = None,
) -> Response:
    """The form, filled in with what was typed. Which law is asked for whichever basis is chosen:
    it is read only where the law matters."""
    reading = page_form(page)().read({}, desk().office.today()) if errors else None
    address = url_for("accounts.organisations")
    if found is not None:
        address = url_for("accounts.organisation", organisation_id=found.id)
    return show(
        "accounts/organisation_form.html",
        title=t(page.title),
        back=address,
        errors=errors,
        fields=show_fields(
            page, typed, {"basis": "statutory"}, reading.problems if reading else ()
        ),
        found=found,
        now=[{"key": t(say("Name")), "value": found.name, "own": True}, *shown_facts(found)]
        if found and status == 409
        else [],
        **({"status": status} if status else {}),
    )
