"""What staff are asked: to sign in, to choose a password, and to write on a referral."""

from portal.referral.kinds import Email, Kind, Text
from portal.referral.kinds.secret import Secret
from portal.referral.words import say

from .question import Page, Question, Section

_LONG = Text(limit=5000, long=True)


def _asked(id: str, kind: Kind, ask: str, missing: str, hint: str = "") -> Question:
    return Question(
        id=id,
        kind=kind,
        ask=ask,
        hint=hint,
        short=ask,
        section=Section.MATTER,
        required=True,
        missing=missing,
        readers=frozenset(),
    )


SIGN_IN = Page(
    id="sign-in",
    title=say("Sign in"),
    questions=(
        _asked("email", Email(), say("Work email address"), say("Enter your work email address")),
        _asked("password", Secret(), say("Password"), say("Enter your password")),
    ),
)

PASSWORD = Page(
    id="password",
    title=say("Change your password"),
    questions=(
        _asked(
            "current",
            Secret(),
            say("Your password now"),
            say("Enter the password you use now"),
        ),
        _asked(
            "new",
            Secret(),
            say("New password"),
            say("Enter a new password"),
            say("At least 12 characters. Three or four words that don't belong together are good."),
        ),
        _asked(
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
        _asked(
            "note",
            _LONG,
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
        _asked(
            "message",
            _LONG,
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
        _asked(
            "question",
            _LONG,
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
        _asked(
            "reason",
            _LONG,
            say("Why is it on hold?"),
            say("Write why it is on hold"),
            say("This becomes a note that staff read. The person isn't told about the hold."),
        ),
    ),
)
