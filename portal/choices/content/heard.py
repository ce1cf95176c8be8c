"""Being heard another way, when the other person is not known or says no."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="heard",
    contact=0,
    title=say("Being heard another way"),
    lead=say("You tell your story to someone else, when the other person is not known or says no."),
    parts=under_headings(
        (
            say("You and a worker choose what you want to say, and to whom."),
            say("It may be someone who once did the same kind of thing and is sorry."),
            say("Or you tell a landlord, the police or a group how it was for you."),
            say("You can write it, record it, or say it out loud."),
        ),
        (
            say("You and a trained worker."),
            say("Someone who will listen to you, and who was made ready for it."),
            say("A person you trust can come. The one who harmed you does not."),
        ),
        (
            say("Getting ready takes some talks, over weeks."),
            say("The talk or meeting itself often takes an hour or two."),
            say("Finding the right person to hear you can take months."),
        ),
        (
            say("It needs someone fit to listen, who is willing."),
            say("You say what may be passed on, and what not."),
            say("It does not need the other person to be known or to agree."),
        ),
        (
            say("You can have your say, even when no one was ever caught."),
            say("Someone hears you to the end and takes it in."),
            say("You may learn why people do such things."),
            say("What you say may help others later."),
        ),
        (
            say("You do not talk to the one who did it. That can feel hollow."),
            say("You may not learn what you most want to know."),
            say("Telling it again can bring bad feelings back."),
            say("There may be no one near who is right for it."),
        ),
        (
            say("When you hope that it will reach the other person."),
            say("While telling it still does you harm."),
            say("When your words could put someone at risk."),
        ),
    ),
    sure=say(
        "We found no sound count of how this turns out. Take what we say as a guide, not as proof."
    ),
    sources=("rjc",),
    easy=EasyPage(
        title=say("Being heard another way"),
        lines=(
            EasyLine(say("You may not know who did it."), "unknown"),
            EasyLine(say("Or they may say no."), "say_no"),
            EasyLine(say("You can tell someone else."), "speak"),
            EasyLine(say("A worker helps you choose who."), "choose"),
            EasyLine(say("They listen to you."), "listen"),
            EasyLine(say("You can bring a friend."), "friend"),
            EasyLine(say("It takes one or two hours."), "clock"),
            EasyLine(say("Good: you have your say."), "heart"),
            EasyLine(say("Hard: it is not the one who did it."), "apart"),
            EasyLine(say("Hard: telling it can make you sad."), "sad"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You may learn why people do such things."),
        say("You will not hear it from the one who did it."),
    ),
    "say_effect": (
        say("Someone who matters hears it to the end."),
        say("The one who did it does not hear it."),
    ),
    "apology": (
        say("Someone who did such a thing may say how sorry they are."),
        say("It is not a sorry from the one who did it."),
    ),
    "stops": (
        say("Those with the power to act may hear you."),
        say("The one who did it has not been asked to stop."),
    ),
    "side_by_side": (
        say("Your landlord or council may learn what life is like there."),
        say("It does not change how you and they get on."),
    ),
    "heard": (
        say("Being heard is what it is for."),
        say("The listener is not the one who did it."),
    ),
    "safe": (
        say("They are not asked and not there."),
        say("Someone may tell them what you said."),
    ),
    "no_meeting": (
        say("You would not have to meet the one who did it."),
        say("You meet someone else, who may have done such a thing."),
    ),
    "privacy": (
        say("You choose who hears it and what is passed on."),
        say("One more person or group knows your story."),
    ),
    "soon": (
        say("A talk with a service can be set up in weeks."),
        say("Finding the right listener can take months."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
