"""What is asked of somebody who tells us something again: whether what they told before is still
right, and whether it is the same matter."""

from portal.referral.kinds import Choice, OneOf
from portal.referral.words import say

from .question import Page, Question, Section, TheirPage, Theirs

STILL_SAFE, ANEW = "yes", "no"

CONFIRM = Page(
    id="again",
    title=say("Is this still right?"),
    theirs=TheirPage(say("Is this still right?")),
    questions=(
        Question(
            id="reached_safely",
            kind=OneOf(
                (
                    Choice(STILL_SAFE, say("Yes, all of it is still safe")),
                    Choice(ANEW, say("No, or I'm not sure: ask me all of it again")),
                )
            ),
            ask=say("Is it still safe to reach you in the ways shown above?"),
            hint=say("Things change. Check each one: we do only what it says there."),
            short=say("Still safe to reach you"),
            section=Section.CONTACT,
            required=True,
            missing=say("Choose whether it is still safe to reach you like this"),
            theirs=Theirs(
                say("Is it still safe to reach them in the ways shown above?"),
                say("Ask them if you can. Check each one: we do only what it says there."),
                say("Choose whether it is still safe to reach them like this"),
            ),
        ),
    ),
)

SAME, ANOTHER, SOMEBODY_ELSE = "same", "another", "somebody_else"

_SAME = Choice(
    SAME,
    say("Yes, it is about the same thing"),
    say(
        "We put both together, and nothing you wrote is lost. If an answer is different this time, "
        "the new one counts. That is true for who we may tell, too: “Nobody yet” this time takes "
        "back a “yes” from before."
    ),
)
_SAME_OF_SOMEBODY = Choice(
    SAME,
    say("Yes, it is about the same thing"),
    say(
        "We put both together, and nothing you wrote is lost. If an answer is different this time, "
        "the new one counts."
    ),
)
_ANOTHER = Choice(
    ANOTHER,
    say("No, it is about something else"),
    say("We look at both, each on its own."),
)
_SOMEBODY_ELSE = Choice(
    SOMEBODY_ELSE,
    say("I did not send that: somebody else used this device"),
    say("We keep yours apart from theirs."),
)


def _asked(*choices: Choice) -> Page:
    return Page(
        id="same",
        title=say("Before we send it"),
        questions=(
            Question(
                id="matter",
                kind=OneOf(choices),
                ask=say("Is it about the same thing?"),
                short=say("Same thing or another"),
                section=Section.MATTER,
                required=True,
                missing=say("Choose whether it is about the same thing"),
            ),
        ),
    )


IS_IT_THE_SAME = _asked(_SAME, _ANOTHER)
"""For whoever came with their code, or whose part in the earlier one is their own."""

IS_IT_THE_SAME_HERE = _asked(_SAME, _ANOTHER, _SOMEBODY_ELSE)
"""For a browser that sent one just before: other people may use it too."""

IS_IT_THE_SAME_OF_SOMEBODY = _asked(_SAME_OF_SOMEBODY, _ANOTHER)
"""For an organisation, of what it told us of somebody a little before."""
