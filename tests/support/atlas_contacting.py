"""What the atlas sees of getting in touch with a person, and of tasks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

WAYS = ("phone", "text", "email", "letter", "worker")


def contacting(atlas: "Atlas", reference: str) -> None:
    """A trained worker tries every way, and on a hold sets the rule aside for one; then tasks."""
    base = f"/hub/referrals/{reference}"
    staff = atlas.staff("specialist").go(f"{base}/attempts").as_state("before")
    for way in WAYS:
        staff.go(f"{base}/{way}").empty(f"{base}/{way}")
    staff.as_state("refused").go(f"{base}/phone").submit(
        outcome="reached", note=atlas.typed, made_at="23:59"
    )
    staff.as_state("tried").submit(outcome="no_answer", made_at="")
    staff.go(f"{base}/attempts")
    staff.as_state("held").go(f"{base}/hold").submit(reason=atlas.typed)
    staff.go(f"{base}/attempts").go(f"{base}/phone").go(f"{base}/override").empty()
    staff.as_state("aside").submit(way="phone", why=atlas.typed)
    staff.submit(f"{base}/phone", outcome="reached", note=atlas.typed)
    staff.as_state("").go(f"{base}/release").submit()
    _tasks(atlas, staff, base)


def _tasks(atlas: "Atlas", staff: "Walker", base: str) -> None:
    staff.as_state("").go("/hub/tasks").go(f"{base}/tasks").empty()
    late = str(atlas.clock().year + 1)
    due = {"due__day": "2", "due__month": "3", "due__year": late}
    me = next(
        each.get("value")
        for each in staff.page.iter("option")
        if "".join(each.itertext()) == "Specialist Name"
    )
    staff.as_state("with a task").submit(what=atlas.typed, who=me, **due).go("/hub/tasks")
    link = next(
        each.get("href")
        for each in staff.page.iter("a")
        if (each.get("href") or "").startswith("/hub/tasks/")
    )
    staff.as_state("").go(link).empty(link)
    staff.go(link)
    action, data = staff.filled_in(link, due__day="9")
    staff.submit(link, due__day="8")
    staff.as_state("changed meanwhile")._show(staff.client.post(action, data=data))
    staff.as_state("done").go("/hub/tasks").submit(f"{link}/completion")
    staff.as_state("with one done").go(base)
