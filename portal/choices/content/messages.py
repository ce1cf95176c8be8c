"""Messages that a worker carries between two people who do not meet."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="messages",
    contact=1,
    title=say("Messages carried between you"),
    lead=say(
        "A worker takes your words to the other person and brings theirs back. You do not have to"
        " meet."
    ),
    parts=under_headings(
        (
            say("You tell the worker what you want to say or ask."),
            say("The worker goes to see the other person, or rings them, and passes it on."),
            say("Their answer comes back in the same way. You choose if you hear it."),
            say("It can be a recording or a video too. It goes on while both want."),
        ),
        (
            say("You and the worker, each time."),
            say("The other person and the worker, at another time and place."),
            say("Each side can have someone to lean on. You two share no room."),
        ),
        (
            say("One message and its answer often take some weeks."),
            say("There can be one round, or many."),
            say("You can stop after any message, or let one wait until you are ready."),
        ),
        (
            say("Both of you must be willing to send or get messages."),
            say("The worker must think that each message is safe to carry."),
            say("It needs a place where you can hear the answer in peace."),
        ),
        (
            say("You can ask and be told things without a meeting."),
            say("You have time to choose each word."),
            say("The worker does not pass on words that are only meant to hurt."),
            say("You can do more later, or leave it there."),
        ),
        (
            say("They may not answer, or may answer late."),
            say("You do not see their face, so it is harder to tell what they mean."),
            say("Words can shift a little when someone else brings them."),
            say("Waiting can weigh on you."),
        ),
        (
            say("When a court has said there must be no contact."),
            say("When one side would use it to scare or press."),
            say("When you want to see them hear you."),
        ),
    ),
    sure=say(
        "Studied less than meetings. Of those referred, more get as far as this than as far as a "
        "meeting."
    ),
    sources=("rjc", "frontiers"),
    easy=EasyPage(
        title=say("Messages carried between you"),
        lines=(
            EasyLine(say("You tell a worker what you want to say."), "speak"),
            EasyLine(say("The worker tells the other person."), "carry"),
            EasyLine(say("The worker brings back what they say."), "carry_back"),
            EasyLine(say("You do not meet them."), "apart"),
            EasyLine(say("You can bring a friend."), "friend"),
            EasyLine(say("It can take some weeks."), "calendar"),
            EasyLine(say("Good: you have time to think."), "think"),
            EasyLine(say("Good: you may get an answer."), "answer"),
            EasyLine(say("Hard: they may not answer."), "no_answer"),
            EasyLine(say("Hard: you have to wait."), "wait"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You can ask, with time to choose your words."),
        say("They may not answer, and you can’t ask back at once."),
    ),
    "say_effect": (
        say("They hear it, and you do not have to be there."),
        say("You do not see how they take it."),
    ),
    "apology": (
        say("They can send you a sorry through the worker."),
        say("You can’t see if they mean it."),
    ),
    "stops": (
        say("You can ask them to stop, and get a promise."),
        say("A promise passed on may weigh less."),
    ),
    "side_by_side": (
        say("You can settle small things with no meeting."),
        say("You may still not know how to greet each other."),
    ),
    "heard": (
        say("What you say gets there, in your own words if you like."),
        say("Someone else’s voice brings it."),
    ),
    "safe": (
        say("You are never in one room."),
        say("They learn that you asked, and may be angry."),
    ),
    "no_meeting": (
        say("You would not have to meet."),
        say("You hear their words, if you want an answer."),
    ),
    "privacy": (
        say("Only what you choose is passed on."),
        say("What you send is out of your hands."),
    ),
    "soon": (
        say("A first message can go out when they agree."),
        say("You wait some weeks for each answer."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
