"""The person's own copies after sending: a neutral note, or everything they wrote."""

from collections.abc import Sequence
from datetime import datetime

from portal.choices.informed import Groups
from portal.referral.conditions import Answers
from portal.referral.consent import Decision
from portal.referral.contact import Channel, ContactRules
from portal.referral.hub import Hub
from portal.referral.questions import QuestionSet
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import Speaker, say

from .paper import Document, make
from .sharing import Told, agreements

LARGE_PRINT = "large_print"


def neutral_receipt(
    hub: Hub,
    speak: Speaker,
    *,
    reference: str,
    received: datetime,
    look_by: datetime,
    large: bool = False,
) -> Document:
    """A note that anybody may find: who signs it, a reference, and a day. Nothing else.

    It names neither the service, nor what happened, nor any person. Moments are aware.
    """
    day = received.astimezone(speak.zone).date()
    return make(
        "neutral.html",
        hub,
        speak,
        title=speak(say("Note of %(day)s"), day=speak.day(day)),
        file_name=f"note-{day.isoformat()}.pdf",
        reference=reference,
        day=day,
        by=look_by.astimezone(speak.zone).date(),
        large=large,
    )


def full_receipt(
    hub: Hub,
    speak: Speaker,
    *,
    questions: QuestionSet,
    answers: Answers,
    reference: str,
    received: datetime,
    look_by: datetime,
    reach_by: datetime,
    site: str,
    decided: Sequence[tuple[Decision, datetime]] = (),
    told: Sequence[Told] = (),
    chosen: Groups = (),
) -> Document:
    """Everything the person wrote, what happens next and by when, and who has been told.

    ``look_by`` and ``reach_by`` are ``clock.look_by`` and the referral's ``first_attempt_due_at``;
    ``decided`` is as ``following.sharing`` gives it; ``site`` is the address to come back to;
    ``chosen`` is what the options guide's record says, as ``Informed.groups`` gives it.
    It comes in large print when the person asked for that. Moments are aware.
    """
    rules = ContactRules.of(answers)
    return make(
        "full.html",
        hub,
        speak,
        title=speak(say("Your copy: %(reference)s"), reference=reference),
        file_name=f"copy-{reference}.pdf",
        reference=reference,
        received=received,
        look_by=look_by.astimezone(speak.zone).date(),
        reach_by=reach_by.astimezone(speak.zone).date(),
        reached=bool(rules.ways - {Channel.HERE}),
        site=site,
        agreed=[each.service for each in agreements(hub, decided) if each.agreed],
        told=told,
        chosen=chosen,
        parts=summary(questions, answers, Reader.PERSON, speak),
        large=wants_large_print(answers),
    )


def wants_large_print(answers: Answers) -> bool:
    """Whether the person said that large print helps them."""
    return LARGE_PRINT in (answers.get("help_needed") or ())
