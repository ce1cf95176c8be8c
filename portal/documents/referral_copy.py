"""A referral on paper for hub staff: how it is safe to reach the person, before all else."""

from collections.abc import Sequence
from datetime import datetime

from portal.choices.informed import Groups
from portal.referral.conditions import Answers
from portal.referral.consent import Decision
from portal.referral.contact import Channel, ContactRules
from portal.referral.hub import Hub
from portal.referral.lifecycle import FOR_STAFF, Stage
from portal.referral.questions import QuestionSet
from portal.referral.questions.question import Section
from portal.referral.reaching import short_rule
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import Speaker, say

from .paper import Document, make
from .sharing import agreements

_DO_NOT_REACH = {
    Stage.ON_HOLD: say("On a safeguarding hold. Do not contact this person."),
    Stage.WITHDRAWN: say("The person stopped this. Do not contact them."),
    Stage.JOINED: say("This goes on in another referral. Get in touch from there."),
}


def referral_copy(
    hub: Hub,
    speak: Speaker,
    reader: Reader,
    *,
    questions: QuestionSet,
    answers: Answers,
    reference: str,
    stage: Stage,
    priority: int,
    received: datetime,
    due: datetime,
    printed: datetime,
    owner: str = "",
    confirmed_by: str = "",
    so_far: str = "",
    tried: Sequence[tuple[datetime, Sequence[str]]] = (),
    tasks: Sequence[tuple[str, Sequence[str]]] = (),
    reasons: Sequence[str] = (),
    decided: Sequence[tuple[Decision, datetime]] = (),
    history: Sequence[tuple[datetime, str]] = (),
    chosen: Groups = (),
    told_by: Groups = (),
    also_told: Sequence[tuple[str, datetime, str]] = (),
    otherwise: Sequence[tuple[str, Sequence[str]]] = (),
    handed_on: Sequence[tuple[str, Sequence[str]]] = (),
) -> Document:
    """A referral as ``reader`` (HUB or SPECIALIST) may see it, with the safe-contact rule on top.

    ``reasons`` are those of the priority, still to be translated; ``history`` holds moments and
    words that are in the reader's language already; ``chosen`` is what the options guide's record
    says, as ``Informed.groups`` gives it. ``told_by`` names who referred the person, each with
    labelled lines, and ``otherwise`` what they say where it differs, by answer. ``also_told`` holds
    each that was joined into it: its reference, when it came, and who told it. ``handed_on`` says
    of each service what it was told, in lines. ``owner`` has it and ``confirmed_by`` decided its
    priority, by name; ``so_far`` sums up what was ``tried`` to
    reach the person; ``tasks`` are open ones, each with its day in words. Moments are aware.
    Raises ValueError for any other reader: this copy is for hub staff only.
    """
    if reader not in (Reader.HUB, Reader.SPECIALIST):
        raise ValueError("this copy is for hub staff only")
    parts = summary(questions, answers, reader, speak)
    return make(
        "referral.html",
        hub,
        speak,
        title=speak(say("Referral %(reference)s"), reference=reference),
        file_name=f"{reference}.pdf",
        reference=reference,
        contact=[part for part in parts if part.section is Section.CONTACT],
        parts=[part for part in parts if part.section is not Section.CONTACT],
        line=short_rule(ContactRules.of(answers), stage, speak),
        rules=contact_rules(ContactRules.of(answers), stage),
        stage=FOR_STAFF[stage],
        priority=priority,
        reasons=reasons,
        received=received,
        due=due,
        printed=printed,
        owner=owner,
        confirmed_by=confirmed_by,
        so_far=so_far,
        tried_rows=[(speak.moment(at), lines) for at, lines in tried],
        tasks=tasks,
        agreements=agreements(hub, decided),
        history=history,
        chosen=chosen,
        told_by=told_by,
        also_told=also_told,
        otherwise=otherwise,
        handed_on=handed_on,
    )


def contact_rules(rules: ContactRules, stage: Stage) -> list[str]:
    """What to mind before reaching the person: sentences, the gravest first, not yet translated."""
    said: list[str] = []
    if stage in _DO_NOT_REACH:
        said.append(_DO_NOT_REACH[stage])
    if not rules.ways - {Channel.HERE}:
        said.append(
            say("Reach this person only by a message on this portal. Nothing else is safe.")
        )
        return said
    said.append(say("Use only the ways listed here. No other way was said to be safe."))
    if rules.never:
        said.append(say("There are times when they must not be contacted. Read them first."))
    elif not rules.times:
        said.append(say("They gave no safe times. Judge with care."))
    if rules.others:
        said.append(say("Somebody else might see or hear it."))
    if Channel.PHONE in rules.ways and not rules.leave_message:
        said.append(say("Never leave a voice message."))
    if rules.ways - {Channel.HERE} - rules.openly:
        said.append(say("Do not say who we are, except where it says yes here."))
    return said
