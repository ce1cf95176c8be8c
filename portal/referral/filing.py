"""Filing a referral's answers: one sealed document a section, and blind tokens to find it by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.storage.sealing import DataKey, SealedBytes

from .conditions import Answers
from .contact import ContactRules
from .findable import FILING, NEEDS_ACCESS, NEEDS_INTERPRETER, findable, normal_place, place_of
from .matching.kept import Told
from .office import Office
from .priority import suggest
from .questions.question import QuestionSet, Section
from .recognising_keys import RECOGNISED_BY, keep_keys
from .records import BlindToken, Referral, SealedSection
from .training import ALL_LANES

SET_ASIDE = "set_aside"
"""Answers to questions that have changed since: kept, and shown to staff as they were given."""

EARLIER = "earlier"
"""What corrected answers said before: a list of {"at", "answers"}, oldest first."""

CHOICES = "choices"
"""The informed-choice record: what was read of the options guide, and what was said to it."""

OWN_WORDS = "own_words"
"""Since when the person has answered a question themselves that somebody else had told of: by the
question's id or a list's name, an ISO moment; empty where they left it empty."""

_NOT_ANSWERS = (SET_ASIDE, EARLIER, CHOICES, OWN_WORDS, RECOGNISED_BY)


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
    """Seal ``answers`` section by section, and refresh the card, what filters go by and the blind
    tokens."""
    sealed = {
        name: seal_section(key, referral.id, name, document)
        for name, document in by_section(office.questions, answers).items()
    }
    _write(session, referral.id, sealed)
    make_findable(session, office, referral, key, answers, lanes)


def make_findable(
    session: Session,
    office: Office,
    referral: Referral,
    key: DataKey,
    answers: Answers,
    lanes: Collection[str],
) -> None:
    """Refresh all by which ``referral`` is listed, found and recognised, and leave its answers as
    they are."""
    for name, value in columns_of(office, referral.id, key, answers, lanes).items():
        setattr(referral, name, value)
    session.execute(delete(BlindToken).where(BlindToken.referral_id == referral.id))
    tokens = tokens_of(office, answers)
    if tokens:
        session.execute(
            insert(BlindToken),
            [{"kind": kind, "token": token, "referral_id": referral.id} for kind, token in tokens],
        )
    told = Told.of(answers)
    keep_document(session, key, referral.id, RECOGNISED_BY, told.to_document())
    keep_keys(session, office, referral.id, told)


def columns_of(
    office: Office, referral_id: UUID, key: DataKey, answers: Answers, lanes: Collection[str]
) -> dict[str, Any]:
    """What ``answers`` put into a referral's own columns, by their names."""
    return {
        "card": seal_card(key, referral_id, answers, lanes),
        "specialist": bool(lanes),
        "interpreter": NEEDS_INTERPRETER(answers),
        "access": NEEDS_ACCESS(answers),
        "place": place_token(office, place_of(answers)),
        "filing": FILING,
    }


def place_token(office: Office, typed: str) -> bytes | None:
    """The blind token of a place as it was typed: a name, or a postcode's first half."""
    place = normal_place(typed)
    return office.vault.blinder.token("place", place) if place else None


def tokens_of(office: Office, answers: Answers) -> set[tuple[str, bytes]]:
    """The blind tokens that ``answers`` are found by, with their kinds."""
    return {(kind, office.vault.blinder.token(kind, value)) for kind, value in findable(answers)}


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
    _write(session, referral_id, {name: seal_section(key, referral_id, name, document)})


def _write(session: Session, referral_id: UUID, sealed: Mapping[str, SealedBytes]) -> None:
    session.execute(
        delete(SealedSection).where(
            SealedSection.referral_id == referral_id, SealedSection.name.in_(sealed)
        )
    )
    session.execute(
        insert(SealedSection),
        [{"referral_id": referral_id, "name": name, "body": body} for name, body in sealed.items()],
    )


def by_section(questions: QuestionSet, answers: Answers) -> dict[str, dict[str, Any]]:
    """``answers`` by the section they belong to.

    Every section is there, empty ones too, so that an answer taken back leaves nothing behind.
    Who referred somebody is left out: only what they told keeps it, apart from the referral.
    """
    sections: dict[str, dict[str, Any]] = {
        question.section.value: {} for question in questions.questions.values()
    }
    sections.pop(Section.REFERRER, None)
    home = {question.id: question.section.value for question in questions.questions.values()}
    for page in questions.pages:
        if page.repeats:
            home[page.repeats] = page.questions[0].section.value
    for question, value in answers.items():
        if home[question] != Section.REFERRER:
            sections[home[question]][question] = value
    return sections


@dataclass(frozen=True)
class Card:
    """What a list shows of one referral beyond its plain columns."""

    name: str
    adult: str
    """Whom to talk to first when it is about a child; empty otherwise."""
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
        "adult": answers.get("adult_name") or "",
        "ways": answers.get("contact_ways") or [],
        "place": answers.get("place") or answers.get("postcode") or "",
        "reasons": list(suggest(answers).reasons),
        "careful": bool(rules.never or rules.others or "any" not in rules.times),
        "lanes": sorted(lanes),
    }
    return key.seal(document, f"referral.card:{referral_id}")


def read_card(office: Office, referral: Referral) -> Card | None:
    """The card of ``referral``, or None when it was erased."""
    return open_card(
        office, referral.id, referral.data_key, referral.card, specialist=referral.specialist
    )


def open_card(
    office: Office,
    referral_id: UUID,
    data_key: bytes | None,
    card: SealedBytes | None,
    *,
    specialist: bool,
) -> Card | None:
    """As ``read_card``, from the columns that it takes, for whoever reads very many."""
    if data_key is None or card is None:
        return None
    key = office.vault.keyring.open_data_key(data_key, f"referral:{referral_id}")
    found = key.open(card, f"referral.card:{referral_id}")
    return Card(
        found["name"],
        found.get("adult", ""),
        tuple(found["ways"]),
        found["place"],
        tuple(found["reasons"]),
        found["careful"],
        frozenset(found.get("lanes", ALL_LANES if specialist else ())),
    )


def put_lanes(office: Office, referral: Referral, lanes: Collection[str]) -> None:
    """Keep that ``referral`` is in ``lanes``, and in no other."""
    key, place = key_of(office, referral), f"referral.card:{referral.id}"
    if referral.card is not None:
        document = key.open(referral.card, place)
        referral.card = key.seal({**document, "lanes": sorted(lanes)}, place)
    referral.specialist = bool(lanes)
