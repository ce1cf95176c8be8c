"""What a list says of one referral, in words."""

from typing import Any

from portal.referral.contact import Channel
from portal.referral.queue.lists import Entry
from portal.referral.words import Speaker
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import t

from . import saying
from .due_words import told
from .owning_words import decided


def row(entry: Entry, speak: Speaker) -> dict[str, Any]:
    """One referral as a list shows it; of a closed lane, only that it is there and whose it is."""
    if entry.closed_lane:
        return {"closed_lane": True, "owner": entry.owner}
    office, referral, card = desk().office, entry.referral, entry.card
    label, was = decided(referral, card.reasons if card else (), entry.decided_by or "")
    return {
        "reference": referral.reference,
        "name": card.name if card else "",
        "adult": card.adult if card else "",
        "erased": card is None,
        "place": card.place if card else "",
        "stage": saying.stage(referral),
        "stage_colour": saying.stage_colour(referral),
        "kind": saying.kind(referral),
        "age": saying.age(referral, office),
        "ways": speak.list(t(saying.CHANNELS[way]) for way in card.ways) if card else "",
        "careful": card is not None and card.careful and set(card.ways) != {Channel.HERE},
        "priority": referral.priority,
        "decided": label,
        "was": was,
        "soon": t(saying.PRIORITIES[referral.priority]),
        "reasons": [t(reason) for reason in card.reasons] if card else [],
        "due": told(referral, office, speak),
        "mine": referral.owner_id == current_staff().id,
        "owner": entry.owner,
        "fallback": entry.fallback,
        "specialist": referral.specialist,
        "interpreter": referral.interpreter,
        "access": referral.access,
        "erasure": referral.erasure_asked_at is not None and referral.erased_at is None,
        "received": speak.moment(referral.received_at),
    }
