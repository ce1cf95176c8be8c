"""What the person decided about one service, outside the page on which they tick them all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.filing import (
    EARLIER,
    file_answers,
    keep_document,
    key_of,
    read_answers,
    read_document,
)
from portal.referral.lanes import lanes_in
from portal.referral.office import Office
from portal.referral.own_words import say_oneself
from portal.referral.questions.sharing import NOBODY
from portal.referral.records import Consent, Referral
from portal.storage.ids import new_id


def decide(
    session: Session, office: Office, referral: Referral, service: str, *, agreed: bool
) -> None:
    """Keep that the person agrees, or does not, and let their answers say the same.

    Where they never were asked whom to share with, their answers stay empty: this is one of many.
    """
    if decided(session, referral, service) is not agreed:
        session.add(
            Consent(
                id=new_id(office.now()),
                referral_id=referral.id,
                service=service,
                agreed=agreed,
                at=office.now(),
                wording=office.questions.fingerprint,
            )
        )
        session.flush()
    _answer_the_same(session, office, referral, service, agreed=agreed)


def decided(session: Session, referral: Referral, service: str) -> bool | None:
    """What the person said last of one service; None when they never did."""
    return session.scalar(
        select(Consent.agreed)
        .where(Consent.referral_id == referral.id, Consent.service == service)
        .order_by(Consent.id.desc())
        .limit(1)
    )


def _answer_the_same(
    session: Session, office: Office, referral: Referral, service: str, *, agreed: bool
) -> None:
    answers = read_answers(session, office, referral)
    before = answers.get("share_with")
    known = [each.id for each in office.hub.services]
    if before is None or service not in known or (service in before) is agreed:
        return
    ticked = {*before, service} if agreed else set(before) - {service}
    now = [each for each in known if each in ticked] or [NOBODY]
    key = key_of(office, referral)
    answers["share_with"] = now
    file_answers(session, office, referral, key, answers, lanes_in(office, referral))
    say_oneself(session, office, key, referral, {"share_with"})
    earlier = read_document(session, key, referral.id, EARLIER) or []
    earlier.append({"at": office.now().isoformat(), "answers": {"share_with": before}})
    keep_document(session, key, referral.id, EARLIER, earlier)
