"""The referral document: what leaves for a place that helps next, and nothing more.

How it is safe to reach the person comes first; then on what ground the place has it; then the
answers that this ground lets travel, each with who said it and when. See docs/handing-on.md.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.contact import ContactRules
from portal.referral.findable import NEEDS_ACCESS, NEEDS_INTERPRETER
from portal.referral.journey import Step
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.records.hand_off import Notice
from portal.referral.words import Speaker, say

from .document_answers import PERSON, answers_part, moment, told_part
from .document_contact import Sharing, contact_part
from .document_joined import joined_tellings, stays_here
from .document_known import Known, decision, known
from .document_travel import Limits, Travelling, bare, travelling
from .places import Place

FORMAT = "referral"
VERSION = 1
"""The edition of the document's form: see schema.py."""

MOST_TELLINGS = 10
"""How many tellings that were joined in go along. The rest stay at the hub, counted."""

MOST_BYTES = 1_000_000
"""A document as JSON is no larger: receivers commonly refuse more than a mebibyte."""

_HEAD = 5_000
"""Bytes that are left for whose document it is and for whom; that takes far less."""

_MOVES_ON = frozenset({"schema", "version", "id", "number", "made_at"})
"""What differs between two documents that tell the same."""


class MayNotTravel(Exception):
    """The person has not agreed that this place gets it; ``code`` says so for machines."""

    code = "no_consent"
    words = say("They have not agreed that this is shared with %(name)s.")


def compose(
    session: Session,
    office: Office,
    referral: Referral,
    place: Place,
    *,
    hand_off_id: UUID,
    number: int,
    notice: str,
) -> dict[str, Any]:
    """The document about ``referral`` for ``place``, ready for JSON.

    A withdrawal says only what is taken back. Raises MayNotTravel where neither consent nor a
    ground in force lets it go, and Erased when there is nothing left to tell.
    """
    head = _head(office, referral, place, hand_off_id, number, notice)
    if notice == Notice.WITHDRAWAL:
        return head
    consent = _consent(session, referral, place)
    limits = Limits.of(place.sections, place.ground)
    main = known(session, office, referral)
    rows = joined_tellings(session, referral)
    joined = [known(session, office, each) for each in rows]
    home = {each.id for each in rows if stays_here(session, each, place)}
    return head | assembled(office, main, joined, limits, consent, stay=home)


def assembled(
    office: Office,
    main: Known,
    joined: Sequence[Known],
    limits: Limits,
    consent: Mapping[str, Any],
    *,
    stay: Collection[UUID] = (),
) -> dict[str, Any]:
    """All that a document says beside whose it is and for whom.

    Of what was ``joined`` in, those that ``stay`` at the hub are not told; but where they say
    otherwise how to reach the person, that there is more to ask about is.
    """
    speak = office.speaker(office.hub.languages[0])
    told = _told(office, main, limits, joined, speak, consent)
    along = [each for each in joined if each.referral.id not in stay]
    told["also_told"] = [_also(office, each, limits, speak) for each in along[:MOST_TELLINGS]]
    told["also_told_left_out"] = len(along[MOST_TELLINGS:])
    return _fitting(told)


def digest(document: Mapping[str, Any]) -> bytes:
    """Tells whether two documents say the same, whenever and as whichever number they were made."""
    told = {name: value for name, value in document.items() if name not in _MOVES_ON}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).digest()


def schema_address(office: Office, version: int = VERSION) -> str:
    """Where the form of documents is published: it names the form, too."""
    return f"{office.address}/api/v1/schema/referral-{version}.json"


def _head(
    office: Office, referral: Referral, place: Place, key: UUID, number: int, notice: str
) -> dict[str, Any]:
    return {
        "schema": schema_address(office),
        "format": FORMAT,
        "version": VERSION,
        "id": str(key),
        "reference": referral.reference,
        "number": number,
        "notice": str(notice),
        "made_at": moment(office.now()),
        "from": {
            "name": office.hub.name,
            "phone": office.hub.phone,
            "email": office.hub.email,
        },
        "for": {"key": place.key, "name": place.name},
    }


def _consent(session: Session, referral: Referral, place: Place) -> dict[str, Any]:
    """On what ground ``place`` has it. Raises MayNotTravel."""
    service = place.consent
    if service is None:
        return {"basis": "ground", "ground": place.ground}
    agreed = decision(session, referral, service)
    if agreed is None or not agreed.agreed:
        raise MayNotTravel
    return {
        "basis": "consent",
        "service": service,
        "agreed_at": moment(agreed.at),
        "wording": agreed.wording,
    }


def _told(
    office: Office,
    main: Known,
    limits: Limits,
    joined: Collection[Known],
    speak: Speaker,
    consent: Mapping[str, Any],
) -> dict[str, Any]:
    questions = office.questions
    found = list(travelling(questions, main.answers, limits))
    values = bare(found)
    return {
        "contact": _contact(office, main, limits, joined, speak),
        "consent": dict(consent),
        "received_at": moment(main.referral.received_at),
        "told_first": told_part(main.first, speak),
        "language": main.referral.language,
        "needs": {
            "interpreter": NEEDS_INTERPRETER(values),
            "access": NEEDS_ACCESS(values),
            "language": values.get("help_language"),
        },
        "safety": _safety(office, values, limits),
        "answers": answers_part(found, main.told, speak),
    }


def _contact(
    office: Office, main: Known, limits: Limits, joined: Collection[Known], speak: Speaker
) -> dict[str, Any]:
    questions = office.questions.questions
    rules = _rules(main)
    times = main.answers.get("contact_times")
    ways = questions["contact_ways"]
    teller = main.told(ways, Step(office.questions.page_of[ways.id]))
    sharing = Sharing(
        reach=limits.let(questions["phone_number"]),
        others=limits.let(questions["contact_others"]),
        # What the person said of it stands, whatever others say.
        differs=teller.by != PERSON and any(_rules(each) != rules for each in joined),
    )
    return contact_part(
        office.hub,
        rules,
        questions["contact_times"].kind.show(times, speak) if times else [],
        told_part(teller, speak),
        sharing,
        speak,
    )


def _rules(each: Known) -> ContactRules:
    """How to reach the person as one telling has it, without the word that only the hub knows."""
    return ContactRules.of({**each.answers, "code_word": None})


def _safety(office: Office, values: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """What was ticked of safety. Where that stays at the hub, its silence must not calm anybody."""
    shared = limits.let(office.questions.questions["safety"])
    return {"shared": shared, "flags": values.get("safety") or []}


def _also(office: Office, each: Known, limits: Limits, speak: Speaker) -> dict[str, Any]:
    """One telling that was joined in, apart. How to reach the person stands only at the top."""
    found: list[Travelling] = list(travelling(office.questions, each.answers, limits))
    return {
        "reference": each.referral.reference,
        "received_at": moment(each.referral.received_at),
        "told_first": told_part(each.first, speak),
        "answers": answers_part(found, each.told, speak),
    }


def _fitting(document: dict[str, Any]) -> dict[str, Any]:
    """``document`` with as many of the tellings that were joined in as there is room for."""
    while document["also_told"] and size(document) > MOST_BYTES - _HEAD:
        document["also_told"].pop()
        document["also_told_left_out"] += 1
    return document


def size(document: Mapping[str, Any]) -> int:
    """How many bytes ``document`` takes as JSON."""
    return len(json.dumps(document, ensure_ascii=False).encode())
