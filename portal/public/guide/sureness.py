"""How often, and how sure: each figure in words and as a picture of a hundred people."""

from dataclasses import dataclass

from flask import Response

from portal.choices.figures import HOW_SURE, TOPICS, Figure, Finding
from portal.choices.sources import source
from portal.public import public
from portal.referral.words import say
from portal.web.guard import anyone
from portal.web.language import t

from .reading import sources_of
from .showing import read_text, show


@dataclass(frozen=True)
class Told:
    """One figure or finding in the reader's language; ``count`` is None where none was counted."""

    id: str
    claim: str
    count: int | None
    of: int
    picture: str
    facts: tuple[str, ...]
    source: str


@public.get("/options/how-sure")
@anyone
def how_sure() -> Response:
    """What was counted, out of a hundred each time, and at the same size what speaks against it."""
    body, version = read_text(HOW_SURE.id)
    return show(
        "how_sure",
        body["title"],
        body=body,
        version=version,
        topics=[
            {
                "id": topic.id,
                "question": t(topic.question),
                "found": [
                    *(_figure(each) for each in topic.figures),
                    *(_finding(each) for each in topic.found),
                ],
                "against": [_finding(each) for each in topic.against],
            }
            for topic in TOPICS
        ],
        sources=sources_of(HOW_SURE.sources),
    )


def _figure(figure: Figure) -> Told:
    return Told(
        figure.id,
        t(figure.claim),
        figure.count,
        figure.of,
        t(
            say("A picture of %(of)s people in rows of ten. %(count)s of them are filled in."),
            of=figure.of,
            count=figure.count,
        ),
        tuple(t(text) for text in (figure.each, figure.who, figure.when, figure.unknown)),
        _cited(figure.source_id),
    )


def _finding(finding: Finding) -> Told:
    facts = tuple(t(text) for text in (finding.who, finding.when, finding.unknown))
    return Told(finding.id, t(finding.claim), None, 0, "", facts, _cited(finding.source_id))


def _cited(source_id: str) -> str:
    found = source(source_id)
    return f"{found.cited}, {found.year}" if found else ""
