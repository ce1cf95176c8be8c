"""What waits for an organisation, in words, each with the way to it."""

from typing import Any

from flask import url_for

from portal.referral.own_list import Waiting
from portal.referral.words import say, say_count
from portal.web.language import current_language, t

_QUESTION = say("Answer our question about %(reference)s")
_HANDED = say_count(
    "%(count)s person was handed on to you and waits for your answer",
    "%(count)s people were handed on to you and wait for your answer",
)
_CARDS = say_count(
    "%(count)s person has not taken their referral over yet",
    "%(count)s people have not taken their referral over yet",
)
_DRAFTS = say_count("%(count)s draft is not sent yet", "%(count)s drafts are not sent yet")


def waiting(found: Waiting, handed: int, listed: str) -> list[dict[str, Any]]:
    """Each thing that waits, the most pressing first. ``handed`` is how many were handed on to them
    and wait; ``listed`` is the address of the list of those of which something waits."""
    speak = current_language().speaker
    items = []
    if handed:
        received = url_for("partner.received_list")
        items.append({"text": speak.count(_HANDED, handed), "href": received})
    items += [
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
