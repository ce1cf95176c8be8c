"""The options guide to take away, and a person's own notes and questions about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal.choices.informed import Informed
from portal.choices.sources import Source
from portal.choices.told import topics_told
from portal.referral.hub import Hub
from portal.referral.words import Speaker, say

from .paper import Document, make


def guide_document(
    hub: Hub,
    speak: Speaker,
    bodies: Sequence[Mapping[str, Any]],
    *,
    whole: bool,
    checked: date,
    figures: int | None = None,
    sources: Sequence[Source] = (),
    plain: bool = False,
    large: bool = False,
) -> Document:
    """The pages of the guide whose words are ``bodies`` (``texts.Body``), in that order.

    ``figures`` is the place of the page of figures among them, which comes with its pictures;
    ``whole`` says that it is the guide and not one page of it. A ``plain`` one has a cover, a title
    and a file name that say nothing of what is inside; the pages inside are the same.
    """
    title = speak(say("A guide to your options")) if whole else str(bodies[0]["title"])
    return make(
        "guide.html",
        hub,
        speak,
        title=speak(say("Something to read")) if plain else title,
        file_name="reading.pdf" if plain else "options.pdf",
        inside=title,
        bodies=bodies,
        figures=figures,
        topics=topics_told(speak),
        whole=whole,
        checked=checked,
        sources=sources,
        plain=plain,
        large=large,
    )


def notes_document(
    hub: Hub,
    speak: Speaker,
    record: Informed,
    *,
    questions: str,
    notes: str,
    day: date,
    plain: bool,
    large: bool,
) -> Document:
    """A person's own ``questions`` and ``notes``, as they wrote them on ``day``.

    A ``plain`` one holds their words and nothing else. The other holds the ``record`` too, and
    says whom to ring.
    """
    return make(
        "notes.html",
        hub,
        speak,
        title=speak(say("My notes")),
        file_name=f"notes-{day.isoformat()}.pdf",
        day=day,
        questions=questions,
        notes=notes,
        groups=[] if plain else record.groups(speak),
        plain=plain,
        large=large,
    )
