"""The atlas's pages of the queue: filtered, kept, mistaken, and the keyboard's keys."""

import re
from typing import TYPE_CHECKING

from portal.referral.queue.filter import View

if TYPE_CHECKING:
    from tests.support.atlas import Atlas


def queue(atlas: "Atlas") -> None:
    """Filter a list, keep it, change it, and see what colleagues share."""
    staff = atlas.staff("coordinator").as_state("filtered")
    staff.go("/hub/?kind=crime&age=adult&place=millgate&since=2026-03-01&owner=nobody&order=due")
    staff.as_state("tampered").go("/hub/?view=nothing&stage=nowhere")
    staff.as_state("wrong filter").go("/hub/").submit("/hub/filter", place="12 Acacia Avenue")
    staff.as_state("").go("/hub/filters").go("/hub/filters/new?kind=crime").empty()
    staff.as_state("kept").submit(name=atlas.typed, share=["team"])
    staff.go("/hub/").go("/hub/filters")
    link = next(
        each.get("href")
        for each in staff.page.find(".//main").iter("a")
        if re.search("/filters/[0-9a-f]{8}-", each.get("href"))
    )
    staff.as_state("").go(link).empty()
    atlas.staff("practitioner", "shared").go("/hub/").go("/hub/filters")
    staff.as_state("").go("/hub/shortcuts").as_state("off").submit()
    staff.submit()


def empty_views(atlas: "Atlas") -> None:
    """Every view before anything has come."""
    staff = atlas.staff("practitioner", "empty")
    for view in View:
        staff.as_state(f"empty {view}").go(f"/hub/?view={view}")
