"""What staff are asked: to sign in, to choose a password, and to write on a referral."""

from portal.referral.kinds import Email
from portal.referral.kinds.secret import Secret
from portal.referral.words import say

from .question import Page
from .staff_asking import LONG, asked

SIGN_IN = Page(
    id="sign-in",
    title=say("Sign in"),
    questions=(
        asked("email", Email(), say("Work email address"), say("Enter your work email address")),
        asked("password", Secret(), say("Password"), say("Enter your password")),
    ),
)

PASSWORD = Page(
    id="password",
    title=say("Change your password"),
    questions=(
        asked(
            "current",
            Secret(),
            say("Your password now"),
            say("Enter the password you use now"),
        ),
        asked(
            "new",
            Secret(),
            say("New password"),
            say("Enter a new password"),
            say("At least 12 characters. Three or four words that don't belong together are good."),
        ),
        asked(
            "again",
            Secret(),
            say("New password again"),
            say("Enter the new password again"),
        ),
    ),
)

NOTE = Page(
    id="notes",
    title=say("Write a note"),
    questions=(
        asked(
            "note",
            LONG,
            say("Note"),
            say("Write the note"),
            say("Staff read this. The person can ask to see it, so write it as if they will."),
        ),
    ),
)

MESSAGE = Page(
    id="messages",
    title=say("Write to the person"),
    questions=(
        asked(
            "message",
            LONG,
            say("Message"),
            say("Write the message"),
            say("They read it here, after they come back with their code and word."),
        ),
    ),
)

QUESTION = Page(
    id="question",
    title=say("Ask the person something"),
    questions=(
        asked(
            "question",
            LONG,
            say("What do you want to ask?"),
            say("Write what you want to ask"),
            say("One thing at a time is easiest to answer. Don't repeat what they told us."),
        ),
    ),
)

HOLD = Page(
    id="hold",
    title=say("Put on a safeguarding hold"),
    questions=(
        asked(
            "reason",
            LONG,
            say("Why is it on hold?"),
            say("Write why it is on hold"),
            say("This becomes a note that staff read. The person isn't told about the hold."),
        ),
    ),
)
