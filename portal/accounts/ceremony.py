"""What browsers and passkeys say to each other, by WebAuthn: asking for it, and checking it."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from flask import request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json, parse_client_data_json
from webauthn.helpers import parse_registration_credential_json as parse_registration
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal.referral import passkeys
from portal.referral.accounts import profile
from portal.referral.history import record
from portal.referral.records import Account
from portal.web.desk import desk

from .challenges import LASTS, new_challenge, use_challenge

SIGN_IN = "sign-in"
_LONGEST = 20_000  # characters; a passkey answers in some two thousand
_TIMEOUT = int(LASTS.total_seconds() * 1000)
_UNREADABLE = (WebAuthnException, ValueError, TypeError, KeyError, RecursionError)


class NotProved(ValueError):
    """What came back is no proof: not ours, not now, not this passkey, or not from this site."""


@dataclass(frozen=True)
class Site:
    """This portal, as passkeys know it."""

    name: str
    origin: str


def site() -> Site | None:
    """The name under which passkeys work here; None where they can't.

    Passkeys belong to a name, and a number such as 127.0.0.1 is none. So this machine is called
    "localhost", and passkeys are offered only where the visitor uses the portal's own address.
    """
    parts = urlsplit(desk().settings.public_url)
    name = parts.hostname or ""
    if _is_number(name):
        name = "localhost" if ip_address(name).is_loopback else ""
    host = f"{name}:{parts.port}" if parts.port else name
    return Site(name, f"{parts.scheme}://{host}") if name and request.host == host else None


def ask_to_prove(account_id: UUID) -> str | None:
    """What to ask a browser for, so that one of the account's passkeys proves it; as JSON."""
    with desk().looking() as session:
        known = passkeys.credentials_of(session, account_id)
    return _ask(f"prove:{account_id}", known) if known else None


def ask_to_sign_in() -> str | None:
    """What to ask a browser for, so that any passkey it has for this site signs somebody in."""
    return _ask(SIGN_IN, [])


def ask_to_add(account: Account) -> str | None:
    """What to ask a browser for, so that it makes a new passkey for ``account``; as JSON."""
    here, office = site(), desk().office
    if here is None:
        return None
    known = profile(office, account)
    with desk().looking() as session:
        others = passkeys.credentials_of(session, account.id)
    options = generate_registration_options(
        rp_id=here.name,
        rp_name=office.hub.name,
        user_id=account.id.bytes,
        user_name=known.email,
        user_display_name=known.name,
        challenge=new_challenge(office, f"add:{account.id}"),
        timeout=_TIMEOUT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in others],
    )
    return options_to_json(options)


def add(account_id: UUID, answer: str, name: str, *, first: bool = False) -> None:
    """Add the passkey that ``answer`` is about, if need be only as the ``first`` second proof.

    Raises NotProved, PasskeyRefused or SetUpAlready.
    """
    here = site()
    if here is None:
        raise NotProved
    try:
        given = parse_registration(_short(answer))
        challenge = parse_client_data_json(given.response.client_data_json).challenge
        _use(f"add:{account_id}", challenge)
        found = verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=here.name,
            expected_origin=here.origin,
        )
    except _UNREADABLE:
        raise NotProved from None
    with desk().session() as session:
        passkeys.add_passkey(
            session,
            desk().office,
            session.get_one(Account, account_id),
            credential=found.credential_id,
            public_key=found.credential_public_key,
            sign_count=found.sign_count,
            name=name,
            first=first,
        )


def prove(answer: str, account_id: UUID | None = None) -> UUID:
    """Check what a passkey signed; gives whose it is. Raises NotProved.

    Without ``account_id`` it may be anybody's, and must have checked who holds it, by a finger or
    a PIN: it stands for the password too.
    """
    here = site()
    if here is None:
        raise NotProved
    try:
        given = parse_authentication_credential_json(_short(answer))
        challenge = parse_client_data_json(given.response.client_data_json).challenge
        _use(f"prove:{account_id}" if account_id else SIGN_IN, challenge)
        with desk().looking() as session:
            known = passkeys.find_passkey(session, given.raw_id)
        if known is None or account_id not in (None, known.account_id):
            raise NotProved
        found = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=here.name,
            expected_origin=here.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=account_id is None,
        )
    except _UNREADABLE:
        _note_refusal(account_id)
        raise NotProved from None
    with desk().session() as session:
        if not passkeys.use_passkey(session, desk().office, known, found.new_sign_count):
            raise NotProved
    return known.account_id


def _ask(purpose: str, known: list[bytes]) -> str | None:
    here = site()
    if here is None:
        return None
    must = UserVerificationRequirement
    options = generate_authentication_options(
        rp_id=here.name,
        challenge=new_challenge(desk().office, purpose),
        timeout=_TIMEOUT,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        user_verification=must.PREFERRED if known else must.REQUIRED,
    )
    return options_to_json(options)


def _use(purpose: str, challenge: bytes) -> None:
    with desk().writing() as connection:
        if not use_challenge(connection, desk().office, purpose, challenge):
            raise NotProved


def _note_refusal(account_id: UUID | None) -> None:
    with desk().session() as session:
        actor = account_id or "system"
        record(session, desk().office, None, "second_proof_refused", actor, why="passkey")


def _short(answer: str) -> str:
    if len(answer) > _LONGEST:
        raise NotProved
    return answer


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
