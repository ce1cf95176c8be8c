"""What destinations say of the hand-offs that they got, by signed webhook."""

from base64 import b64encode
from math import ceil
from secrets import token_bytes

from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from portal.api import api
from portal.api.signatures import is_signed
from portal.destinations import Means
from portal.referral.handing_on.returning import Came, UsedBefore, Way, find, take
from portal.referral.handing_on.returning_reading import MOST_BYTES, Unreadable, read_news
from portal.referral.limits import FORGED, STATUSES, Limit, count_try, free_again, is_over
from portal.web.desk import desk
from portal.web.guard import signed
from portal.web.problems import problem
from portal.web.visitor import visitor

_NOBODYS = b64encode(token_bytes(32)).decode()
"""A secret that nobody has, so that unknown destinations are refused like wrong signatures."""

_CAME = {
    Came.APPLIED: "Taken. It is the latest word.",
    Came.REPEATED: "This came before. Nothing was changed.",
    Came.OLDER: "Kept. Something that was said later came before, so nothing was changed.",
    Came.RECALLED: "Kept. This referral was taken back, so nothing was changed.",
    Came.ERASED: "This referral was erased. Only that you said something is kept.",
}
_FORGED = "The signature is missing, wrong, or more than five minutes old."
_NO_HAND_OFF = "No hand-off of this id was sent to you."
_USED = "You gave this event_id to another piece of news before. Give each its own."
_TOO_MANY = "This is more than we take in so short a time. Send it again later."
_NOT_TAKEN = "This status document can't be taken. See errors, and the schema."


@api.post("/statuses/<destination>")
@signed
def take_status(destination: str) -> Response:
    """Take one piece of news. What comes again is answered like the first time."""
    body, at = _body(), desk()
    if not _is_signed(destination, body):
        return _refuse_forged()
    try:
        hand_off_id, news = read_news(body, at.office.now())
    except Unreadable as why:
        errors = [{"pointer": each.pointer, "detail": each.words} for each in why.faults]
        return problem(422 if why.is_json else 400, _NOT_TAKEN, errors=errors)
    try:
        with at.session() as session:
            if not count_try(session.connection(), at.office, STATUSES, destination):
                return _too_many(STATUSES)
            hand_off = find(session, destination, hand_off_id)
            if hand_off is None:
                return problem(404, _NO_HAND_OFF)
            came = take(session, at.office, hand_off, news, Way.WEBHOOK)
    except UsedBefore:
        return problem(409, _USED)
    return jsonify({"came": came, "detail": _CAME[came]})


def _body() -> bytes:
    """What was sent. One that comes in pieces and is too large would be cut off without a word, so
    one byte more than may come is read."""
    request.max_content_length = MOST_BYTES + 1
    body = request.get_data(cache=False)
    if len(body) > MOST_BYTES:
        raise RequestEntityTooLarge
    return body


def _is_signed(destination: str, body: bytes) -> bool:
    at = desk()
    secrets = at.settings.destinations.get(destination, Means()).secrets
    genuine = is_signed(
        secrets or (_NOBODYS,),
        body,
        message_id=request.headers.get("webhook-id", ""),
        timestamp=request.headers.get("webhook-timestamp", ""),
        signatures=request.headers.get("webhook-signature", ""),
        now=at.office.now(),
    )
    return genuine and bool(secrets)


def _refuse_forged() -> Response:
    at = desk()
    with at.reading() as connection:
        over = is_over(connection, at.office, FORGED, visitor())
    if over:
        return _too_many(FORGED)
    with at.writing() as connection:
        count_try(connection, at.office, FORGED, visitor())
    answer = problem(401, _FORGED)
    answer.headers["WWW-Authenticate"] = "StandardWebhooks"
    return answer


def _too_many(limit: Limit) -> Response:
    answer, office = problem(429, _TOO_MANY), desk().office
    wait = free_again(office, limit) - office.now()
    answer.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer
