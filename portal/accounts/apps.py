"""Offering somebody's app a secret to make codes from: as a picture, and in letters."""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from portal.documents.qr import qr_picture
from portal.referral.accounts import profile
from portal.referral.records import Account
from portal.referral.second_proof import Refused, add_app, propose_app, proposed_app
from portal.storage.codes import address
from portal.web.desk import desk


@dataclass(frozen=True)
class Offer:
    """A secret as the page shows it; ``proposal`` is the same, sealed, to come back with a code."""

    picture: Markup
    address: str
    letters: str
    proposal: str


def offer(account: Account) -> Offer:
    """A new secret; or, when the page is shown again, the one that it showed before."""
    office = desk().office
    before = _unpacked(request.form.get("proposal", ""))
    secret = proposed_app(office, account, before) if before else None
    sealed = before
    if secret is None:
        secret, sealed = propose_app(office, account)
    to_scan = address(secret, profile(office, account).email, office.hub.name)
    return Offer(
        picture=qr_picture(to_scan),
        address=to_scan,
        letters=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        proposal=b64encode(sealed).decode(),
    )


def accept(account_id: object, *, first: bool = False) -> Refused | None:
    """Take the app whose code this request brings; or say why not.

    As the ``first`` second proof of an account, it raises SetUpAlready when there is one.
    """
    office = desk().office
    with desk().session() as session:
        account = session.get_one(Account, account_id)
        sealed = _unpacked(request.form.get("proposal", ""))
        secret = proposed_app(office, account, sealed) if sealed else None
        if secret is None:
            return Refused.WRONG
        typed = request.form.get("code", "")
        return add_app(session, office, account, secret, typed, first=first)


def _unpacked(text: str) -> bytes:
    try:
        return b64decode(text[:1000], validate=True)
    except (Error, ValueError):
        return b""
