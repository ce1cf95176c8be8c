"""What the atlas sees of community groups: each rung of the ladder, and ringing back."""

from typing import TYPE_CHECKING

from tests.support.groups import RING, words_of

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

BOX = "remark"
"""Only machines fill it in."""


def community(atlas: "Atlas") -> None:
    """A group climbs every rung; somebody starts from an invitation; the hub rings back."""
    walker = atlas.walker().go("/community").empty().go("/community/thanks").go("/community/refer")
    _agreed(atlas)
    _invited(atlas, _invitation(atlas))
    _ringing(atlas, walker)


def _agreed(atlas: "Atlas") -> None:
    walker = atlas.walker().go("/community").submit(knows="agreed")
    for _ in range(30):
        place = walker.url
        if place.endswith("/check"):
            break
        if f"{place} 422 wrong" not in walker.sheets:
            for wrong in (walker.nonsense, walker.empty):
                wrong()
                if walker.url != place:
                    walker.go(place)
        ways = {"contact_ways": ["phone"]} if place.endswith("/contact") else {}
        walker.fill(**ways)
        assert walker.url != place, f"{place}: {walker.text[:300]}"
    walker.as_state("started").go("/community")
    walker.as_state("caught").go("/community/refer/check").submit(**{BOX: "x"})
    walker.as_state("").go("/community/refer/check").submit()
    assert walker.url == "/community/refer/sent", walker.text
    walker.submit()
    other = atlas.walker().go("/refer/start").submit().submit(who_for="me")
    other.as_state("would lose").go("/community").submit(knows="agreed")


def _invitation(atlas: "Atlas") -> str:
    """The words of one."""
    for rung in ("told", "not_told"):
        walker = atlas.walker().go("/community").submit(knows=rung).empty()
        walker.as_state("made").submit(need="dispute", outward="LK1")
    words = words_of(walker)
    action, data = walker.filled_in("/community/leaflet", code="maple maple maple maple")
    walker.as_state("")._show(walker.client.post(action, data=data))
    return words


def _invited(atlas: "Atlas", words: str) -> None:
    walker = atlas.walker().go("/invited").empty()
    walker.as_state("unknown").submit(code="maple maple maple maple")
    walker.as_state("").go("/invited").as_state("found").submit(code=words)
    walker.submit("/invited/start", keep_need="yes")
    assert walker.url == "/refer/who-for", walker.text


def _ringing(atlas: "Atlas", walker: "Walker") -> None:
    walker.go("/community/not-safe").go("/community/ring-me").empty()
    said = {**RING, "caller_name": atlas.typed, "caller_group": atlas.typed}
    walker.as_state("asked").go("/community/ring-me").submit(**said)
    walker.go("/community/ring-me").submit(**{**said, "caller_urgent": "no"})
    staff = atlas.staff("practitioner").as_state("to ring").go("/hub/").go("/hub/callbacks")
    one = next(
        each.get("href") for each in staff.page.iter("a") if "/callbacks/" in each.get("href", "")
    )
    staff.as_state("").go(one).empty()
    action, data = staff.go(one).filled_in(ending=atlas.typed)
    staff.as_state("done").submit(ending=atlas.typed)
    staff.as_state("done").go(one)
    staff.as_state("too late")._show(staff.client.post(action, data=data))
