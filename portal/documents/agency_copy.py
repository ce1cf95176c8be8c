"""The copy for the organisation that referred somebody: what it told, and how far that has come."""

from collections.abc import Sequence
from datetime import datetime

from portal.referral.conditions import Answers
from portal.referral.hub import Hub
from portal.referral.questions import QuestionSet
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import Speaker, say

from .paper import Document, make

FOR_THE_PERSON_ALONE = frozenset({"agreed_word", "code_word"})
"""Answers by which the person and the hub know one another. Paper in an office can't keep them."""


def agency_copy(
    hub: Hub,
    speak: Speaker,
    *,
    questions: QuestionSet,
    answers: Answers,
    organisation: str,
    reference: str,
    told_at: datetime,
    steps: Sequence[tuple[datetime, str]],
    printed: datetime,
) -> Document:
    """What an ``organisation`` told when it referred somebody, with nothing from anybody else.

    ``answers`` are as it told them last, at ``told_at``; ``steps`` are how far the referral has
    come, as far as they may know, in the reader's language. Words that the person alone should
    hold are left out. Moments are aware.
    """
    kept = {name: value for name, value in answers.items() if name not in FOR_THE_PERSON_ALONE}
    return make(
        "agency.html",
        hub,
        speak,
        title=speak(say("Referral %(reference)s"), reference=reference),
        file_name=f"referral-{reference}.pdf",
        organisation=organisation,
        reference=reference,
        own_reference=str(kept.pop("agency_reference", None) or ""),
        told_at=told_at,
        steps=steps,
        parts=summary(questions, kept, Reader.REFERRER, speak),
        printed=printed,
    )
