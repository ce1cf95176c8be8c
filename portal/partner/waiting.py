"""What waits for an organisation, in words, each with the way to it."""

from typing import Any

from flask import url_for

from portal.referral.own_list import Waiting
from portal.referral.words import say, say_count
from portal.web.language import current_language, t

_QUESTION = say("Answer our question about %(reference)s")
_CARDS = say_count(
    "%(count)s person has not taken their referral over yet",
    "%(count)s people have not taken their referral over yet",
)
_DRAFTS = say_count("%(count)s draft is not sent yet", "%(count)s drafts are not sent yet")


def waiting(found: Waiting, listed: str) -> list[dict[str, Any]]:
    """Each thing that waits, the most pressing first. ``listed`` is the address of the list of
    those of which something waits."""
    speak = current_language().speaker
    items = [
        {
            "text": t(_QUESTION, reference=each.reference),
            "href": url_for("partner.enquiry", reference=each.reference, enquiry=each.enquiry_id),
            "since": speak.moment(each.asked_at),
        }
        for each in found.questions
    ]
    if found.more:
        items.append({"text": t(say("More questions from us")), "href": listed})
    if found.cards:
        items.append({"text": speak.count(_CARDS, found.cards), "href": listed})
    if found.drafts:
        items.append({"text": speak.count(_DRAFTS, found.drafts), "href": "/partner/drafts"})
    return items
