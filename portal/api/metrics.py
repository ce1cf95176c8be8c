"""How the portal's own work stands, as Prometheus reads it: counts and ages, and nobody's data."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from portal.referral.limits import FORGED, count_try, is_over
from portal.referral.measuring import Measured, measure
from portal.web.desk import desk
from portal.web.guard import with_token
from portal.web.problems import problem
from portal.web.visitor import visitor

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
@with_token
def show() -> Response:
    """The numbers, for whoever shows the token. Without one in the settings there is no such
    page."""
    at = desk()
    token = at.settings.metrics_token
    if token is None:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return _refuse()
    with at.looking() as session:
        measured = measure(session, at.office)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Measured(measured))
    encode, mimetype = choose_encoder(request.headers.get("Accept", ""))
    return Response(encode(registry), content_type=mimetype)


def _refuse() -> Response:
    at = desk()
    with at.writing() as connection:
        over = is_over(connection, at.office, FORGED, visitor())
        if not over:
            count_try(connection, at.office, FORGED, visitor())
    answer = problem(429 if over else 401)
    if not over:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


class _Measured(Collector):
    """Gives what was measured in the shape that the library writes down."""

    def __init__(self, measured: Measured) -> None:
        self._found = measured

    def collect(self) -> Iterable[Metric]:
        yield from self._hand_offs()
        yield from self._destinations()
        yield from self._queues()
        found = self._found
        yield _one(
            "portal_cross_referrals_unanswered",
            "Referrals in partners' inboxes that nobody there has answered",
            found.unanswered,
        )
        yield _one(
            "portal_cross_referrals_late",
            "Those of them that should have been answered by now",
            found.late,
        )
        yield _one(
            "portal_possible_matches_open",
            "Pairs of referrals that may be of one person, for staff to decide",
            found.possible_matches,
        )

    def _hand_offs(self) -> Iterable[Metric]:
        counts = GaugeMetricFamily(
            "portal_hand_offs",
            "Hand-offs that have not come to an end, by where they go and how they stand",
            labels=["destination", "state"],
        )
        for labels, count in self._found.hand_offs.items():
            counts.add_metric([*labels], count)
        yield counts

    def _destinations(self) -> Iterable[Metric]:
        oldest, failing, resting, known = (
            GaugeMetricFamily(f"portal_{name}", told, labels=["destination"])
            for name, told in (
                ("hand_off_oldest_waiting_seconds", "How long the oldest hand-off has waited"),
                ("destination_failing_seconds", "Since when it takes nothing; 0 while it is well"),
                ("destination_resting", "Whether nobody knocks there for a while"),
                ("destination_known", "Whether hub.toml names it; else nothing goes there"),
            )
        )
        now = self._found.at
        for each in self._found.destinations:
            label = [each.destination]
            oldest.add_metric(label, _since(each.oldest, now))
            failing.add_metric(label, _since(each.failing_since, now))
            resting.add_metric(label, each.rests_until is not None and each.rests_until > now)
            known.add_metric(label, each.known)
        yield from (oldest, failing, resting, known)

    def _queues(self) -> Iterable[Metric]:
        waiting, failed, unclaimed = (
            GaugeMetricFamily(f"portal_queue_{name}", told, labels=["queue"])
            for name, told in (
                ("waiting", "Messages that wait to be sent"),
                ("failed", "Messages that could not be sent"),
                ("unclaimed_seconds", "How long the oldest that is due has waited for a worker"),
            )
        )
        for name, queue in (("people", self._found.to_people), ("staff", self._found.to_staff)):
            waiting.add_metric([name], queue.waiting)
            failed.add_metric([name], queue.failed)
            unclaimed.add_metric([name], queue.unclaimed.total_seconds())
        yield from (waiting, failed, unclaimed)


def _one(name: str, told: str, value: float) -> Metric:
    found = GaugeMetricFamily(name, told)
    found.add_metric([], value)
    return found


def _since(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else (now - moment).total_seconds()
