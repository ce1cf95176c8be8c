"""The load of each person, for coordinators; and who usually stands in for somebody."""

from dataclasses import replace
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import profile
from portal.referral.answers import Problem
from portal.referral.colleagues import colleagues
from portal.referral.kinds import Raw
from portal.referral.load import MOST, Has, Load, has, loads
from portal.referral.owning import NotTheirs
from portal.referral.permissions import Act
from portal.referral.priority import Priority
from portal.referral.questions.question import Page
from portal.referral.questions.staff_owning import stand_in_page
from portal.referral.queue.filter import Due, Filter, Order, View
from portal.referral.records import Account
from portal.referral.standing_in import NotForOneself, set_stand_in
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import (
    own_token_check,
    page_form,
    show_fields,
    summarise,
    token_holds,
    write_fields,
)
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .filters import address_of
from .owning_words import WHY_NOT

HEADS = (say("Open"), say("Urgent"), say("Overdue"), say("Due this week"), say("Tasks"))
"""What each person has, by number."""

_ONESELF = say("Nobody can stand in for themself. Choose somebody else")
_KEPT = say("It is kept who stands in.")


@hub.get("/load")
@may(Act.SEE_LOAD)
def load() -> Response:
    """What each person has, and what nobody has."""
    with desk().looking() as session:
        found = loads(session, desk().office)
        nobodys = has(session, desk().office, None)
    names = {each.id: each.name for each in found}
    return render(
        "hub/load.html",
        title=t(say("Who has how much")),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.inbox"),
        people=[_row(each, names) for each in found],
        heads=[t(head) for head in HEADS],
        stranded=[each.name for each in found if each.gone],
        nobodys=counts(nobodys),
        done=get_flashed_messages(),
    )


@hub.route("/load/<uuid:person>/stand-in", methods=["GET", "POST"], endpoint="stand_in")
@own_token_check
@may(Act.REASSIGN)
def stand_in(person: UUID) -> ResponseReturnValue:
    """Ask who usually stands in for somebody, and keep it."""
    if request.method == "GET":
        return _stand_in_page(person, None)
    again = request.form.get("typed_before")
    if again or not token_holds(request.form):
        return _stand_in_page(
            person, request.form.to_dict(flat=False), status=200 if again else 400
        )
    with desk().session() as session:
        account = open_account(session, person)
        page = stand_in_page(_others(session, person))
        form = page_form(page)()
        reading = form.read({}, desk().office.today())
        problems = list(reading.problems)
        if not problems:
            to = reading.answers["whom"]
            try:
                set_stand_in(
                    session, desk().office, account, UUID(to) if to else None, current_staff()
                )
            except NotForOneself:
                problems = [Problem("whom", _ONESELF, "whom")]
            except NotTheirs as error:
                problems = [Problem("whom", WHY_NOT[error.why], "whom")]
    if problems:
        return _stand_in_page(person, form.raw, problems, 422)
    flash(t(_KEPT))
    return redirect(url_for("hub.load"), 303)


def open_account(session: Session, person: UUID, *, gone: bool = False) -> Account:
    """The account of staff, open unless it may be ``gone``; else "not found"."""
    account = session.get(Account, person)
    if account is None or account.organisation_id is not None:
        abort(404)
    if account.closed_at is not None and not gone:
        abort(404)
    return account


def counts(found: Has) -> dict[str, str]:
    """Numbers to show: beyond what is counted out, only that it is more."""
    return {
        name: f"{MOST}+" if number > MOST else str(number) for name, number in vars(found).items()
    }


def _row(load: Load, names: dict[UUID, str]) -> dict[str, object]:
    return {
        "id": str(load.id),
        "name": load.name,
        "numbers": _linked(load),
        "seen": current_language().speaker.moment(load.seen) if load.seen else "",
        "stand_in": names.get(load.stand_in, "") if load.stand_in else "",
        "gone": load.gone,
        "works": load.works,
    }


def _linked(load: Load) -> list[tuple[str, str]]:
    """Each number in the order of ``HEADS``, with the list of what it counts, if there is one."""
    theirs = Filter(owner=str(load.id))
    lists = {
        "open": theirs,
        "urgent": replace(theirs, priority=(str(int(Priority.P1)),)),
        "overdue": replace(theirs, view=View.OVERDUE, order=Order.DUE),
        "week": replace(theirs, due=Due.WEEK),
    }
    numbers = vars(load.has)
    return [
        (number, address_of(lists[name]) if name in lists and numbers[name] else "")
        for name, number in counts(load.has).items()
    ]


def _others(session: Session, person: UUID) -> list[tuple[str, str]]:
    found = colleagues(session, desk().office)
    return [(str(each.id), each.name) for each in found if each.id != person]


def _stand_in_page(
    person: UUID, typed: Raw | None, problems: list[Problem] | None = None, status: int = 200
) -> Response:
    with desk().looking() as session:
        account = open_account(session, person)
        name = profile(desk().office, account).name
        page: Page = stand_in_page(_others(session, person))
    if typed is None:
        usual = str(account.fallback_id) if account.fallback_id else None
        typed = write_fields(page, {"whom": usual})
    return render(
        "hub/load_stand_in.html",
        title=t(page.title),
        status=status,
        error=bool(problems),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.load"),
        name=name,
        id=str(person),
        fields=show_fields(page, typed, {}, problems or ()),
        errors=summarise(page, problems or ()),
    )
