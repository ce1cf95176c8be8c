"""What is handed on, on paper: made of the referral document alone, the contact rules before all.

Whatever the document does not say is not in here, so paper never tells more than the data does.
"""

from collections.abc import Iterator

from portal.referral.contact import REACHES, Channel
from portal.referral.office import Office
from portal.referral.questions.question import QuestionSet
from portal.referral.records.hand_off import Notice
from portal.referral.words import Speaker, say

from .handed_on_rows import Printed, Told, moment_of, teller
from .paper import Document, make, printable
from .renderer import render_pdf


def hand_off_pdf(office: Office, document: Told) -> bytes:
    """The PDF of a referral document. Raises NotRendered."""
    return render_pdf(hand_off_document(office, document))


def hand_off_document(office: Office, document: Told) -> Document:
    """The same before it is laid out. Raises ValueError for a withdrawal, which says nothing."""
    if document["notice"] != Notice.DOCUMENT:
        raise ValueError("a withdrawal has nothing to read")
    speak = office.speaker(office.hub.languages[0])
    reference, told = document["reference"], Printed(office.questions, speak)
    return make(
        "handed_on.html",
        office.hub,
        speak,
        title=speak(say("Referral %(reference)s"), reference=reference),
        file_name=f"referral-{reference}.pdf",
        document=document,
        made=moment_of(document["made_at"]),
        rules=document["contact"]["rules"],
        reaching=list(
            _reaching(document["contact"], document["from"]["name"], office.questions, speak)
        ),
        agreed=moment_of(document["consent"]["agreed_at"]) if _agreed(document) else None,
        ground=document["consent"].get("ground"),
        needs=list(_needs(document["needs"], speak)),
        safety=document["safety"]["shared"],
        groups=told.of(document["answers"]),
        also=[
            {
                "reference": each["reference"],
                "first": teller(each["told_first"], speak),
                "groups": told.of(each["answers"]),
            }
            for each in document["also_told"]
        ],
        left_out=document["also_told_left_out"] or told.is_cut,
    )


def _agreed(document: Told) -> bool:
    return bool(document["consent"]["basis"] == "consent")


def _reaching(
    contact: Told, hub: str, questions: QuestionSet, speak: Speaker
) -> Iterator[tuple[str, list[str]]]:
    """Each safe way with what may be said there, then when, and who else might notice."""
    for way in contact["ways"]:
        yield way["in_words"], [*_where(way, questions, speak), *_what(way, hub, speak)]
    if contact["ways"]:
        yield speak(say("Safe times")), contact["times_in_words"]
    if contact["never"]:
        yield speak(say("When not to")), printable(contact["never"], speak)
    if contact["others_might_see"]:
        others = contact["others"] or speak(say("Somebody might. Ask us who."))
        yield speak(say("Who else might see or hear")), printable(others, speak)


def _where(way: Told, questions: QuestionSet, speak: Speaker) -> list[str]:
    """Where one safe way reaches them, as people write it."""
    if not way["reach"]:
        return []
    asked = questions.questions.get(REACHES.get(way["way"], ""))
    return printable(asked.kind.show(way["reach"], speak) if asked else way["reach"], speak)


def _what(way: Told, hub: str, speak: Speaker) -> Iterator[str]:
    """What may be said on one safe way."""
    if way["way"] == Channel.HERE:
        yield speak(say("Ask us to leave it for them."))
        return
    if way["way"] == Channel.PHONE:
        leave = way["leave_message"]
        yield speak(say("You may leave a message.") if leave else say("Leave no message."))
    if way["say_who"]:
        yield speak(say("You may say that it is about %(hub)s."), hub=hub)
    else:
        yield speak(say("Don't say who you are."))


def _needs(needs: Told, speak: Speaker) -> Iterator[str]:
    if needs["interpreter"]:
        yield speak(say("An interpreter"))
    if needs["language"]:
        yield speak(say("Language: %(language)s"), language=needs["language"])
    if needs["access"]:
        yield speak(say("Help to take part: see below"))
