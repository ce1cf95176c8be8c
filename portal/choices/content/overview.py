"""The overview: what can be chosen, in a minute."""

from portal.choices.shapes import EasyLine, EasyPage, GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="overview",
    title=say("Your options"),
    lead=say(
        "Something happened to you, or things are bad with a neighbour. This guide helps you "
        "choose what to do, if anything."
    ),
    parts=(
        Part(
            say("What you can choose"),
            (
                say(
                    "There are nine options. No one of them is the best. What is right for you "
                    "depends on what matters to you."
                ),
                say(
                    "You can choose one, more than one, or none of these. You can also say “not "
                    "now”."
                ),
                say("You can change your mind at any time, also after you have told us."),
                say("There is no last day to choose by."),
            ),
        ),
        Part(
            say("What is the same for all of them"),
            (
                say("They are free."),
                say("You choose, and so does the other person. No one has to take part."),
                say("You can stop at any moment. You do not have to say why."),
                say("Trained workers get each person ready first."),
                say("You do not have to forgive anyone."),
                say("None of them changes a sentence that a court has given."),
                say("You do not have to tell the police first."),
            ),
        ),
        Part(
            say("How the options stand in order"),
            (
                say(
                    "They go from no contact with the other person to the most, with more people "
                    "in the room."
                ),
                say(
                    "Where two have the same amount, they go by the alphabet of their English "
                    "names."
                ),
                say("The order means only that. You do not start at the top and work down."),
            ),
        ),
        Part(
            say("What to know before you hope for one"),
            (
                say(
                    "Many people who ask for contact do not get it. They or the other person may "
                    "choose not to, or it may not be safe."
                ),
                say(
                    "What we know comes from studies of people who chose to take part. It may not"
                    " be so for you."
                ),
                say("See “How often and how sure” for the numbers, good and bad."),
            ),
        ),
    ),
    sources=("rjc", "frontiers", "catch22"),
    easy=EasyPage(
        title=say("Your options"),
        lines=(
            EasyLine(say("Did someone hurt you?"), "sad"),
            EasyLine(say("Or is it bad with a neighbour?"), "quarrel"),
            EasyLine(say("We can help."), "help"),
            EasyLine(say("There are nine things you can choose."), "choose"),
            EasyLine(say("You can talk to a worker."), "talk"),
            EasyLine(say("You can send words or a letter."), "letter"),
            EasyLine(say("You can meet the other person."), "meet"),
            EasyLine(say("You can get help just for you."), "worker"),
            EasyLine(say("You can say: none of these."), "say_no"),
            EasyLine(say("You can say: not now."), "wait"),
            EasyLine(say("No one thing is the best."), "balance"),
            EasyLine(say("It is all free."), "free"),
            EasyLine(say("The other person has to say yes too."), "agree"),
            EasyLine(say("Many people ask to meet. Few do meet."), "few"),
            EasyLine(say("You do not have to forgive."), "heart"),
            EasyLine(say("You can stop when you want."), "stop"),
        ),
    ),
)
