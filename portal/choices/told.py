"""Figures and findings as one reader meets them, on a page or on paper."""

from dataclasses import dataclass

from portal.referral.words import Speaker, say

from .figures import TOPICS, Figure, Finding
from .sources import source


@dataclass(frozen=True)
class Told:
    """One figure or finding; ``count`` is None where nothing was counted, and so nothing drawn.

    ``picture`` says in words what is drawn: ``count`` of ``of`` small figures filled in.
    """

    id: str
    claim: str
    count: int | None
    of: int
    picture: str
    facts: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class ToldTopic:
    """One question: what was found, and at the same size what speaks against it."""

    id: str
    question: str
    found: tuple[Told, ...]
    against: tuple[Told, ...]


def topics_told(speak: Speaker) -> list[ToldTopic]:
    """Everything that is known, in the guide's own order."""
    return [
        ToldTopic(
            topic.id,
            speak(topic.question),
            (
                *(_figure(each, speak) for each in topic.figures),
                *(_finding(each, speak) for each in topic.found),
            ),
            tuple(_finding(each, speak) for each in topic.against),
        )
        for topic in TOPICS
    ]


def _figure(figure: Figure, speak: Speaker) -> Told:
    return Told(
        figure.id,
        speak(figure.claim),
        figure.count,
        figure.of,
        speak(
            say("A picture of %(of)s small figures in rows of ten. %(count)s of them are filled."),
            of=figure.of,
            count=figure.count,
        ),
        tuple(speak(text) for text in (figure.each, figure.who, figure.when, figure.unknown)),
        _cited(figure.source_id),
    )


def _finding(finding: Finding, speak: Speaker) -> Told:
    facts = tuple(speak(text) for text in (finding.who, finding.when, finding.unknown))
    return Told(finding.id, speak(finding.claim), None, 0, "", facts, _cited(finding.source_id))


def _cited(source_id: str) -> str:
    found = source(source_id)
    return f"{found.cited}, {found.year}" if found else ""
