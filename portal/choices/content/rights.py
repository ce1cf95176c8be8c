"""Your rights under the Victims' Code, dated."""

from portal.choices.shapes import GuidePage, Part
from portal.referral.words import say

PAGE = GuidePage(
    id="rights",
    title=say("Your rights"),
    lead=say(
        "If you are a victim of crime in England or Wales, the Victims’ Code of 2021 gives you "
        "rights. These are the ones that touch this guide."
    ),
    parts=(
        Part(
            say("Being told about it"),
            (
                say(
                    "When you report a crime to the police, they must tell you about this kind of"
                    " help and how to get it."
                ),
                say("If the one who did it is under 18, a youth team tells you."),
                say("They must do so within 5 working days of your report."),
            ),
        ),
        Part(
            say("If you need more care"),
            (
                say(
                    "Some people have “enhanced rights”. You then must be told within 1 working "
                    "day."
                ),
                say(
                    "That is so for people under 18, and for those whose health or fear makes it "
                    "harder to be a witness. It is also so after the most serious crimes, or when"
                    " someone is targeted again and again."
                ),
                say("Ask the police if you are one of them."),
            ),
        ),
        Part(
            say("Getting support"),
            (
                say(
                    "The police must put you in touch with a support service within 2 working "
                    "days of your report."
                ),
                say(
                    "You do not have to report to get support. You can go to a service at any time."
                ),
                say("You can come to us with no report too."),
            ),
        ),
        Part(
            say("What the Code does not give"),
            (
                say(
                    "It does not give a right to meet the other person. They must agree, and it "
                    "must be safe."
                ),
                say(
                    "It is about crime. For a quarrel with a neighbour that is no crime, you can "
                    "still ask us."
                ),
                say("It is for England and Wales."),
            ),
        ),
        Part(
            say("If you were not told"),
            (
                say("You can ask the police why, and you can complain. We can help you to do it."),
                say("You can ask us now. You do not have to wait to be told."),
            ),
        ),
        Part(
            say("When we checked this"),
            (
                say(
                    "Last checked: %(checked)s. The law may have changed since. This page is no "
                    "advice on the law."
                ),
            ),
        ),
    ),
    sources=("victims_code",),
)
