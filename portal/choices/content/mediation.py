"""Mediation between neighbours, with a written agreement that is not law."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="mediation",
    contact=2,
    title=say("Mediation between neighbours"),
    lead=say(
        "A worker who takes no side helps you and a neighbour find rules you can both live with."
    ),
    parts=under_headings(
        (
            say("A worker hears each of you alone, at home or elsewhere."),
            say("Then you meet in one room, or sit in two and the worker goes between."),
            say("Each of you says what the trouble is and what would make it better."),
            say("What you both agree is written down. It is a promise, not law."),
        ),
        (
            say("You, your neighbour, and one or two trained workers."),
            say("Each of you can bring someone, if the other one knows."),
            say("Your landlord is not there unless you both ask for it."),
        ),
        (
            say("The first visits take about an hour each."),
            say("The joint meeting often takes two or three hours."),
            say("It may take some weeks to get there. A check follows later."),
        ),
        (
            say("Both of you must be willing to listen and to give a little."),
            say("It works on things that go on now, like noise or parking."),
            say("It needs no proof of who was right."),
        ),
        (
            say("It looks ahead, to how you will live side by side."),
            say("You make the rules. No one lays them down for you."),
            say("It may stop a small thing from growing."),
            say("A written page helps all to recall what was said."),
        ),
        (
            say("A neighbour may say no, or say yes and not come."),
            say("No one can make either of you keep the promise."),
            say("You may have to change some things too."),
            say("If it goes wrong, you still live next door."),
        ),
        (
            say("When one of you is afraid of the other."),
            say("When there are threats, hate or violence. A specialist looks first."),
            say("When only a landlord or council can mend it."),
        ),
    ),
    sure=say(
        "One service counted what came of its cases in a year. We found no trial that can tell us"
        " more."
    ),
    sources=("rjc", "catch22"),
    easy=EasyPage(
        title=say("Mediation between neighbours"),
        lines=(
            EasyLine(say("You and a neighbour do not get on."), "quarrel"),
            EasyLine(say("A worker helps you both. They take no side."), "balance"),
            EasyLine(say("You can be in one room, or in two."), "two_rooms"),
            EasyLine(say("You both say what is wrong."), "speak"),
            EasyLine(say("You both say what would help."), "think"),
            EasyLine(say("You write down what you agree."), "plan"),
            EasyLine(say("It is a promise. It is not a law."), "agree"),
            EasyLine(say("It takes two or three hours."), "clock"),
            EasyLine(say("Good: home may feel calm again."), "home"),
            EasyLine(say("Hard: your neighbour may say no."), "say_no"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You hear how your neighbour sees it."),
        say("It looks ahead more than back, so the why may stay open."),
    ),
    "say_effect": (
        say("Your neighbour hears what it is like for you."),
        say("You will hear their side too."),
    ),
    "apology": (
        say("Each of you may say sorry for your part."),
        say("It is more about rules than about sorry."),
    ),
    "stops": (
        say("You agree on clear rules, in writing."),
        say("The rules are not law."),
    ),
    "side_by_side": (
        say("It is made for this: how to live next to each other."),
        say("You both have to give a little."),
    ),
    "heard": (
        say("Each has the same time to speak."),
        say("You have to listen just as long."),
    ),
    "safe": (
        say("You can sit in two rooms."),
        say("They know where you live, and that you asked."),
    ),
    "no_meeting": (
        say("You can do it in two rooms."),
        say("Most often you sit in one room."),
    ),
    "privacy": (
        say("It is not told to your landlord unless you both agree."),
        say("Your neighbour may talk about it."),
    ),
    "soon": (
        say("It can be done in some weeks."),
        say("You wait on when your neighbour has time."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
