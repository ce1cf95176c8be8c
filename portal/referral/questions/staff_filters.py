"""What staff are asked to keep a filter of the queue: its name, and whether to share it."""

from portal.referral.kinds import Choice, ManyOf, Text
from portal.referral.words import say

from .question import Page, Question, Section

KEEP = Page(
    id="filter",
    title=say("Keep this filter"),
    questions=(
        Question(
            id="name",
            kind=Text(limit=60),
            ask=say("What will you call it?"),
            hint=say("Say what it shows, such as “Young people in Millgate”. Name no person."),
            short=say("Name"),
            section=Section.MATTER,
            required=True,
            missing=say("Write a name for it"),
            readers=frozenset(),
        ),
        Question(
            id="share",
            kind=ManyOf((Choice("team", say("Share it with the team")),)),
            ask=say("Who can use it?"),
            hint=say("You can always use it yourself."),
            short=say("Shared"),
            section=Section.MATTER,
            readers=frozenset(),
        ),
    ),
)
