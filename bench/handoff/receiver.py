"""A receiver as others' systems are: it fails, stalls, hangs up after acting, and knows repeats."""

import json
import random
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook

SECRET = "whsec_" + "QUJD" * 10 + "QUI="
STALL = 1.2  # seconds; longer than a worker here waits

_MOODS = {
    "well": 70,
    "fails": 10,
    "stalls": 4,
    "hangs up": 4,
    "acts, hangs up": 8,
    "acts, stalls": 4,
}


@dataclass
class Receiver:
    """What came, and what it did. It acts once for each ``webhook-id``, as our form asks for."""

    moody: bool = True
    arrivals: int = 0
    acted: Counter[str] = field(default_factory=Counter)
    """How often it acted, by the hand-off's id."""

    told: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """The reference, number and notice that each id came with."""

    bodies: dict[str, set[str]] = field(default_factory=dict)
    """What each id came with, as digests: one each, if nothing changes between attempts."""

    forged: int = 0
    _server: ThreadingHTTPServer | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _chance: random.Random = field(default_factory=lambda: random.Random(20261122))

    def start(self) -> str:
        """Serve on this machine; gives the address."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, *args: object) -> None:
                """Stay quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/referrals"

    def stop(self) -> None:
        """Serve no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """One request, in whatever mood."""
        length = int(request.headers["Content-Length"])
        body = request.rfile.read(length)
        if len(body) < length:  # whoever was sending it was killed
            request.close_connection = True
            return
        with self._lock:
            self.arrivals += 1
            mood = self._chance.choices([*_MOODS], [*_MOODS.values()])[0] if self.moody else "well"
        if not self._is_signed(body, dict(request.headers)):
            request.send_error(401)
            return
        if mood == "well" or mood.startswith("acts"):
            self._act(request.headers["webhook-id"], body)
        if mood.endswith("stalls"):
            time.sleep(STALL)
        if mood == "fails":
            request.send_error(random.choice([500, 502, 503, 429]))
        elif mood == "well":
            request.send_response(204)
            request.end_headers()
        else:
            request.connection.shutdown(socket.SHUT_RDWR)
            request.close_connection = True

    def _is_signed(self, body: bytes, headers: dict[str, str]) -> bool:
        try:
            Webhook(SECRET).verify(body, headers)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it isn't ours
            self.forged += 1
            return False
        return True

    def _act(self, key: str, body: bytes) -> None:
        told = json.loads(body)
        with self._lock:
            self.bodies.setdefault(key, set()).add(sha256(body).hexdigest())
            if key not in self.told:
                self.told[key] = (told["reference"], told["number"], told["notice"])
                self.acted[key] += 1
