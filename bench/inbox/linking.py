"""Links the events that were written in bulk, each sealed as the heart seals it."""

from typing import Any

from sqlalchemy import Engine, select

from portal.referral import chain
from portal.referral.office import Office
from portal.referral.records import EventLink

from .writing import Writer

_BATCH = 20_000


def link_all(engine: Engine, office: Office, writer: Writer) -> None:
    """Put every event that has no link yet after the end of the chain, in order."""
    key = chain.key_of_chain(office)
    with engine.connect() as connection:
        end = select(EventLink.number, EventLink.seal, EventLink.event_number)
        last = connection.execute(end.order_by(EventLink.number.desc()).limit(1)).one_or_none()
    number, before, done = last or (0, chain.FIRST, 0)
    while True:
        with engine.connect() as connection:
            wanted = select(*chain.COLUMNS).where(chain.COLUMNS[0] > done)
            rows = connection.execute(wanted.order_by(chain.COLUMNS[0]).limit(_BATCH)).all()
        if not rows:
            break
        made: list[dict[str, Any]] = []
        for row in rows:
            number, before = number + 1, chain.seal(key, before, row)
            made.append({"number": number, "event_number": row.number, "seal": before})
        writer.write(writer.bind({"event_link": made}))
        done = rows[-1].number
