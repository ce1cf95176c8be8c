"""A system with an address of its own: JSON by HTTPS, signed as Standard Webhooks has it.

``webhook-id`` is the hand-off's id and the same at every attempt, so a receiver that notices
repeats acts on one. See docs/handing-on.md.
"""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook

from portal.delivery.sending import NeverSent, NotSent
from portal.destinations import SETTING
from portal.settings import PREFIX

from .parcel import NotSetUp, Parcel, Reached, Receiver

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)

_NEVER = {400: "refused", 410: "gone", 413: "too_large", 422: "refused"}
"""Answers that are about this hand-off, and would be the same again."""

_LATER = {401: "sign_in_refused", 403: "sign_in_refused", 404: "not_found"}
"""Answers that are about us, or about them."""


def receiver(means: Reached) -> Receiver:
    """What posts to the address of a destination."""
    if means.means.secret is None:
        raise NotSetUp("secret")
    return _Webhook(means.destination.address, Webhook(means.means.secret))


def mistakes(means: Reached) -> Iterator[str]:
    """What is wrong with an address or a secret."""
    address = httpx.URL(means.destination.address) if _readable(means) else None
    schemes = ("https", "http") if means.settings.demo else ("https",)
    if address is None or address.scheme not in schemes or not address.host:
        yield "needs an address that starts with https://"
    elif address.userinfo:
        yield "has a name or password in its address: take it out, what is sent is signed"
    if means.means.secret is None:
        name = PREFIX + SETTING.format(means.destination.id.upper())
        yield f"needs a secret to sign with: set {name} to whsec_ and 32 random bytes in base64"


def _readable(means: Reached) -> bool:
    try:
        httpx.URL(means.destination.address)
    except httpx.InvalidURL:
        return False
    return True


class _Webhook:
    def __init__(self, url: str, signer: Webhook) -> None:
        self._url = url
        self._signer = signer
        self._trusted = ssl.create_default_context()

    def deliver(self, parcel: Parcel) -> None:
        """Post ``parcel``; what the answer says beyond its number is nobody's to read."""
        try:
            with httpx.stream(
                "POST",
                self._url,
                content=parcel.body,
                headers=self._headers(parcel),
                timeout=_TIMEOUT,
                follow_redirects=False,  # it goes to nobody but the address in hub.toml
                verify=self._trusted,
            ) as answer:
                status = answer.status_code
        except httpx.ConnectError as error:
            refused = "CERTIFICATE" in str(error)
            raise NotSent("bad_certificate" if refused else "no_answer") from None
        except httpx.TimeoutException:
            raise NotSent("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NotSent("no_answer") from None
        if not 200 <= status < 300:
            raise _refusal(status)

    def _headers(self, parcel: Parcel) -> dict[str, str]:
        now, key = datetime.now(UTC), str(parcel.key)
        return {
            "Content-Type": "application/json",
            "User-Agent": "referral-portal",
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(key, now, parcel.body.decode()),
        }


def _refusal(status: int) -> NotSent:
    if status in _NEVER:
        return NeverSent(_NEVER[status])
    if 300 <= status < 400:
        return NotSent("moved")
    return NotSent(_LATER.get(status, f"answered_{status}"))
