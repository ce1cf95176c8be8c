"""Who brings the many: they come themselves, a partner refers them, or a group does."""

from datetime import timedelta
from random import Random
from typing import Any

from portal.demo import partners
from portal.demo.case import Case, refer
from portal.demo.scene import Life, Scene

from . import happenings
from .telling import Answers, tell

_WHO = {"": 62, "housing": 18, "police": 9, "council": 3, "group": 2, "group_lead": 2, "a group": 7}
_SENDS = {"police": ("crime", "dispute"), "council": ("dispute", "other")}
_STATUTORY = frozenset({"police", "council"})
_SHORT = {"police": "LK", "housing": "LH", "council": "ASB", "group": "MN", "group_lead": "MN"}
_ROLES = ("I run the food bank", "I volunteer at the library", "I am the imam’s assistant")


def begin(scene: Scene) -> Case:
    """One more person comes to the hub, or is brought there."""
    chance = scene.chance
    who, answers = chance.choices(tuple(_WHO), tuple(_WHO.values()))[0], tell(chance)
    if who == "a group":
        return partners.refer_for(scene, None, _by_a_group(chance, scene, answers))
    if not who:
        return refer(scene, answers)
    neighbours = who == "housing" and chance.random() < 0.6
    if neighbours or answers["about"] not in _SENDS.get(who, ("crime", "dispute", "other")):
        answers["about"] = "dispute"
        answers["what_happened"] = chance.choice(happenings.DISPUTES)
    return partners.refer_for(scene, scene.staff[who], _by_partner(chance, scene, who, answers))


def between(case: Case) -> Life:
    """What the hub and whoever referred somebody say to each other while it is looked at."""
    scene, chance = case.scene, case.scene.chance
    if case.referrer is None:
        return
    if chance.random() < 0.2 and partners.may_ask(case):
        partners.ask(case, chance.choice(happenings.ENQUIRIES))
        if chance.random() < 0.7:
            yield scene.later(4, 50)
            partners.answer(case, chance.choice(happenings.ANSWERS))
    if chance.random() < 0.15:
        yield scene.later(2, 40)
        partners.amend(case, "It got worse.", what_happened=chance.choice(happenings.DISPUTES))
    if chance.random() < 0.06:
        yield scene.later(10, 80)
        partners.withdraw(case, chance.choice(happenings.WITHDRAWALS))


def _by_partner(chance: Random, scene: Scene, who: str, answers: Answers) -> dict[str, Any]:
    agreed = who not in _STATUTORY or chance.random() < 0.7
    found: dict[str, Any] = {
        **answers,
        "agency_reference": f"{_SHORT[who]}/26/{chance.randrange(1000, 9999)}",
        "agency_basis": "consent" if agreed else "statutory",
        "other_identified": chance.choice(("yes", "yes", "no", "unsure")),
        "safe_to_show": chance.choice(("yes", "yes", "no")),
    }
    if agreed:
        found |= {"agreed_how": chance.choice(("face_to_face", "phone"))}
        found |= {"agreed_when": _days_ago(scene, chance.randint(0, 20))}
    else:
        found["agency_basis_reason"] = "Section 115: somebody may come to harm without it."
    if chance.random() < 0.5:
        found |= {
            "demand_calls": chance.choice((0, 2, 3, 5, 8, 13)),
            "demand_attendances": chance.choice((0, 1, 2, 4)),
            "demand_until": _days_ago(scene, 2),
            "demand_source": "Our own records",
        }
    if chance.random() < 0.4:
        found["agency_explained"] = chance.choice(("yes", "no"))
    if "family" in found.get("safety", ()):
        found |= {"agency_abuse": "yes", "agency_dash": chance.choice(("medium", "standard"))}
    return found


def _by_a_group(chance: Random, scene: Scene, answers: Answers) -> dict[str, Any]:
    ways = [way for way in answers["contact_ways"] if way != "worker"]
    return {
        **answers,
        "contact_ways": ways[:1] or ["here"],
        "agreed_how": "face_to_face",
        "agreed_when": _days_ago(scene, chance.randint(0, 6)),
        "agreed_to": ["pass_on", "contact"],
        "need_line": chance.choice(happenings.NEEDS),
        "safety_call": chance.choice(("no", "no", "soon")),
        "referrer_name": "Agnes Whitlock",
        "referrer_role": chance.choice(_ROLES),
        "referrer_phone": "+441632960771",
    }


def _days_ago(scene: Scene, days: int) -> str:
    return (scene.office.today() - timedelta(days=days)).isoformat()
