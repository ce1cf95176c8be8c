"""Questions to ask before choosing: a worker, oneself and people one trusts."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="questions_to_ask",
    title=say("Questions to ask"),
    lead=say(
        "You can print these, take them with you, and ask as many as you like. There are no silly"
        " ones."
    ),
    parts=(
        Part(
            say("About the option"),
            (
                say("What would happen, step by step, in my case?"),
                say("Who would know about it?"),
                say("How long would it take, and can I take more time?"),
                say("How often does it get that far with you? Who counted that?"),
                say("What do people find hard about it?"),
                say("What if I change my mind halfway?"),
            ),
        ),
        Part(
            say("About the other person"),
            (
                say("When would you ask them, and what would you tell them?"),
                say("What if they say no, or do not come?"),
                say("What if they say that they did nothing?"),
                say("What will they learn about me?"),
            ),
        ),
        Part(
            say("About staying safe"),
            (
                say("How will you tell if it is safe?"),
                say("What can we do if I get scared in the room?"),
                say("Who can I call when it is over?"),
                say("What do you have to pass on, and to whom?"),
            ),
        ),
        Part(
            say("About the worker"),
            (
                say("What training do you have for this?"),
                say("Have you done this with people in my place?"),
                say("Can I ask for a different worker?"),
                say("Can I have someone who speaks my language or signs?"),
            ),
        ),
        Part(
            say("To ask yourself"),
            (
                say("What do I hope for? What would be enough?"),
                say("How would I feel if it did not work out?"),
                say("Do I want this, or does someone else want it for me?"),
                say("Who can be there for me?"),
                say("Would I be all right with doing nothing for now?"),
            ),
        ),
    ),
    sources=("rjc",),
)
