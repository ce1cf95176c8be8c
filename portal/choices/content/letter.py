"""A letter, one way or both ways, that a worker checks and takes over."""

from portal.choices.shapes import EasyLine, EasyPage, Option, under_headings
from portal.referral.words import say

PAGE = Option(
    id="letter",
    contact=1,
    title=say("A letter between you"),
    lead=say(
        "You write to the other person, or they write to you. A worker reads it before it goes."
    ),
    parts=under_headings(
        (
            say("You write down what you want to say or ask. A worker can help."),
            say("The worker reads it with you and checks that it is safe to send."),
            say("The worker takes it over and is there when it is read."),
            say("A letter may come back. You choose if, when and where you read it."),
        ),
        (
            say("You, on your own or with a worker, when you write."),
            say("The other person and a worker, when they read it."),
            say("Someone you trust can sit with you. You two do not meet."),
        ),
        (
            say("Writing takes as long as you like, in one go or in many."),
            say("Getting a letter there often takes some weeks."),
            say("A reply can take longer. There may be none."),
        ),
        (
            say("The other person must agree to get a letter before one is sent."),
            say("What it says must be safe for both of you."),
            say("It does not need neat writing. You can speak it."),
        ),
        (
            say("You find the words in your own time."),
            say("No one can cut in while you have your say."),
            say("You can keep a letter and read it again."),
            say("Writing can do you good, even if you never send it."),
        ),
        (
            say("There may be no reply, or not the one you hoped for."),
            say("A letter can’t be taken back once it has been read."),
            say("You can’t ask at once what they meant."),
            say("Words on paper can hurt more than a voice."),
        ),
        (
            say("When a court has said there must be no contact."),
            say("When you want a real talk, both ways."),
            say("When a letter at home could harm you."),
        ),
    ),
    sure=say(
        "Studied less than meetings. Counts often put letters and messages together, so we can’t "
        "tell them apart."
    ),
    sources=("rjc", "frontiers"),
    easy=EasyPage(
        title=say("A letter between you"),
        lines=(
            EasyLine(say("You write a letter."), "letter"),
            EasyLine(say("A worker can help you write."), "worker"),
            EasyLine(say("The worker checks that it is safe."), "safe"),
            EasyLine(say("The worker takes it to the other person."), "carry"),
            EasyLine(say("You do not meet them."), "apart"),
            EasyLine(say("It can take some weeks."), "calendar"),
            EasyLine(say("Good: you have time to find the words."), "think"),
            EasyLine(say("Good: you can keep a letter."), "heart"),
            EasyLine(say("Hard: they may not write back."), "no_answer"),
            EasyLine(say("Hard: what they write may hurt."), "sad"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)

BEARS = {
    "answers": (
        say("You can put your questions in writing."),
        say("There may be no reply."),
    ),
    "say_effect": (
        say("You can say it all, with no one to cut in."),
        say("You can’t be sure that it sinks in."),
    ),
    "apology": (
        say("They can write it, and you can keep it."),
        say("They may not write it, or it may sound cold."),
    ),
    "stops": (
        say("You can ask them to stop, in writing."),
        say("A letter can be put away and forgotten."),
    ),
    "side_by_side": (
        say("A letter can break the ice."),
        say("You do not know who else in their home reads it."),
    ),
    "heard": (
        say("You are heard with no one to cut in."),
        say("You are not there to see it read."),
    ),
    "safe": (
        say("You are never in one room."),
        say("What you write could be kept or shown to others."),
    ),
    "no_meeting": (
        say("You would not have to meet."),
        say("A letter from them would come into your hands."),
    ),
    "privacy": (
        say("You choose each word that they read."),
        say("A letter can be shown to others."),
    ),
    "soon": (
        say("You can write it today."),
        say("Getting it there takes weeks, and a reply may never come."),
    ),
}
"""Matter → what helps with it here, and what stands in its way."""
