"""Talking it through first: no contact with the other person."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="talk",
    contact=0,
    title=say("Talking it through first"),
    lead=say(
        "You talk with a worker. The other person is not told. Then you choose what to do, if "
        "anything."
    ),
    parts=under_headings(
        (
            say(
                "A worker listens to what happened, in your own words. You say as much as you like."
            ),
            say("You can ask what each of the other options would mean for you."),
            say("You talk about what would help, and about what worries you."),
            say("You may go on to one of the options, stop there, or think for a while."),
        ),
        (
            say("You, and one trained worker."),
            say("A friend, a relative or someone who helps you can sit with you."),
            say("The other person is not there, and is not told that you came."),
        ),
        (
            say("A first talk takes about an hour. It can be shorter."),
            say("You can come back for one or two more talks."),
            say("You can take days or months to think. There is no last day."),
        ),
        (
            say("It needs a safe way to reach you and a time that suits you."),
            say("It does not need the name of the other person."),
            say("It does not need a report to the police."),
        ),
        (
            say("You stay in charge of how far it goes."),
            say("You can say things out loud to someone who does not judge."),
            say("You learn what is on offer before you choose."),
            say("Nothing has to change for you at home or near home."),
        ),
        (
            say("Talking about it can bring strong feelings back for a while."),
            say("The worker can’t give you answers that only the other person has."),
            say("The other person will not hear how it was for you."),
            say("What they do may not change at all."),
        ),
        (
            say("When you are in danger now. Ring 999 first."),
            say("When you need a doctor or advice on the law first."),
            say("When someone else makes you come."),
        ),
    ),
    sure=say(
        "We found no sound count of how this turns out. Take what we say as a guide, not as proof."
    ),
    sources=("rjc",),
    easy=EasyPage(
        title=say("Talking it through first"),
        lines=(
            EasyLine(say("You talk to a worker."), "talk"),
            EasyLine(say("You say what happened to you."), "speak"),
            EasyLine(say("You can bring a friend."), "friend"),
            EasyLine(say("The other person is not there."), "apart"),
            EasyLine(say("They are not told."), "private"),
            EasyLine(say("It takes about one hour."), "clock"),
            EasyLine(say("Good: you choose what comes next."), "choose"),
            EasyLine(say("Hard: talking can make you feel sad."), "sad"),
            EasyLine(say("Hard: the other person may not change."), "no_change"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("The worker can tell you what is possible."),
        say("The worker does not have their answers."),
    ),
    "say_effect": (
        say("You can say it to someone who listens."),
        say("The other person does not hear it."),
    ),
    "apology": (
        say("You can think about what a real sorry would be."),
        say("There will be no sorry from the other person."),
    ),
    "stops": (
        say("You can plan with the worker what to do next."),
        say("The talk by itself does not stop it."),
    ),
    "side_by_side": (
        say("You can think it over before anyone else knows."),
        say("It changes nothing next door by itself."),
    ),
    "heard": (
        say("A worker gives you time and listens."),
        say("It is one worker who hears you, and no one else."),
    ),
    "safe": (
        say("They are not told that you came."),
        say("It does not guard you from what they do."),
    ),
    "no_meeting": (
        say("You would not have to meet."),
        say("The talk may turn to them, and that can be hard."),
    ),
    "privacy": (
        say("Only you and the worker know."),
        say("The worker keeps a short note of it."),
    ),
    "soon": (
        say("You can have a talk within days or weeks."),
        say("It is often only a first step."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
