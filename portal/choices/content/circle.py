"""A neighbourhood circle: several people from one place, in a ring, each in turn."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="circle",
    contact=4,
    title=say("A circle of neighbours"),
    lead=say("People from one street or place sit in a ring and talk about what has gone wrong."),
    parts=under_headings(
        (
            say("A worker talks with each person first, alone, and asks what they want."),
            say("You all sit in a ring. Each speaks in turn and no one cuts in."),
            say("You talk about what happened, who was hurt, and what would help."),
            say("The group may agree on some steps. They are written down for all."),
        ),
        (
            say("You, other neighbours, and often those who caused the trouble."),
            say("Two trained workers lead it and keep it safe."),
            say("People who know the place may come too. You hear who."),
        ),
        (
            say("The circle takes about two hours, at times a bit more."),
            say("Getting everyone ready takes weeks or months."),
            say("The group may meet again to see what was kept."),
        ),
        (
            say("It needs enough people who want to come and will listen."),
            say("Each one must come of their own free will."),
            say("It needs a room that all can leave when they like."),
        ),
        (
            say("You see that you are not the only one."),
            say("All those there hear the same thing at the same time."),
            say("Many hands can share the work that comes after."),
            say("Quiet people get a turn to speak."),
        ),
        (
            say("More people will know what happened to you."),
            say("It can be hard to speak in front of a group."),
            say("Some may take sides, or stay away."),
            say("It is slow to plan, and steps may not be kept."),
        ),
        (
            say("When it is about you and one other person."),
            say("When a group would turn on one person."),
            say("When someone could harm you for what you said."),
        ),
    ),
    sure=say(
        "We found no sound count of how this turns out. Take what we say as a guide, not as proof."
    ),
    sources=("rjc",),
    easy=EasyPage(
        title=say("A circle of neighbours"),
        lines=(
            EasyLine(say("People who live near you come."), "home"),
            EasyLine(say("You all sit in a ring."), "circle"),
            EasyLine(say("Two workers keep it safe."), "worker"),
            EasyLine(say("Each one has a turn to speak."), "speak"),
            EasyLine(say("You talk about what went wrong."), "talk"),
            EasyLine(say("You may agree what to do."), "agree"),
            EasyLine(say("It takes about two hours."), "clock"),
            EasyLine(say("Good: you are not the only one."), "friend"),
            EasyLine(say("Hard: more people know what happened."), "seen"),
            EasyLine(say("Hard: it can be scary to speak."), "scared"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("Several people can tell what they know."),
        say("The one who knows may not come, or may not speak."),
    ),
    "say_effect": (
        say("Many people hear it at once."),
        say("You have to say it in front of a group."),
    ),
    "apology": (
        say("They can say sorry in front of all."),
        say("They may say it only since others look on."),
    ),
    "stops": (
        say("A whole street can help to keep to what was agreed."),
        say("Someone who is not there has agreed to nothing."),
    ),
    "side_by_side": (
        say("All who live there can agree on how to get on."),
        say("A quarrel may spread if it goes badly."),
    ),
    "heard": (
        say("Each one has a turn, and the rest listen."),
        say("Your turn is one of many."),
    ),
    "safe": (
        say("Many eyes are there, and two workers."),
        say("More people learn what you think and feel."),
    ),
    "no_meeting": (
        say("You can sit far from them, and leave."),
        say("They may well be in the ring."),
    ),
    "privacy": (
        say("All are asked to keep it to themselves."),
        say("More people know than with any other option."),
    ),
    "soon": (
        say("What many agree on can change things fast."),
        say("It takes long to bring everyone together."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
