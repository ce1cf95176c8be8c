"""The examples of documents, composed by the heart itself from people who don't exist.

    python -m tests.support.examples

writes them, and the forms in force, where the portal publishes them from.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

import portal.referral.records  # noqa: F401 - so that every table is known
from portal.referral.handing_on import returning_schema
from portal.referral.handing_on.document import VERSION, compose
from portal.referral.handing_on.places import Place
from portal.referral.handing_on.returning_schema import status_schema
from portal.referral.handing_on.schema import document_schema
from portal.referral.handing_on.schema_kept import EXAMPLES, KEPT, placed
from portal.referral.office import Chance, Office
from portal.referral.records import Joining, Referral
from portal.storage.base import Base
from portal.storage.engine import make_engine, make_sessions
from tests.support.heart import hire, make_office, receive, referral_of
from tests.support.referring import partner_of, refer

HISTORIES = {"referral": KEPT / "versions.txt", "status": KEPT / "status-versions.txt"}

IN_FORCE = {"referral": VERSION, "status": returning_schema.VERSION}

VCAS = Place("vcas", "Victim Care and Advice Service", "webhook", service="vcas")
FIRST = Place(
    "first",
    "FIRsT",
    "webhook",
    ground="The hub's own record of its work, under the partnership's agreement",
    sections=("contact", "person", "help", "matter", "safety", "wishes", "agency"),
)

MARIGOLD: dict[str, Any] = {
    "name": "Marigold",
    "age": "adult",
    "contact_ways": ["phone", "text"],
    "phone_number": "+441632960001",
    "phone_say_who": "no",
    "text_number": "+447700900982",
    "text_say_who": "yes",
    "contact_times": ["weekday_morning"],
    "contact_never": "Not on Tuesdays, he is at home then.",
    "contact_others": "My brother picks up sometimes.",
    "code_word": "kettle",
    "postcode": "LK1 2AB",
    "help_needed": ["interpreter", "getting_in"],
    "help_language": "Polish",
    "about": "crime",
    "what_happened": "Somebody broke our window at night.\nIt was the third time.",
    "incidents": [
        {"incident_when": "2026-02-14", "incident_where": "At home", "incident_often": "few"},
    ],
    "reported": "yes",
    "reports": [
        {"report_to": "police", "report_when": "2026-02-15", "report_reference": "LK/0147/26"}
    ],
    "safety": ["afraid"],
    "what_matters": ["answers", "stops"],
    "share_with": ["vcas"],
}
"""What somebody tells who refers herself."""

FROM_THE_POLICE: dict[str, Any] = {
    "agency_reference": "LK/0147/26",
    "agency_basis": "consent",
    "agreed_how": "phone",
    "agreed_when": "2026-02-27",
    "name": "Marigold Finch",
    "age": "adult",
    "born": "1984-06-12",
    "contact_ways": ["phone"],
    "phone_number": "+441632960001",
    "contact_times": ["any"],
    "place": "Larkfield",
    "about": "crime",
    "what_happened": "Criminal damage to a window, third report since December.",
    "agency_stage": "reported",
}


def _key(number: int) -> UUID:
    return UUID(f"0195584e-7c00-7000-8000-{number:012}")


def composed(office: Office, session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each example with its name."""
    alone = referral_of(session, receive(session, office, MARIGOLD))
    police = partner_of(session, office, "Larkshire Police")
    police.kind = "police"
    theirs, _ = refer(session, office, police, **FROM_THE_POLICE)
    pat = hire(session, office)
    for number, name, place, notice in (
        (1, "by-consent", VCAS, "document"),
        (2, "on-a-ground", FIRST, "document"),
        (3, "two-tellings", FIRST, "document"),
        (4, "withdrawal", FIRST, "withdrawal"),
    ):
        if name == "two-tellings":
            join(session, office, theirs, alone, pat.id)
        key = _key(number)
        version = number - 1 if place is FIRST else 1
        yield (
            name,
            compose(session, office, alone, place, hand_off_id=key, number=version, notice=notice),
        )


def join(session: Session, office: Office, one: Referral, into: Referral, by: UUID) -> None:
    """Let ``one`` go on in ``into``, without all else that staff's decision does."""
    session.add(Joining(referral_id=one.id, into_id=into.id, by=by, at=office.now()))
    session.flush()


@contextmanager
def examples_office() -> Iterator[tuple[Office, Session]]:
    """An office of its own where chance gives the same each time, and a session there."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'examples.sqlite'}")
        Base.metadata.create_all(engine)
        office = make_office(engine)
        chance = random.Random(26)
        office.chance = Chance(choice=chance.choice, token=lambda: f"{chance.random()}")
        try:
            with make_sessions(engine).begin() as session:
                yield office, session
        finally:
            engine.dispose()


def made_examples() -> dict[str, dict[str, Any]]:
    """Every example by its name."""
    with examples_office() as (office, session):
        return dict(composed(office, session))


def written(document: dict[str, Any]) -> str:
    """``document`` as a file that people can read."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def form_in_force(of: str = "referral") -> str:
    """The form in force, of documents or of statuses, as it is kept."""
    with examples_office() as (office, _):
        made = document_schema(office) if of == "referral" else status_schema(office)
        return written(placed(made, office))


def history(of: str = "referral") -> dict[str, str]:
    """The print of every form that was published, by its version."""
    path = HISTORIES[of]
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split() for line in lines)


def print_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Write the forms in force and the examples. A version that was written before stays."""
    for of, version in IN_FORCE.items():
        known, text = history(of), form_in_force(of)
        name = f"{of}-{version}"
        if known.get(str(version), print_of(text)) != print_of(text):
            raise SystemExit(f"{name} was published with another form: make a new version.")
        (KEPT / f"{name}.json").write_text(text, encoding="utf-8")
        known[str(version)] = print_of(text)
        HISTORIES[of].write_text("".join(f"{each} {known[each]}\n" for each in known))
    for name, document in made_examples().items():
        (EXAMPLES / f"{name}.json").write_text(written(document), encoding="utf-8")


if __name__ == "__main__":
    main()
