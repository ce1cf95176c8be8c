"""Other help, or not now: a choice like any other."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="other_help",
    contact=0,
    title=say("Other help, or not now"),
    lead=say(
        "You do none of these for now, or you get a different kind of help. That is a full choice."
    ),
    parts=under_headings(
        (
            say("You can say “not now” and leave it there. No one will press you."),
            say("You can get care and advice from a support service near you."),
            say(
                "If trouble near home goes on, you can ask the council for an “anti-social "
                "behaviour case review”."
            ),
            say("You can come back to any of the options later."),
        ),
        (
            say("For “not now”: no one. You need not give a reason."),
            say("For other help: you and someone from that service."),
            say("For a case review: the council, the police and others look together."),
        ),
        (
            say("“Not now” can last a day, or for good."),
            say("Other help takes as long as you and that service agree."),
            say("A case review often takes some weeks. Ask the council."),
        ),
        (
            say("“Not now” needs nothing from you."),
            say("For other help, we pass on your name only if you agree."),
            say("A case review needs some reports first. The council says how many."),
        ),
        (
            say("You can put your own life first."),
            say("You do not stir things up at a bad time."),
            say("Some help is only found elsewhere, as with health, money or law."),
            say("You can change your mind at any time."),
        ),
        (
            say("What troubles you may go on as before."),
            say("The other person will not hear how it was for you."),
            say("Some things get harder with time. People move or forget."),
            say("Other services may make you wait."),
        ),
        (
            say("When someone is in danger now. Ring 999 first."),
            say("When you wait only since someone makes you."),
            say("When you want to go on, but need some help."),
        ),
    ),
    sure=say(
        "We found no sound count of how this turns out. Take what we say as a guide, not as proof."
    ),
    sources=("rjc",),
    easy=EasyPage(
        title=say("Other help, or not now"),
        lines=(
            EasyLine(say("You can say: not now."), "wait"),
            EasyLine(say("You can say: none of these."), "say_no"),
            EasyLine(say("You do not have to say why."), "private"),
            EasyLine(say("You can get other help."), "help"),
            EasyLine(say("It may be help with your health."), "heart"),
            EasyLine(say("It may be help with your home."), "home"),
            EasyLine(say("The council can look at your case again."), "review"),
            EasyLine(say("Good: you can put your own life first."), "choose"),
            EasyLine(say("Hard: things may stay as they are."), "no_change"),
            EasyLine(say("You can come back later."), "calendar"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("The police or council may tell you how your case stands."),
        say("The other person will not be asked."),
    ),
    "say_effect": (
        say("A support service can listen to you."),
        say("The other person does not hear it."),
    ),
    "apology": (
        say("You do not have to wait for a sorry."),
        say("There will be no sorry from the other person."),
    ),
    "stops": (
        say("A case review can push services to act."),
        say("If you wait, it may go on as before."),
    ),
    "side_by_side": (
        say("You do not stir things up next door."),
        say("Trouble that is left alone may grow."),
    ),
    "heard": (
        say("Other services may have more time for you."),
        say("You may have to tell your story again."),
    ),
    "safe": (
        say("You can get help that is made for staying safe."),
        say("If you wait, nothing is done about it yet."),
    ),
    "no_meeting": (
        say("You would not have to meet."),
        say("In a case review, others talk to them about it."),
    ),
    "privacy": (
        say("With “not now”, no one else is told."),
        say("A case review or a new service means more people know."),
    ),
    "soon": (
        say("“Not now” takes no time at all."),
        say("Other services may have long waits."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
