"""The copy for whoever referred somebody, in the shapes that a document can take."""

from typing import Any

from portal.documents.agency_copy import agency_copy
from portal.documents.paper import Document
from portal.referral.questions import by_agency
from portal.referral.words import Speaker
from tests.documents.samples import ENGLISH, HUB, NOW, PSEUDO, REFERENCE
from tests.support.agency import ANSWERS

MUCH: dict[str, Any] = {
    **ANSWERS,
    "contact_ways": ["phone", "here"],
    "phone_number": "+441632960301",
    "phone_message": "no",
    "phone_say_who": "no",
    "contact_times": ["weekday_morning"],
    "place": "Upper Larkfield",
    "what_happened": "\n".join(["The fence came down again. " * 30] * 30),
    "incidents": [
        {"incident_when": "2026-03", "incident_where": "By the mill", "incident_often": "few"},
        {"incident_when": "2026-08-14", "incident_where": None, "incident_often": "once"},
    ],
    "other_identified": "yes",
    "other_accepts": "partly",
    "agency_abuse": "yes",
    "agency_dash": "high",
}
LITTLE = {name: ANSWERS[name] for name in ("name", "contact_ways", "about")}


def agency(speak: Speaker = ENGLISH, answers: Any = MUCH, **changes: Any) -> Document:
    given = {
        "questions": by_agency(),
        "answers": answers,
        "organisation": "Larkfield Housing",
        "reference": REFERENCE,
        "told_at": NOW,
        "steps": [(NOW, "Received"), (NOW, "Accepted")],
        "printed": NOW,
    }
    return agency_copy(HUB, speak, **{**given, **changes})


DOCUMENTS = {
    "agency": agency(),
    "agency, of little, right to left": agency(PSEUDO, LITTLE),
}
