"""Support for one side alone, which does not need the other person."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="one_side",
    contact=0,
    title=say("Support for you alone"),
    lead=say("A worker helps you to cope and to plan, whether or not the other person takes part."),
    parts=under_headings(
        (
            say("You say what is hardest now, and what you want to be different."),
            say("The worker helps you plan what to say, what to leave and whom to ask."),
            say("You try it out, come back, and look at how it went."),
            say("The plan can change as often as you like. You are the one who chooses."),
        ),
        (
            say("You, and one trained worker, if we can the same each time."),
            say("Someone you trust can come with you, now and then or always."),
            say("The other person is not asked and is not there."),
        ),
        (
            say("Each talk takes about an hour."),
            say("It may be two talks or ten, over weeks or months."),
            say("You can stop when you have what you need, and come back later."),
        ),
        (
            say("It needs you, and a safe time and place to talk."),
            say("It needs some will to try new things out."),
            say("It does not need the other person to know or to agree."),
        ),
        (
            say("It can go on when the other person says no."),
            say("You gain ways to stay calm and to answer well."),
            say("You find out what other services can do for you."),
            say("It is all about you, at your own pace."),
        ),
        (
            say("The other person does not hear you, and may not change."),
            say("It can feel unfair that you are the one who works at it."),
            say("Questions that only they can answer stay open."),
            say("New ways may feel odd at first."),
        ),
        (
            say("When you most want to hear from them."),
            say("When you are in danger now. Ring 999 first."),
            say("When you need care for your health first."),
        ),
    ),
    sure=say(
        "We found no sound count of how this turns out. Take what we say as a guide, not as proof."
    ),
    sources=("rjc",),
    easy=EasyPage(
        title=say("Support for you alone"),
        lines=(
            EasyLine(say("A worker helps you."), "worker"),
            EasyLine(say("You say what is hard for you."), "speak"),
            EasyLine(say("You make a plan with the worker."), "plan"),
            EasyLine(say("You try the plan out."), "steps"),
            EasyLine(say("The other person is not there."), "apart"),
            EasyLine(say("You can bring a friend."), "friend"),
            EasyLine(say("Each talk takes about one hour."), "clock"),
            EasyLine(say("Good: it works at your own speed."), "choose"),
            EasyLine(say("Good: they do not have to say yes."), "say_no"),
            EasyLine(say("Hard: they may not change."), "no_change"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You may come to live with not knowing."),
        say("Questions that only they can answer stay open."),
    ),
    "say_effect": (
        say("You find words for it, with help."),
        say("The other person does not hear it."),
    ),
    "apology": (
        say("You may find that you can do without it."),
        say("There will be no sorry from the other person."),
    ),
    "stops": (
        say("You learn what may calm things down."),
        say("They may go on, since they take no part."),
    ),
    "side_by_side": (
        say("You learn ways to stay calm when you see them."),
        say("You do the work, and they may do none."),
    ),
    "heard": (
        say("Each talk is about you."),
        say("Only the worker hears you."),
    ),
    "safe": (
        say("They need not know, and you can plan to stay safe."),
        say("It does not change what they do."),
    ),
    "no_meeting": (
        say("You would not have to meet."),
        say("You may still run into them by chance."),
    ),
    "privacy": (
        say("The other person need not know of it."),
        say("Now and then the worker may need to ask other services."),
    ),
    "soon": (
        say("You can start at once, with no one to wait for."),
        say("New ways take time to work."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
