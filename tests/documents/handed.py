"""What is handed on, on paper, in the shapes that it can take."""

from typing import Any

from portal.documents.handed_on import hand_off_document
from portal.documents.paper import Document
from portal.referral.handing_on.schema_kept import examples
from portal.referral.office import Office
from portal.referral.words import Speaker
from tests.documents.samples import HUB

LONG = "\n".join(["It went on and on. " * 30] * 30)


def handed(example: Any = "by-consent", language: str = "en_GB", **changes: Any) -> Document:
    """One example on paper, or a document of the test's own."""
    document = examples()[example] if isinstance(example, str) else example
    hub = HUB.model_copy(update={"languages": (language,)})
    office = Office(hub, vault=None, speaker=lambda code: Speaker(code, values=hub.facts))
    return hand_off_document(office, {**document, **changes})


def told_at_length() -> dict[str, Any]:
    """An example in which a lot is told."""
    document = dict(examples()["two-tellings"])
    matter = dict(document["answers"]["matter"])
    matter["what_happened"] = {
        **matter["what_happened"],
        "value": LONG,
        "in_words": LONG.split("\n"),
    }
    return {**document, "answers": {**document["answers"], "matter": matter}}


DOCUMENTS = {
    "handed on": handed(),
    "handed on, two tellings": handed("two-tellings"),
    "handed on, of much": handed(told_at_length()),
    "handed on, right to left": handed("on-a-ground", "en_150"),
}
