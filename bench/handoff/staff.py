"""A member of staff at a real web server: accepts referrals, and goes on when it dies."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(version|seen)" value="([^"]*)"')


@dataclass
class AtTheWeb:
    """Somebody signed in, by the ``cookie`` of their browser."""

    address: str
    cookie: str

    def accept(
        self, references: Iterable[str], between: Callable[[int], None] = lambda _: None
    ) -> None:
        """Accept each, trying anew while there is no answer. ``between`` is called with how many
        were sent off."""
        for count, reference in enumerate(references):
            while not self._accept(reference, lambda count=count: between(count)):
                time.sleep(0.1)

    def _accept(self, reference: str, sent: Callable[[], None]) -> bool:
        """Whether it is known to be accepted."""
        url = f"{self.address}/hub/referrals/{reference}/acceptance"
        try:
            with httpx.Client(cookies={"session": self.cookie}, timeout=20) as client:
                page = client.get(url)
                token = _TOKEN.search(page.text)
                if page.status_code != 200 or token is None:
                    return page.status_code < 500
                hidden = dict(_HIDDEN.findall(page.text))
                answer = client.post(url, data={"csrf_token": token[1], **hidden})
                sent()
                return answer.status_code < 500
        except httpx.HTTPError:
            return False
