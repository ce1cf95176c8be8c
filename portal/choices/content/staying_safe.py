"""Staying safe: what is done, and domestic abuse, stalking and sexual harm."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="staying_safe",
    title=say("Staying safe"),
    lead=say(
        "Your safety comes first, and then what you want. If you are in danger now, ring 999."
    ),
    parts=(
        Part(
            say("What we do for all"),
            (
                say("We ask how it is safe to reach you, and we keep to it."),
                say("A worker looks at what could go wrong before anyone is told."),
                say("The other person does not get your address or your number from us."),
                say("You can stop at once, with a word or a sign that you choose."),
                say("If it is not safe, we say so and why. We look for another way with you."),
            ),
        ),
        Part(
            say("Harm at home, stalking and sexual harm"),
            (
                say(
                    "You may ask for any option. You will not be turned away because of what was "
                    "done to you."
                ),
                say("A worker with special training talks with you first, each time."),
                say("No one will press you to have contact. No one will press you to give it up."),
                say(
                    "Contact can be used to scare or control. The worker looks for signs of that,"
                    " and tells you what they see."
                ),
                say(
                    "If contact is not safe, you can still get support for you alone, or be heard"
                    " another way."
                ),
                say("You do not have to say which kind of harm it was before you talk to us."),
            ),
        ),
        Part(
            say("If there is a court order or a case going on"),
            (
                say(
                    "Tell us if a court has said that one of you must stay away. We do nothing "
                    "that would break it."
                ),
                say("If a court case is going on, ask a worker first. It may be best to wait."),
                say(
                    "What is said in a meeting is kept private, but not if someone is at risk of "
                    "harm."
                ),
            ),
        ),
        Part(
            say("When we must tell someone"),
            (
                say(
                    "If you, a child or someone else is in danger, we may have to tell another "
                    "service."
                ),
                say("We tell you first when we can."),
            ),
        ),
        Part(
            say("Reading this in private"),
            (
                say(
                    "Use the red button, “Exit this page”, to get away fast. It also clears what "
                    "you marked here."
                ),
                say(
                    "A phone or computer can keep a list of the pages you read. A friend’s or a "
                    "library’s may be safer."
                ),
                say("See “Help now” for people you can ring day and night."),
            ),
        ),
    ),
    sources=("rjc", "un", "coe"),
)
