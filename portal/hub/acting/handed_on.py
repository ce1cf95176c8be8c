"""What can be done about what was handed on: hold it, let it go, send again, correct, recall."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, request, url_for
from sqlalchemy.orm import Session

from portal.hub import handed_on_words as words
from portal.hub.action import Action, Ask, Do, Said, Show
from portal.hub.handed_on_now import now
from portal.referral.handing_on import hand_offs, possible
from portal.referral.handing_on.story import AtPlace, story
from portal.referral.handing_on.versions import MayNot
from portal.referral.moving import ChangedMeanwhile, change
from portal.referral.notes import write_note
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page, Question
from portal.referral.questions.staff_handed_on import (
    PLACE,
    REASON,
    WHY_HOLD,
    WHY_RECALL,
    about_place,
)
from portal.referral.records import HandOff, Referral
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.language import current_language, t

Verb = Callable[[Session, Office, HandOff, Staff], object]


def _ask(do: possible.Do, title: str, *more: Question) -> Ask:
    def ask(session: Session, office: Office, found: Referral, by: Staff) -> Page:
        names = {each.key: each.name for each in _about(session, office, found, do)}
        return about_place(words.NOUNS[do], title, names, *more)

    return ask


def _show(do: possible.Do) -> Show:
    def show(session: Session, office: Office, found: Referral, by: Staff) -> Mapping[str, Any]:
        """How it stands with each place, and what would go there now."""
        about = _about(session, office, found, do)
        return {
            "places": [_place(each, do, found.reference) for each in about],
            "shut": not any(each.can(do) for each in about),
            "handed_on": url_for("hub.handed_on", reference=found.reference),
        }

    return show


def _about(session: Session, office: Office, found: Referral, do: possible.Do) -> list[AtPlace]:
    """The place that was chosen before; else those where it can be done."""
    places = story(session, office, found)
    chosen = request.values.get(PLACE)
    named = [each for each in places if each.key == chosen]
    return named or [each for each in places if each.can(do)]


def _place(at: AtPlace, do: possible.Do, reference: str) -> Mapping[str, Any]:
    tag, colour = words.TAGS[at.standing]
    told = do is not possible.Do.RECALL and at.place is not None
    where = url_for("hub.handed_on_now", reference=reference, place=at.key) if told else ""
    return {
        "name": at.name,
        "tag": t(tag),
        "colour": colour,
        "now": list(now(at, current_language().speaker)),
        "why_not": t(words.WHY.get(at.possible.get(do), "")),
        "would_go": where,
    }


def _do(do: possible.Do, verb: Verb, done: str) -> Do:
    def act(
        session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
    ) -> str:
        change(session, office, found, at)
        places = {each.key: each for each in story(session, office, found)}
        about = places.get(said[PLACE])
        if about is None or not about.can(do):
            raise ChangedMeanwhile  # the page then says how it stands now
        try:
            verb(session, office, about.last, by)
        except MayNot:
            raise ChangedMeanwhile from None
        if said.get(REASON):
            write_note(session, office, found, by, text=said[REASON])
        flash(done)
        return url_for("hub.handed_on", reference=found.reference)

    return act


def _action(
    do: possible.Do,
    verb: Verb,
    *more: Question,
    title: str,
    done: str,
    lead: str,
    grave: bool = False,
) -> Action:
    return Action(
        words.NOUNS[do],
        Act.HAND_ON,
        link=words.LINKS[do],
        title=title,
        button=words.LINKS[do],
        done=done,
        lead=lead,
        do=_do(do, verb, done),
        page=_ask(do, title, *more),
        when=lambda referral, staff: referral.data_key is not None,
        above="hub/_before_handed_on.html",
        show=_show(do),
        listed=False,
        grave=grave,
    )


ACTIONS = (
    _action(
        possible.Do.HOLD,
        hand_offs.hold,
        WHY_HOLD,
        title=say("Hold it back"),
        done=say("It is held back. It stays until somebody lets it go."),
        lead=say("It does not go until somebody lets it go. The person sees no difference."),
    ),
    _action(
        possible.Do.LET_GO,
        hand_offs.let_go,
        title=say("Let it go"),
        done=say("It is on its way, or there already."),
        lead=say("It then goes by itself. What goes is what we know at that moment."),
    ),
    _action(
        possible.Do.RESEND,
        hand_offs.resend,
        title=say("Send it again"),
        done=say("It is sent again."),
        lead=say(
            "The same goes once more, with the same mark on it. If they have it already, they can "
            "tell by the mark, and don’t count it twice."
        ),
    ),
    _action(
        possible.Do.CORRECT,
        hand_offs.correct,
        title=say("Send what we know now"),
        done=say("What we know now is on its way, or there already."),
        lead=say("A new version takes the place of the one that they have."),
    ),
    _action(
        possible.Do.RECALL,
        hand_offs.recall,
        WHY_RECALL,
        title=say("Take it back"),
        done=say("It is taken back, and they are told so."),
        lead=say(
            "They are told that they must not use it any more. What they have read, nobody can "
            "take back. The person sees that it was taken back."
        ),
        grave=True,
    ),
)
