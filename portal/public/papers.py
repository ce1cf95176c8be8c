"""What a person takes away as a file: a neutral note, their copy, or everything held."""

from datetime import datetime

from flask import Response

from portal.choices.archive import texts_read
from portal.choices.informed import Groups, informed
from portal.choices.keeping import choices_of
from portal.documents.everything import Held, HowThingsAre, Said
from portal.documents.paper import Document
from portal.documents.receipt import full_receipt, neutral_receipt, wants_large_print
from portal.documents.timeline import for_person
from portal.documents.told_on import on_paper
from portal.documents.tried import Tried
from portal.referral.attempts import attempts
from portal.referral.clock import look_by
from portal.referral.closing import ended
from portal.referral.distance import POINTS, QUESTIONS, told
from portal.referral.enquiries import ANSWERED
from portal.referral.filing import CHOICES, EARLIER, SET_ASIDE, key_of, read_sections
from portal.referral.handing_on.crossing_questions import ASKED
from portal.referral.lifecycle import Stage
from portal.referral.words import say
from portal.web import files
from portal.web.desk import desk
from portal.web.language import current_language, t

from .followed import Followed
from .said_by import told_by


def neutral_copy(here: Followed) -> Document:
    """A note that anybody may find."""
    return neutral_receipt(
        desk().office.hub,
        current_language().speaker,
        reference=here.referral.reference,
        received=here.referral.received_at,
        look_by=look_by(desk().office, here.referral),
        large=wants_large_print(here.answers),
    )


def full_copy(here: Followed) -> Document:
    """Everything the person wrote, what happens next, and who has been told."""
    office = desk().office
    return full_receipt(
        office.hub,
        current_language().speaker,
        questions=office.questions,
        answers=here.shown,
        reference=here.referral.reference,
        received=here.referral.received_at,
        look_by=look_by(desk().office, here.referral),
        reach_by=here.referral.first_attempt_due_at,
        site=desk().settings.public_url,
        decided=here.decided,
        told=on_paper(here.told_on, current_language().speaker),
        chosen=_chosen(here),
    )


def _chosen(here: Followed) -> Groups:
    speak = current_language().speaker
    choices = choices_of(here.session, desk().office, here.referral)
    texts = texts_read(here.session, choices.readings)
    return informed(choices, speak, texts).groups(speak)


def all_held(here: Followed) -> Held:
    """Everything held about the person, for a document or as data."""
    office, referral = desk().office, here.referral
    kept = [each for each in here.all_along if each.data_key is not None]
    since = {each.id: None for each in kept} | {
        each.id: at for each, at in here.cases if each.data_key is not None
    }
    kept += [each for each, _ in here.cases if each.data_key is not None]
    endings = [ended(here.session, office, each) for each in kept]
    sections = read_sections(here.session, key_of(office, referral), referral.id)
    return Held(
        reference=referral.reference,
        received=referral.received_at,
        stage=Stage(here.case.stage),
        answers=here.shown,
        decided=here.decided,
        handed_on=here.told_on,
        messages=[
            Said(message.at, message.author_id is not None, text) for message, text in here.letters
        ],
        history=for_person(here.events, current_language().speaker),
        earlier=here.earlier(sections.get(EARLIER, [])),
        set_aside=None if here.referrers else sections.get(SET_ASIDE),
        hides=here.hides or any(each.verb in (ANSWERED, ASKED) for each in here.events),
        told_by=told_by(here),
        chosen=_chosen(here),
        choices=sections.get(CHOICES),
        how_things_are=[
            HowThingsAre(
                POINTS[point],
                at,
                [(question.short, scores.get(question.id)) for question in QUESTIONS],
            )
            for each in kept
            for point, (scores, at, _) in told(here.session, office, each).items()
            if _since(since[each.id], at)
        ],
        tried=[
            Tried(each.at, each.channel, each.outcome)
            for one in kept
            for each in reversed(attempts(here.session, office, one))
            if each.outcome is not None and _since(since[one.id], each.at)
        ],
        words="\n\n".join(each.ending.words for each in endings if each and each.ending.words),
    )


def _since(begin: datetime | None, at: datetime) -> bool:
    return begin is None or at >= begin


def as_file(document: Document) -> Response:
    """The PDF of ``document`` to save; or a page that says that nothing is lost without it."""
    kept = say("Nothing you sent is lost. Only the file could not be made just now.")
    return files.as_file(document, first=t(kept))


def as_data(data: bytes, name: str) -> Response:
    """JSON ``data`` to save."""
    return files.to_save(data, "application/json", name)
