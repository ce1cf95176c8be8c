"""Children who take part, and people who come along to support someone."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="children_and_supporters",
    title=say("Children and supporters"),
    lead=say("Children and young people can use all of these options. Everyone can bring someone."),
    parts=(
        Part(
            say("If you are under 18"),
            (
                say(
                    "It is your choice. No one should make you, not a parent, a school or the "
                    "police."
                ),
                say("Under 13: an adult who is safe for you should ask with you."),
                say(
                    "From 13 to 15: you can start on your own. A worker talks with you about what"
                    " you understand, and who could help."
                ),
                say("From 16: you can choose for yourself."),
                say("You can bring someone you trust. You can say who should not know."),
                say("You can ask for breaks, for pictures, or for shorter talks."),
            ),
        ),
        Part(
            say("If you are a parent or carer"),
            (
                say(
                    "Ask your child what they want, more than once. They may want something else "
                    "than you do."
                ),
                say("A child can take part by a letter or a picture, or be spoken for."),
                say("You may have been hurt by it too. You can ask for help of your own."),
            ),
        ),
        Part(
            say("If the other person is a child"),
            (
                say("They get someone to support them too. They choose, like you."),
                say("Workers who know about children get them ready. It can take longer."),
            ),
        ),
        Part(
            say("Bringing a supporter"),
            (
                say(
                    "It can be a friend, a relative, a neighbour or a worker from another service."
                ),
                say("They can sit with you, help you to speak, or just drive you home."),
                say("The worker talks to them first. They are there for you, not to argue."),
                say("The other person may bring someone too. You hear first who it is."),
            ),
        ),
        Part(
            say("If you read this for someone else"),
            (
                say("Let them choose. Read it with them, and let them ask."),
                say("Do not send anything in their name if they do not agree."),
                say("Someone who speaks for the person should not be the one who harmed them."),
            ),
        ),
    ),
    sources=("rjc", "un", "coe"),
)
