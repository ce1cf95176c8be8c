"""Documents to test, and what can be read out of their PDFs."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pikepdf
import pypdf

from portal.documents.everything import Held, Said, everything
from portal.documents.paper import Document
from portal.documents.receipt import full_receipt, neutral_receipt
from portal.documents.referral_copy import referral_copy
from portal.documents.renderer import render_pdf
from portal.documents.sharing import Told
from portal.documents.timeline import Happening
from portal.documents.tried import Tried
from portal.referral.consent import decisions
from portal.referral.contact import Channel
from portal.referral.lifecycle import Stage
from portal.referral.questions import self_referral
from portal.referral.reaching import Outcome
from portal.referral.readers import Reader
from portal.referral.words import Speaker
from tests.support.example import example_hub

HUB = example_hub()
QUESTIONS = self_referral(HUB)
REFERENCE = "7KPM-3XR9"
NOW = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
ENGLISH = Speaker(values=HUB.facts)
ARABIC = Speaker("ar", values=HUB.facts)
PSEUDO = Speaker("en_150", values=HUB.facts)

ANSWERS: dict[str, Any] = {
    "who_for": "me",
    "safe_now": "yes",
    "name": "Ann Marigold",
    "age": "adult",
    "contact_ways": ["phone", "text", "here"],
    "phone_number": "+441632960301",
    "phone_message": "no",
    "phone_say_who": "no",
    "text_number": "+447700900982",
    "text_say_who": "no",
    "contact_times": ["weekday_morning"],
    "contact_never": "Not on Tuesdays, he is at home then.",
    "contact_others": "My partner sees my phone.",
    "code_word": "saffron",
    "postcode": "LK1 5UL",
    "place": None,
    "help_needed": ["interpreter"],
    "help_language": "Ukrainian",
    "help_more": None,
    "about": "dispute",
    "what_happened": "The fence came down.\n\nThen the shouting began.",
    "incidents": [
        {"incident_when": "2026-03", "incident_where": "Outside my home", "incident_often": "few"},
        {"incident_when": "2026-08-14", "incident_where": None, "incident_often": "once"},
    ],
    "reported": "yes",
    "reports": [
        {"report_to": "police", "report_when": "2026-08-15", "report_reference": "CRI/123/26"}
    ],
    "tenure": "council",
    "landlord": "Larkfield Homes",
    "reports_six_months": 4,
    "court_case": "no",
    "other_known": "yes",
    "other_near": "yes",
    "other_order": "no",
    "other_aware": "unsure",
    "other_name": "Gordon Bleak",
    "safety": ["afraid", "weapon"],
    "safety_more": None,
    "what_matters": ["stops"],
    "what_matters_more": "Щоб це припинилося, і щоб ґанок був мій.",
    "leaning": ["mediation"],
    "share_with": ["council"],
}

SHORT: dict[str, Any] = {
    **{name: ANSWERS[name] for name in ("who_for", "safe_now", "name", "age", "about")},
    "contact_ways": ["here"],
    "share_with": ["nobody"],
}


def decided(answers: dict[str, Any]) -> list[Any]:
    return [(decision, NOW) for decision in decisions(HUB, answers)]


def neutral(speak: Speaker = ENGLISH, **changes: Any) -> Document:
    given = {"reference": REFERENCE, "received": NOW, "look_by": NOW + timedelta(days=2)}
    return neutral_receipt(HUB, speak, **{**given, **changes})


def full(speak: Speaker = ENGLISH, answers: Any = ANSWERS, **changes: Any) -> Document:
    given = {
        "questions": QUESTIONS,
        "answers": answers,
        "reference": REFERENCE,
        "received": NOW,
        "look_by": NOW + timedelta(days=2),
        "reach_by": NOW + timedelta(days=5),
        "site": "https://hub.example/track",
        "decided": decided(answers),
        "told": [Told("Larkshire Council", NOW, "Your name and how to reach you")],
    }
    return full_receipt(HUB, speak, **{**given, **changes})


def staff(reader: Reader = Reader.HUB, answers: Any = ANSWERS, **changes: Any) -> Document:
    given = {
        "questions": QUESTIONS,
        "answers": answers,
        "reference": REFERENCE,
        "stage": Stage.IN_TRIAGE,
        "priority": 2,
        "received": NOW,
        "due": NOW,
        "printed": NOW,
        "reasons": ("Afraid of the other person",),
        "decided": decided(answers),
        "history": [(NOW, "Taken by Pat")],
        "owner": "Pat Worker",
        "confirmed_by": "Kim Chief",
        "so_far": "1 attempt, last by phone: no answer.",
        "tried": [(NOW, ["By phone: no answer", "Pat Worker", "Rang twice."])],
        "tasks": [("Due tomorrow", ["Find an interpreter", "For Pat Worker"])],
    }
    return referral_copy(HUB, changes.pop("speak", ENGLISH), reader, **{**given, **changes})


HELD = Held(
    REFERENCE,
    NOW,
    Stage.IN_TRIAGE,
    ANSWERS,
    decided=decided(ANSWERS),
    messages=[Said(NOW, True, "When can we meet?"), Said(NOW, False, "Monday, please.")],
    history=[Happening(NOW, "We received what you sent")],
    told=[Told("Larkshire Council", NOW, "Your name")],
    tried=[
        Tried(NOW, Channel.PHONE, Outcome.NO_ANSWER),
        Tried(NOW, Channel.LETTER, Outcome.UNDELIVERED),
    ],
    earlier=[
        {"at": NOW.isoformat(), "answers": {"place": "Upper Larkfield", "incidents": [
            {"incident_when": "2019", "incident_where": "By the old mill"}]}}
    ],
    set_aside={"favourite_colour": "blue"},
)  # fmt: skip


def held(speak: Speaker = ENGLISH, what: Held = HELD) -> Document:
    return everything(HUB, speak, what, questions=QUESTIONS, made=NOW)


@cache
def pdf(document: Document) -> bytes:
    """The PDF of a document, made once however many tests look at it."""
    return render_pdf(document)


def text(document: Document) -> str:
    """What can be copied out of a document's PDF."""
    pages = pypdf.PdfReader(io.BytesIO(pdf(document))).pages
    return "\n".join(page.extract_text() for page in pages)


@cache
def opened(document: Document) -> pikepdf.Pdf:
    """The PDF taken apart; kept, because its parts die with it."""
    return pikepdf.open(io.BytesIO(pdf(document)))
