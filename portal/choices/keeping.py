"""Where choices are kept once there is a referral: sealed with it, and the texts read archived."""

from sqlalchemy.orm import Session

from portal.referral.filing import CHOICES, keep_document, key_of, read_document
from portal.referral.history import PERSON, record
from portal.referral.joined_news import tell_case
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.words import Speaker

from .archive import archive, texts_read
from .informed import Informed, informed
from .reading import Choices


def choices_of(session: Session, office: Office, referral: Referral) -> Choices:
    """What is kept with ``referral``. Raises Erased when its key was destroyed."""
    key = key_of(office, referral)
    return Choices.from_json(read_document(session, key, referral.id, CHOICES))


def record_of(session: Session, office: Office, referral: Referral, speak: Speaker) -> Informed:
    """The record of ``referral``, with the texts as they were read. Raises Erased."""
    choices = choices_of(session, office, referral)
    return informed(choices, speak, texts_read(session, choices.readings))


def file_choices(session: Session, office: Office, referral: Referral, choices: Choices) -> None:
    """Put ``choices`` with a referral that was just received. Nothing to put, nothing written."""
    if choices:
        _keep(session, office, referral, choices)


def change_choices(session: Session, office: Office, referral: Referral, choices: Choices) -> None:
    """Put ``choices`` in place of what was kept; staff see when the person said something new."""
    before = choices_of(session, office, referral)
    if choices == before:
        return
    _keep(session, office, referral, choices)
    if choices.said != before.said:
        record(session, office, referral.id, "choices_changed", PERSON)
        tell_case(session, office, referral, PERSON)
        referral.version += 1
        referral.updated_at = office.now()


def _keep(session: Session, office: Office, referral: Referral, choices: Choices) -> None:
    document = choices.to_json()
    keep_document(session, key_of(office, referral), referral.id, CHOICES, document)
    archive(session, office, {each.language for each in choices.readings})
