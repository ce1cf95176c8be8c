"""Our own simple pictures, one idea each, and what each one shows."""

from functools import cache
from html import escape
from importlib.resources import files

from portal.referral.words import Speaker, say

PICTURES = {
    "agree": say("Two people who both say yes."),
    "answer": say("A speech bubble with a tick."),
    "apart": say("Two people with a wall between them."),
    "balance": say("Scales that are level."),
    "calendar": say("A calendar."),
    "carry": say("A worker takes a letter from one person to the other."),
    "carry_back": say("A worker brings a letter back."),
    "choose": say("A path that goes three ways."),
    "circle": say("People in a ring."),
    "clock": say("A clock."),
    "few": say("A few dots out of many are filled."),
    "free": say("A coin with a line through it."),
    "friend": say("Two people side by side."),
    "heart": say("A heart."),
    "help": say("A life ring."),
    "home": say("A house."),
    "letter": say("A letter."),
    "listen": say("One person listens."),
    "meet": say("Two people at one table."),
    "no_answer": say("An empty speech bubble."),
    "no_change": say("Two lines of the same length."),
    "plan": say("A sheet of paper with a list."),
    "private": say("A closed lock."),
    "quarrel": say("Two people who do not get on."),
    "question": say("A question mark in a speech bubble."),
    "review": say("A magnifying glass over a page."),
    "sad": say("A sad face."),
    "safe": say("A shield with a tick."),
    "say_no": say("A person and a cross."),
    "scared": say("A scared face."),
    "seen": say("An eye."),
    "speak": say("One person speaks."),
    "steps": say("Steps that go up."),
    "stop": say("An open hand that says stop."),
    "talk": say("Two people talk."),
    "think": say("A person with a thought."),
    "two_rooms": say("Two people in two rooms."),
    "unknown": say("A person whose face is not known."),
    "wait": say("A sand glass."),
    "worker": say("A person with a badge."),
}
"""Picture id → what it shows, as its <title> says in English."""


@cache
def _drawn(picture_id: str) -> str:
    return files(__name__).joinpath(f"{picture_id}.svg").read_text("utf-8").strip()


def picture(picture_id: str, speak: Speaker) -> str:
    """The SVG of one picture with its title in the reader's language, ready to stand in a page.

    Raises KeyError for an id that is not in PICTURES.
    """
    shows = PICTURES[picture_id]
    return _drawn(picture_id).replace(
        f"<title>{shows}</title>", f"<title>{escape(speak(shows))}</title>"
    )
