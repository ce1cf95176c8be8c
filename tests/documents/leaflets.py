"""The leaflet of a community group's invitation, as a document to test."""

from datetime import UTC, datetime

from portal.documents.leaflet import leaflet
from portal.documents.paper import Document
from portal.referral.words import Speaker
from tests.documents import samples

LINK = "https://portal.example/invited#maple-river-candle-forty"


def made(speak: Speaker = samples.ENGLISH) -> Document:
    """A leaflet in the language of ``speak``."""
    return leaflet(
        samples.HUB,
        speak,
        code="maple river candle forty",
        link=LINK,
        site="https://portal.example",
        until=datetime(2026, 12, 20, tzinfo=UTC),
    )


DOCUMENTS = {
    "leaflet": made(),
    "leaflet, right to left": made(samples.PSEUDO),
    "leaflet, Arabic": made(samples.ARABIC),
}
