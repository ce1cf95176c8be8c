"""A meeting face to face, with a trained worker in the room."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="meeting",
    contact=3,
    title=say("A meeting face to face"),
    lead=say("You and the other person meet in a safe room, with a worker who got you both ready."),
    parts=under_headings(
        (
            say("A worker meets each of you apart, more than once, to get ready."),
            say("You help to plan the place, the seats, who speaks first and what you will ask."),
            say("In the room each of you says what happened and how it was."),
            say("You may agree on what comes next. Later a worker asks how you are."),
        ),
        (
            say("You, the other person, and one or two trained workers."),
            say("Each side can bring someone to lean on. You hear first who comes."),
            say("No one else comes in unless all of you agree."),
        ),
        (
            say("The meeting takes from one to three hours, with breaks."),
            say("Getting ready takes weeks to months, and goes at your pace."),
            say("A worker looks in on you later, often after some weeks."),
        ),
        (
            say("Both of you must want it, each of your own free will."),
            say("The other person must own up to the main facts."),
            say("A worker must find it safe, before and on the day."),
        ),
        (
            say("You can ask what only they know, and hear the answer at once."),
            say("They hear from you how it was."),
            say("You may feel less afraid once you have seen them."),
            say("You can say what should happen now. They may say sorry."),
        ),
        (
            say("Being in one room can shake you, even when it goes well."),
            say("They may say little, or say things that hurt."),
            say("Sorry may not come, or may not sound true."),
            say("It can take long to plan, and fall through late."),
        ),
        (
            say("When one of you is there to please others."),
            say("When they deny it all, or want to scare you."),
            say("While you feel too raw for it. You can wait."),
        ),
    ),
    sure=say(
        "Studied the most, with results both good and bad. Few who are referred get as far as a "
        "meeting."
    ),
    sources=("rjc", "shapland", "angel", "campbell", "weatherburn", "choi", "frontiers"),
    easy=EasyPage(
        title=say("A meeting face to face"),
        lines=(
            EasyLine(say("You meet the other person."), "meet"),
            EasyLine(say("A worker is in the room with you."), "worker"),
            EasyLine(say("You can bring a friend."), "friend"),
            EasyLine(say("You say how you feel."), "speak"),
            EasyLine(say("You can ask things."), "question"),
            EasyLine(say("It takes one to three hours."), "clock"),
            EasyLine(say("First you get ready. That can take months."), "calendar"),
            EasyLine(say("Good: you may get an answer."), "answer"),
            EasyLine(say("Hard: it can feel scary."), "scared"),
            EasyLine(say("Hard: they may not say sorry."), "no_answer"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You can ask, and hear the answer there and then."),
        say("They may not answer, or may not tell the truth."),
    ),
    "say_effect": (
        say("They hear it from you, face to face."),
        say("You do not know how they will take it."),
    ),
    "apology": (
        say("They can say sorry to your face."),
        say("They may not say it, or you may not believe it."),
    ),
    "stops": (
        say("They may promise to stop, with others there."),
        say("No one can make them keep it."),
    ),
    "side_by_side": (
        say("Once you have met, passing each other may be easier."),
        say("If it goes badly, you may still see them each day."),
    ),
    "heard": (
        say("The one it is about hears you."),
        say("They may not listen well."),
    ),
    "safe": (
        say("A worker plans it and can stop it."),
        say("You are in one room, and they know that you asked."),
    ),
    "no_meeting": (
        say("You can leave the room at any moment."),
        say("To meet is what this is."),
    ),
    "privacy": (
        say("All agree first what stays in the room."),
        say("The other person and their supporter hear it."),
    ),
    "soon": (
        say("The meeting itself is over in a few hours."),
        say("Getting ready takes weeks to months."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
