"""Filing a referral's answers: one sealed document a section, and blind tokens to find it by."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.storage.sealing import DataKey, SealedBytes

from .conditions import Answers
from .contact import ContactRules
from .office import Office
from .priority import suggest
from .questions.question import QuestionSet
from .records import BlindToken, Referral, SealedSection
from .training import ALL_LANES

SET_ASIDE = "set_aside"
"""Answers to questions that have changed since: kept, and shown to staff as they were given."""

EARLIER = "earlier"
"""What corrected answers said before: a list of {"at", "answers"}, oldest first."""

CHOICES = "choices"
"""The informed-choice record: what was read of the options guide, and what was said to it."""

_NOT_ANSWERS = (SET_ASIDE, EARLIER, CHOICES)


def key_of(office: Office, referral: Referral) -> DataKey:
    """The data key of ``referral``. Raises Erased when it was destroyed."""
    return office.vault.keyring.open_data_key(referral.data_key, f"referral:{referral.id}")


def seal_section(key: DataKey, referral_id: UUID, name: str, document: Any) -> SealedBytes:
    """``document`` sealed for its own place."""
    return key.seal(document, f"section.body:{referral_id}:{name}")


def file_answers(
    session: Session,
    office: Office,
    referral: Referral,
    key: DataKey,
    answers: Answers,
    lanes: Collection[str],
) -> None:
    """Seal ``answers`` section by section, and refresh the card and the blind tokens."""
    sections = _by_section(office.questions, answers)
    _write(session, key, referral.id, sections)
    referral.card = seal_card(key, referral.id, answers, lanes)
    referral.specialist = bool(lanes)
    session.execute(delete(BlindToken).where(BlindToken.referral_id == referral.id))
    tokens = {(kind, office.vault.blinder.token(kind, value)) for kind, value in _findable(answers)}
    if tokens:
        session.execute(
            insert(BlindToken),
            [{"kind": kind, "token": token, "referral_id": referral.id} for kind, token in tokens],
        )


def read_sections(session: Session, key: DataKey, referral_id: UUID) -> dict[str, Any]:
    """Every sealed document of a referral, opened, by its name."""
    rows = session.execute(
        select(SealedSection.name, SealedSection.body).where(
            SealedSection.referral_id == referral_id
        )
    )
    return {name: key.open(body, f"section.body:{referral_id}:{name}") for name, body in rows}


def read_document(session: Session, key: DataKey, referral_id: UUID, name: str) -> Any:
    """One sealed document of a referral, opened, or None when there is none of that name."""
    body = session.scalar(
        select(SealedSection.body).where(
            SealedSection.referral_id == referral_id, SealedSection.name == name
        )
    )
    return None if body is None else key.open(body, f"section.body:{referral_id}:{name}")


def read_answers(session: Session, office: Office, referral: Referral) -> dict[str, Any]:
    """All answers of ``referral``. Raises Erased when its key was destroyed."""
    sections = read_sections(session, key_of(office, referral), referral.id)
    return {
        question: value
        for name, document in sections.items()
        if name not in _NOT_ANSWERS
        for question, value in document.items()
    }


def keep_document(
    session: Session, key: DataKey, referral_id: UUID, name: str, document: Any
) -> None:
    """Seal one document that is not a section of answers, such as what was set aside."""
    _write(session, key, referral_id, {name: document})


def _write(session: Session, key: DataKey, referral_id: UUID, documents: Mapping[str, Any]) -> None:
    session.execute(
        delete(SealedSection).where(
            SealedSection.referral_id == referral_id, SealedSection.name.in_(documents)
        )
    )
    session.execute(
        insert(SealedSection),
        [
            {
                "referral_id": referral_id,
                "name": name,
                "body": seal_section(key, referral_id, name, document),
            }
            for name, document in documents.items()
        ],
    )


def _by_section(questions: QuestionSet, answers: Answers) -> dict[str, dict[str, Any]]:
    # Every section is written, empty ones too, so that an answer taken back leaves nothing behind.
    sections: dict[str, dict[str, Any]] = {
        question.section.value: {} for question in questions.questions.values()
    }
    home = {question.id: question.section.value for question in questions.questions.values()}
    for page in questions.pages:
        if page.repeats:
            home[page.repeats] = page.questions[0].section.value
    for question, value in answers.items():
        sections[home[question]][question] = value
    return sections


def _findable(answers: Answers) -> Iterator[tuple[str, str]]:
    """What a referral can be found by: (kind of token, normalised value)."""
    for question in ("phone_number", "text_number"):
        if answers.get(question):
            yield "phone", answers[question]
    if answers.get("email_address"):
        yield "email", answers["email_address"].casefold()
    if answers.get("postcode"):
        yield "postcode", answers["postcode"]
    for report in answers.get("reports") or ():
        if report.get("report_reference"):
            yield "their_reference", normal_reference(report["report_reference"])


def normal_reference(text: str) -> str:
    """Another agency's reference in one form: capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


@dataclass(frozen=True)
class Card:
    """What a list shows of one referral beyond its plain columns."""

    name: str
    ways: tuple[str, ...]
    place: str
    reasons: tuple[str, ...]
    careful: bool
    """Whether the person set limits: times, neutral words, or somebody who might see."""
    lanes: frozenset[str]
    """The specialist lanes it is in. One filed before there were any is in all, if in any."""


def seal_card(
    key: DataKey, referral_id: UUID, answers: Answers, lanes: Collection[str]
) -> SealedBytes:
    """The card that ``answers`` make for a referral in ``lanes``, sealed for its own place."""
    rules = ContactRules.of(answers)
    document = {
        "name": answers.get("name") or "",
        "ways": answers.get("contact_ways") or [],
        "place": answers.get("place") or answers.get("postcode") or "",
        "reasons": list(suggest(answers).reasons),
        "careful": bool(rules.never or rules.others or "any" not in rules.times),
        "lanes": sorted(lanes),
    }
    return key.seal(document, f"referral.card:{referral_id}")


def read_card(office: Office, referral: Referral) -> Card | None:
    """The card of ``referral``, or None when it was erased."""
    if referral.data_key is None or referral.card is None:
        return None
    found = key_of(office, referral).open(referral.card, f"referral.card:{referral.id}")
    return Card(
        found["name"],
        tuple(found["ways"]),
        found["place"],
        tuple(found["reasons"]),
        found["careful"],
        frozenset(found.get("lanes", ALL_LANES if referral.specialist else ())),
    )


def put_lanes(office: Office, referral: Referral, lanes: Collection[str]) -> None:
    """Keep that ``referral`` is in ``lanes``, and in no other."""
    key, place = key_of(office, referral), f"referral.card:{referral.id}"
    if referral.card is not None:
        document = key.open(referral.card, place)
        referral.card = key.seal({**document, "lanes": sorted(lanes)}, place)
    referral.specialist = bool(lanes)
