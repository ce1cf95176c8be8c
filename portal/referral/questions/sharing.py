"""Who we may share with: one tick a service, all off to begin with."""

from portal.referral.hub import Hub
from portal.referral.kinds import Choice, ManyOf
from portal.referral.words import say

from .question import Page, Question, Section

NOBODY = "nobody"
_WITHOUT_ASKING = say(
    "If we take it on, it can also go to others that do not need your “yes”. You see who, and why, "
    "on the page “Privacy”."
)


def pages(hub: Hub) -> tuple[Page, ...]:
    """The sharing page, with the services that ``hub`` works with."""
    services = tuple(Choice(each.id, each.name, each.what) for each in hub.services)
    return (
        Page(
            id="sharing",
            title=say("Who we may share with"),
            lead=(
                say(
                    "We keep what you tell us to ourselves. If another service could help, we can "
                    "pass it on, so that you don't have to tell it all again. You decide which."
                ),
                say(
                    "There is one exception: if we think that you or someone else could be badly "
                    "hurt, we may have to tell someone. We tell you first if we can."
                ),
                *((_WITHOUT_ASKING,) if any(each.ground for each in hub.destinations) else ()),
            ),
            questions=(
                Question(
                    id="share_with",
                    kind=ManyOf(
                        (*services, Choice(NOBODY, say("Nobody yet, ask me first"), alone=True))
                    ),
                    ask=say(
                        "Which of these services may we share this with, if it would help you?"
                    ),
                    hint=say(
                        "Tick each one you agree to. You can change this at any time. "
                        "Saying no doesn't change the help you get from us."
                    ),
                    short=say("May be shared with"),
                    section=Section.SHARING,
                    required=True,
                    missing=say("Tick each service you agree to, or “Nobody yet, ask me first”"),
                ),
            ),
        ),
    )
