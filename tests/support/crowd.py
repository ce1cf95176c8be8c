"""A crowd of people whom a hub knows, by the hundred: stored with what they are recognised by."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.referral.filing import seal_section, tokens_of
from portal.referral.matching.kept import Told
from portal.referral.office import Office
from portal.referral.recognising_keys import RECOGNISED_BY, all_tokens
from portal.referral.records import BlindToken, MatchingKey, Referral, SealedSection
from portal.storage.ids import new_id


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = _words(
    "Oliver Amelia George Isla Noah Ava Arthur Ivy Harry Freya Leo Lily Muhammad Florence Jack "
    "Mia Charlie Willow Oscar Rosie Jacob Sophia Henry Isabella Thomas Grace Freddie Daisy Alfie "
    "Poppy Theodore Emily William Evie Theo Elsie Archie Charlotte Joshua Sienna Alexander Phoebe"
)
_FAMILY = _words(
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker "
    "White Roberts Green Hall Wood Jackson Clarke Harrison Hudson Featherstone Simpson Bell Dixon "
    "Coates Elliott Armstrong Charlton Robson Nixon Bainbridge Raine Dent Kipling Teasdale "
    "Wearmouth Lowes Rutter Proud Wallace Race Emerson Tallentire Beadle Allinson Gargett Hodgson"
)
_PLACES = _words(
    "Durham Darlington Consett Stanley Peterlee Seaham Spennymoor Crook Shildon Bishop-Auckland "
    "Newton-Aycliffe Chester-le-Street Barnard-Castle Sedgefield Ferryhill Willington Tow-Law"
)


def somebody(number: int) -> dict[str, Any]:
    """What a made-up person tells, always the same for a ``number``."""
    chance = random.Random(number)
    told = {
        "name": f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
        "age": chance.choices(("under_13", "13_15", "16_17", "adult"), (1, 6, 6, 87))[0],
        "about": chance.choice(("crime", "dispute")),
        "place": chance.choice(_PLACES).replace("-", " "),
        "postcode": f"DH{chance.randrange(1, 10)} {chance.randrange(1, 10)}"
        f"{chance.choice('ABDEF')}{chance.choice('GHJLN')}",
        "phone_number": f"+4477009{number:05}",
    }
    if chance.random() < 0.3:
        told["postcode"] = told["postcode"].split()[0]
    if chance.random() < 0.4:
        told["other_name"] = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    return told


def again(number: int) -> dict[str, Any]:
    """What the same person tells at another door, with a slip or something left out."""
    told, chance = somebody(number), random.Random(number)
    slip = chance.randrange(4)
    if slip == 0:
        told["name"] = told["name"].replace("e", "a", 1)
    elif slip == 1:
        told["phone_number"] = told["phone_number"][:-2] + "77"
    elif slip == 2:
        del told["place"]
    return told


def crowd(session: Session, office: Office, count: int, *, told_again: int = 0) -> None:
    """Store so many people, who came a minute after one another; the first of them came again."""
    rows: dict[str, list[dict[str, Any]]] = {"referral": [], "section": [], "key": [], "token": []}
    people = [*map(somebody, range(count)), *map(again, range(told_again))]
    for number, answers in enumerate(people):
        for table, row in _stored(office, number, answers, len(people)):
            rows[table].append(row)
    session.execute(insert(Referral), rows["referral"])
    session.execute(insert(SealedSection), rows["section"])
    session.execute(insert(MatchingKey), rows["key"])
    session.execute(insert(BlindToken), rows["token"])


def _stored(
    office: Office, number: int, answers: dict[str, Any], count: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    came = office.now() - timedelta(minutes=count - number)
    referral_id = new_id(came)
    key, wrapped = office.vault.keyring.new_data_key(f"referral:{referral_id}")
    told = Told.of(answers)
    yield "referral", _row(referral_id, wrapped, number) | dict.fromkeys(_MOMENTS, came)
    body = seal_section(key, referral_id, RECOGNISED_BY, told.to_document())
    yield "section", {"referral_id": referral_id, "name": RECOGNISED_BY, "body": body}
    for who, token in all_tokens(office, told):
        yield "key", {"key": token, "who": who, "referral_id": referral_id}
    for kind, token in tokens_of(office, answers):
        yield "token", {"kind": kind, "token": token, "referral_id": referral_id}


_MOMENTS = ("due_at", "first_attempt_due_at", "received_at", "updated_at")


def _row(referral_id: UUID, wrapped: bytes, number: int) -> dict[str, Any]:
    return {
        "id": referral_id, "data_key": wrapped, "reference": f"X{number:08}",
        "submission": referral_id, "origin": "self", "kind": "crime", "age": "adult",
        "stage": "submitted", "specialist": False, "priority": 3, "fingerprint": "",
        "language": "en_GB",
    }  # fmt: skip
