"""Text messages: hands one message over to the hub's gateway, as JSON over HTTP."""

import httpx

from portal.referral.outgoing_words import Send

from .sending import NeverSent, NotSent

_TIMEOUT = 15.0  # seconds to connect, to write and to read, each

# The gateway says that this message is at fault; any other refusal is about us or about it.
_OURS_TO_DROP = frozenset({400, 410, 422})


class TextAdapter:
    """Posts to the gateway at ``url`` with a bearer ``token``.

    The body is ``{"to", "from", "text", "key"}``: ``to`` in E.164 form, ``from`` the name to
    show. ``key``, also sent as Idempotency-Key, is the same at every attempt.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    def send(self, send: Send) -> None:
        """Hand ``send`` over. Raises NotSent or NeverSent."""
        try:
            answer = httpx.post(
                self._url,
                json={
                    "to": send.to,
                    "from": send.sender,
                    "text": _signed(send),
                    "key": str(send.key),
                },
                headers={
                    "Authorization": f"Bearer {self._token}",
                    "Idempotency-Key": str(send.key),
                },
                timeout=_TIMEOUT,
                follow_redirects=False,  # a token is shown to nobody but the address configured
            )
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NotSent("no_answer") from None
        if answer.is_success:
            return
        if answer.status_code in _OURS_TO_DROP:
            raise NeverSent("message_refused")
        raise NotSent(f"gateway_{answer.status_code}")


def _signed(send: Send) -> str:
    # A number may show in place of a name, so the words themselves say whom they are from.
    return send.body if send.sender in send.body else f"{send.body}\n{send.sender}"
