"""The views of the queue in words, and the way from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from portal.referral.queue.badges import Count
from portal.referral.queue.filter import View
from portal.referral.words import say
from portal.web.language import t

TITLES: Mapping[View, str] = {
    View.MINE: say("Mine"),
    View.NOBODYS: say("Nobody’s"),
    View.TEAM: say("Team’s"),
    View.WAITING: say("Waiting for the person"),
    View.ON_HOLD: say("On hold"),
    View.SPECIALIST: say("Specialist"),
    View.OVERDUE: say("Overdue"),
    View.STANDING_IN: say("Standing in"),
    View.CHECK_BACK: say("Look again"),
    View.FINISHED: say("Finished"),
    View.JOINED: say("Joined"),
}

EMPTY: Mapping[View, tuple[str, View | None]] = {
    View.MINE: (say("You look after no open referral."), View.NOBODYS),
    View.NOBODYS: (say("Every open referral has somebody who looks after it."), View.TEAM),
    View.TEAM: (
        say("Nothing is open just now. When somebody sends a referral, it will be here."),
        None,
    ),
    View.WAITING: (say("Nobody has been asked anything that they have not answered."), View.MINE),
    View.ON_HOLD: (say("No referral is on a safeguarding hold."), View.MINE),
    View.SPECIALIST: (say("No open referral is a specialist case."), View.TEAM),
    View.OVERDUE: (say("Nothing is overdue. Everything has been done in time."), View.MINE),
    View.STANDING_IN: (say("Nothing is overdue where you stand in for somebody."), View.MINE),
    View.CHECK_BACK: (say("Nothing that has ended needs another look just now."), View.MINE),
    View.FINISHED: (say("No referral is finished yet."), View.TEAM),
    View.JOINED: (say("No referral goes on in another."), View.TEAM),
}
"""What an empty view says, and where somebody might look next."""

ABOUT: Mapping[View, str] = {
    View.STANDING_IN: say("Overdue, with somebody else. You stand in for them."),
    View.CHECK_BACK: say(
        "These have ended, and need another look. The person wrote or changed something since, "
        "or six months are over: then ask them how things are now."
    ),
    View.JOINED: say(
        "The same person told of the same matter twice. Each of these goes on in another referral."
    ),
}
"""What a view that is not always there is for."""

_ONLY_WHEN_NEEDED = frozenset({View.STANDING_IN, View.CHECK_BACK, View.JOINED})

KEYS: Mapping[View, str] = {
    View.MINE: "g m",
    View.NOBODYS: "g n",
    View.TEAM: "g t",
    View.WAITING: "g w",
    View.ON_HOLD: "g h",
    View.SPECIALIST: "g s",
    View.OVERDUE: "g o",
    View.FINISHED: "g f",
}
"""The keys that lead to a view, one after the other."""


@dataclass(frozen=True)
class Tab:
    """One view in the way to all of them. ``count`` is empty when there is nothing."""

    title: str
    href: str
    count: str
    current: bool


def address_of_view(view: View) -> str:
    """Where a view is; the team's is where the inbox itself is."""
    return url_for("hub.inbox", view=None if view is View.TEAM else view.value)


def tabs(counts: Mapping[View, Count], current: View) -> list[Tab]:
    """The way to each view that has a use now."""
    return [
        Tab(t(title), address_of_view(view), _count(counts[view]), view is current)
        for view, title in TITLES.items()
        if view is current or view not in _ONLY_WHEN_NEEDED or _count(counts[view])
    ]


def _count(count: Count) -> str:
    if count.more:
        return f"{count.number}+"
    return str(count.number) if count.number else ""
