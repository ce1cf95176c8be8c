"""What happens in the demonstration beside referrals: drafts, invitations, people to ring."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from portal.referral import callbacks, community_invitations
from portal.referral.community_invitations import Rung

from . import partners
from .people import PARTNERS
from .scene import Life, Scene

_DRAFTS: tuple[tuple[float, str, Mapping[str, Any]], ...] = (
    (3, "housing", {"agency_reference": "LH/26/0431", "agency_basis": "consent"}),
    (
        26,
        "housing",
        {
            "agency_reference": "LH/26/0398",
            "agency_basis": "consent",
            "agreed_how": "phone",
            "name": "Mrs Okonkwo",
        },
    ),
    (7, "police", {"agency_reference": "LK/90217/26", "name": "Jordan"}),
    (90, "group", {"agency_reference": "MN-9"}),
)
_CALLERS: tuple[tuple[float, Mapping[str, Any]], ...] = (
    (
        1.2,
        {
            "caller_name": "Agnes Whitlock",
            "caller_group": "St Hild’s food bank",
            "caller_phone": "+441632960771",
            "caller_openly": "no",
            "caller_times": ["afternoon"],
            "caller_urgent": "yes",
        },
    ),
    (
        75,
        {
            "caller_name": "Father Ignatius Doyle of the Parish of St Hild and All Angels",
            "caller_phone": "+441632960340",
            "caller_openly": "yes",
            "caller_urgent": "no",
        },
    ),
)
_GROUPS = ((5, Rung.TOLD, "dispute"), (50, Rung.NOT_TOLD, "crime"), (300, Rung.TOLD, "other"))


def beside(scene: Scene, now: datetime) -> list[tuple[datetime, Life]]:
    """All of it, each with the moment it happens at."""
    lives: list[tuple[float, Life]] = []
    lives += [(hours, _begin(scene, who, answers)) for hours, who, answers in _DRAFTS]
    lives += [(hours, _ring(scene, said)) for hours, said in _CALLERS]
    lives += [(hours, _hand_over(scene, rung, need)) for hours, rung, need in _GROUPS]
    lives += [(20.0 + number, _invite(scene, number)) for number in range(len(PARTNERS))]
    return [(now - timedelta(hours=hours), life) for hours, life in lives]


def _begin(scene: Scene, who: str, answers: Mapping[str, Any]) -> Life:
    partners.keep_draft(scene, scene.staff[who], answers)
    yield from _nothing()


def _ring(scene: Scene, said: Mapping[str, Any]) -> Life:
    urgent = said["caller_urgent"] == "yes"
    with scene.sessions.begin() as session:
        callbacks.ask(session, scene.office, said, urgent=urgent)
    if not urgent:
        yield scene.at_work(1, 1)
        with scene.sessions.begin() as session:
            to_ring = callbacks.to_ring(session, scene.office)[0]
            words = "Talked it through. They will ask her first."
            callbacks.finish(session, scene.office, scene.staff["practitioner"], to_ring.id, words)


def _hand_over(scene: Scene, rung: Rung, need: str) -> Life:
    with scene.sessions.begin() as session:
        community_invitations.invite(session, scene.office, rung, need=need, area="LK1")
    yield from _nothing()


def _invite(scene: Scene, number: int) -> Life:
    partners.invite(scene, PARTNERS[number])
    yield from _nothing()


def _nothing() -> Iterator[datetime]:
    """All of it happens at one moment."""
    return iter(())
