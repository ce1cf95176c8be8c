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
                say("No option is the best. What is right depends on what matters to you."),
                say("You can choose one, several or none of these. You can also say “not now”."),
                say("You can change your mind at any time. There is no last day to choose by."),
            ),
        ),
        Part(
            say("What is the same for all of them"),
            (
                say("They are free."),
                say("No one has to take part. You choose, and so does the other person."),
                say("You can stop at any moment. You need not say why."),
                say("Trained workers get each person ready."),
                say("You do not have to forgive anyone, or tell the police."),
                say("None of them changes a sentence that a court has given."),
            ),
        ),
        Part(
            say("How the options stand in order"),
            (
                say(
                    "They go from no contact with the other person to the most. Those with the "
                    "same amount go by the alphabet, in English."
                ),
                say("The order means only that."),
            ),
        ),
        Part(
            say("What to know before you hope for one"),
            (
                say(
                    "Many people who ask for contact do not get it. They or the other person may "
                    "choose not to, or it may not be safe."
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
