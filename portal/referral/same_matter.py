"""Told twice: whether it is the same matter, as whoever tells it says themselves.

They are asked only where we know by their own seat or code that they sent one before, never by a
name or a number that was typed: whoever types those may be somebody else.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .answers import beside, fit
from .coming_again import seen_by_the_person
from .conditions import Answers
from .draft_body import SEAT, Held
from .filing import SET_ASIDE, keep_document, key_of, read_answers, read_document
from .following import correct
from .history import PERSON, SYSTEM, record
from .joined import goes_on_in
from .lifecycle import FINISHED, Move, Stage, possible
from .links import AlreadyLinked, Kind, link_as_found
from .moving import move
from .office import Office
from .origins import Origin
from .outbox import stop_all
from .pairs import PERSON as ONE_PERSON
from .pairs import SAYS_SAME, State, pair_between
from .records import PossibleMatch, Referral
from .shown import is_blank, put_over
from .told_before import NotExact, added, is_of_the_same

SO_SOON = timedelta(hours=1)
"""Whoever tells us something again within this time is asked whether it is the same matter."""

SAYS_ANOTHER = "says_another"
"""The event on both: whoever told them says that it is another matter."""

TOLD_MORE = "told_more"
"""The event on the first: what was told again of the same matter went into it."""


def sent_before(session: Session, office: Office, held: Held) -> Referral | None:
    """What the person sent within the hour before they send ``held``, from the same seat or with
    their code; None when there is nothing to ask."""
    if held.begun_from is None or held.referral_id is not None:
        return None
    found = session.get(Referral, held.begun_from)
    if found is None or found.erased_at is not None:
        return None
    return found if found.received_at > office.now() - SO_SOON else None


def tell_more(
    session: Session, office: Office, held: Held, first: Referral, answers: Answers
) -> bool:
    """Add what the locked draft ``held`` says to ``first``, of which the person says that it is the
    same matter. False, with nothing changed, where that would lose something of either, or where
    nobody works on it any more: it must then be received by itself.
    """
    session.refresh(first, with_for_update=True)
    case = goes_on_in(session, first)
    if first.erased_at is not None or Stage(case.stage) in FINISHED or SEAT not in held.again:
        return False
    stored = fit(office.questions, read_answers(session, office, first)).answers
    seen = seen_by_the_person(session, office, first)
    try:
        both = added(office.journeys[Origin.SELF], seen, answers)
    except NotExact:
        return False
    said = {name for name, value in answers.items() if not is_blank(value)}
    correct(session, office, first, put_over(stored, seen, both), said)
    if held.set_aside:
        key = key_of(office, first)
        aside = read_document(session, key, first.id, SET_ASIDE) or {}
        keep_document(session, key, first.id, SET_ASIDE, beside(aside, held.set_aside))
    record(session, office, first.id, TOLD_MORE, PERSON)
    return True


def link_to_earlier(session: Session, office: Office, held: Held, later: Referral) -> None:
    """Link ``later``, just made of the draft ``held``, to what that was begun from, as another
    matter of the same person: unless the answers now tell of somebody else."""
    earlier = session.get(Referral, held.begun_from) if held.begun_from is not None else None
    if earlier is None or earlier.erased_at is not None:
        return
    if is_of_the_same(read_answers(session, office, earlier), held.answers):
        say_another(session, office, earlier, later)


def say_another(
    session: Session, office: Office, earlier: Referral, later: Referral, by: str | UUID = PERSON
) -> None:
    """Whoever told both says: the same person, another matter. They are linked, and staff are not
    asked whether they are the same.

    Where a hold stops what goes out for the earlier one, it does so for the later one too.
    """
    case = _locked(session, earlier)
    if case is None or later.id == case.id:
        return
    try:
        link_as_found(session, office, case, later, Kind.SAME_PERSON)
    except AlreadyLinked:
        return
    for each in _once(earlier, case):
        for match in pair_between(session, each, later, sides=False):
            if match.of == ONE_PERSON and match.state == State.OPEN:
                match.state, match.decided_at = State.LINKED, office.now()
                match.version += 1
    _know_pair(session, office, case, later, State.LINKED)
    _note(session, office, case, later, SAYS_ANOTHER, by)
    _hold_too(session, office, case, later)


def say_same(
    session: Session, office: Office, earlier: Referral, later: Referral, by: str | UUID = PERSON
) -> None:
    """Whoever told both says that it is the same matter, and it had to be received by itself:
    staff see the two as a pair, with these words, and decide."""
    case = _locked(session, earlier)
    if case is None or later.id == case.id:
        return
    _know_pair(session, office, case, later, State.OPEN)
    _note(session, office, case, later, SAYS_SAME, by)
    _hold_too(session, office, case, later)


def _locked(session: Session, earlier: Referral) -> Referral | None:
    """The one in which ``earlier`` goes on, with nobody else changing it; None if it is erased."""
    session.flush()
    session.refresh(earlier, with_for_update=True)
    case = goes_on_in(session, earlier)
    if case is not earlier:
        session.refresh(case, with_for_update=True)
    return None if earlier.erased_at is not None or case.erased_at is not None else case


def _know_pair(
    session: Session, office: Office, one: Referral, other: Referral, state: State
) -> None:
    """Make sure that there is a pair of the two, so that staff can decide about it or undo it."""
    if any(each.of == ONE_PERSON for each in pair_between(session, one, other, sides=False)):
        return
    earlier, later = sorted((one.id, other.id))
    now = office.now()
    session.add(
        PossibleMatch(
            id=new_id(now),
            earlier_id=earlier,
            later_id=later,
            of=ONE_PERSON,
            found_at=now,
            state=state,
            decided_at=None if state is State.OPEN else now,
            version=1,
        )
    )
    session.flush()


def _hold_too(session: Session, office: Office, case: Referral, later: Referral) -> None:
    if case.stage == Stage.ON_HOLD and Move.HOLD in possible(Stage(later.stage)):
        move(session, office, later, Move.HOLD, SYSTEM, other=case.reference)
        stop_all(session, office, later.id, "on_hold")


def _note(
    session: Session, office: Office, one: Referral, other: Referral, verb: str, by: str | UUID
) -> None:
    for each, its_other in ((one, other), (other, one)):
        record(session, office, each.id, verb, by, other=its_other.reference)
        each.version += 1
        each.updated_at = office.now()


def _once(*both: Referral) -> Iterable[Referral]:
    return {each.id: each for each in both}.values()
