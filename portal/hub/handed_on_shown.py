"""What a page shows of the places that a referral went to, in words for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.handing_on.possible import Do
from portal.referral.handing_on.standing import NEEDS_SOMEBODY
from portal.referral.handing_on.story import AtPlace, story
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.words import Speaker
from portal.web.language import t

from . import handed_on_words as words
from .handed_on_now import not_told, now
from .handed_on_steps import Step, steps


@dataclass(frozen=True)
class Shown:
    """One place: how it stands in a tag and in a sentence, what happened, what can be done.

    ``id`` is its anchor on the page. ``can`` holds the words and the address of each thing to do;
    ``can_not`` the words and the reason of each that can't be done.
    """

    key: str
    id: str
    name: str
    tag: str
    colour: str
    needs: bool
    now: list[str]
    differs: bool
    steps: list[Step]
    can: list[tuple[str, str]]
    can_not: list[tuple[str, str]]
    would_go: str = ""


def shown(session: Session, office: Office, referral: Referral, speak: Speaker) -> list[Shown]:
    """Every place that ``referral`` went to or was to go to."""
    found = story(session, office, referral)
    people = {each.made_by for at in found for each in at.versions if each.made_by}
    known = names(session, office, people)
    return [
        _shown(each, f"place-{number}", referral, known, speak)
        for number, each in enumerate(found, 1)
    ]


def _shown(
    at: AtPlace, anchor: str, referral: Referral, known: Mapping[UUID, str], speak: Speaker
) -> Shown:
    tag, colour = words.TAGS[at.standing]
    reference = referral.reference
    return Shown(
        key=at.key,
        id=anchor,
        name=at.name,
        tag=t(tag),
        colour=colour,
        needs=at.standing in NEEDS_SOMEBODY,
        now=[*now(at, speak), *not_told(at, referral)],
        differs=at.differs and at.there is not None,
        steps=sorted(steps(at, reference, known, speak), key=lambda each: each.at),
        can=[
            (
                t(words.LINKS[do]),
                url_for(f"hub.{words.NOUNS[do]}", reference=reference, place=at.key),
            )
            for do in Do
            if at.can(do)
        ],
        can_not=[
            (t(words.LINKS[do]), t(words.WHY[at.possible[do]]))
            for do in Do
            if do in at.possible and not at.can(do)
        ],
        would_go=url_for("hub.handed_on_now", reference=reference, place=at.key)
        if at.place is not None and referral.data_key is not None
        else "",
    )
