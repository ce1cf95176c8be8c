"""What the atlas sees of a referral's life: every stage, how it ends, and what comes after."""

from typing import TYPE_CHECKING

from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

TRIAGE = ("triage-again", "specialist-review", "possible-duplicate", "redirection", "withdrawal")
WORK = ("pause", "closure", "distance", "distance-request")
STEPS = ("contacting", "assessing", "approach", "preparation", "activity", "monitoring")
LATE = ("follow-up", "reassessment", "resumption", "rest", "reopening")
THINGS = "/track/referral/how-things-are"


def life(atlas: "Atlas") -> None:
    """A practitioner doubts a referral, takes it through its whole life, and opens it again."""
    hub = Hub(atlas.app)
    one, other = (hub.receive(name=atlas.typed, share_with=["vcas"]) for _ in range(2))
    base = f"/hub/referrals/{one}"
    staff = atlas.staff("practitioner")
    for noun in (*TRIAGE, *WORK, *STEPS, *LATE):
        staff.as_state("").go(f"{base}/{noun}")
        if noun in (*TRIAGE, *WORK):
            staff.empty()
    staff.as_state("linked").go(f"{base}/possible-duplicate")
    staff.submit(same_as=other, reason=atlas.typed).go(f"{base}/triage-again").submit()
    staff.as_state("to share").go(f"{base}/redirection")
    staff.submit(service="police", agreed="recorded", explanation=atlas.typed)
    staff.as_state("accepted").go(f"{base}/acceptance").submit()
    # How it comes to somebody is walked elsewhere.
    with hub.desk.session() as session:
        session.merge(hub.referral(one)).stage = "allocated"
    for step in STEPS:
        staff.as_state(step).go(f"{base}/{step}").submit()
    _in_between(atlas, staff, base)
    _finish(atlas, staff, base)


def _in_between(atlas: "Atlas", staff: "Walker", base: str) -> None:
    staff.as_state("asked at work").go(f"{base}/question").submit(question=atlas.typed)
    year = str(atlas.clock().year + 1)
    staff.as_state("paused").go(f"{base}/pause").submit(
        until__day="1", until__month="1", until__year=year, reason=atlas.typed
    )
    staff.as_state("").go(f"{base}/resumption").submit()
    staff.as_state("measured").go(f"{base}/distance").nonsense()
    staff.go(f"{base}/distance").submit(point="start", safe="3", tension="8")


def _finish(atlas: "Atlas", staff: "Walker", base: str) -> None:
    late = staff.as_state("").go(f"{base}/closure")
    ending = {"actions": ["agreement"], "outcomes": ["agreement_kept"], "ask_them": "yes"}
    action, data = late.filled_in(own_words=atlas.typed, **ending)
    staff.as_state("does not fit").submit(**{**ending, "outcomes": ["no_change", "safer"]})
    staff.as_state("closed").go(f"{base}/closure").submit(own_words=atlas.typed, **ending)
    late.as_state("too late")._show(staff.client.post(action, data=data))
    staff.as_state("measured twice").go(f"{base}/distance").submit(point="close", safe="7")
    staff.as_state("far too long").go(f"{base}/notes")
    token = staff.filled_in()[1]["csrf_token"]
    long = {"csrf_token": token, "note": "x" * 17_000_000}
    staff._show(staff.client.post(f"{base}/notes", data=long))
    staff.as_state("").go(f"{base}/reopening").empty()
    staff.as_state("opened again").submit(who_asked="person", reason=atlas.typed)
    staff.as_state("goes on elsewhere").go(base)


def how_things_are(walker: "Walker") -> None:
    """The person says how things are, wrong before right."""
    walker.as_state("").go(THINGS).nonsense(THINGS)
    action, data = walker.go(THINGS).filled_in(THINGS, safe="3")
    walker.as_state("lost token")._show(walker.client.post(action, data={**data, "csrf_token": ""}))
    walker.as_state("things told").go(THINGS).submit(THINGS, safe="3", tension="8")
