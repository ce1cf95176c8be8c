"""Stories that somebody else began: a partner organisation, or a group without an account."""

from typing import Any

from .people import WORD
from .stories import GROUP, HOSTILE, Step, Story

_YEAR = "2026"


def agency(reference: str, name: str, about: str, words: str, **more: Any) -> dict[str, Any]:
    """What a partner tells of somebody."""
    return {
        "agency_reference": reference,
        "agency_basis": "consent",
        "agreed_how": "face_to_face",
        "agreed_when": f"{_YEAR}-02",
        "name": name,
        "age": "adult",
        "contact_ways": ["here"],
        "about": about,
        "what_happened": words,
    } | more


REFERRED = (
    Story(
        28,
        agency(
            "LH/26/0417",
            "Blessing Adeyemi",
            "dispute",
            "The neighbour above leaves the taps on and it has come through the ceiling twice. "
            "She thinks it is done on purpose. They used to look after each other’s children.",
            contact_ways=["phone", "text", "here"],
            phone_number="+447700900561",
            phone_message="no",
            phone_say_who="yes",
            text_number="+447700900561",
            contact_times=["weekday_afternoon"],
            postcode="LK1 2AD",
            other_identified="yes",
            other_accepts="partly",
            born="1987-03-09",
            demand_calls=9,
            demand_attendances=2,
            demand_until=f"{_YEAR}-02-20",
            demand_source="Our repairs and complaints records",
            agency_explained="yes",
            safe_to_show="yes",
            agreed_word=WORD,
        ),
        (
            Step(1.5, "practitioner", "take"),
            Step(3, "practitioner", "ask_referrer", "Is there a date for the ceiling repair?"),
        ),
        by="housing",
    ),
    Story(
        55,
        agency(
            "LK/88120/26",
            "Carys",
            "crime",
            "He kicked the door in while she was on the phone to us. Two children were upstairs.",
            agency_basis="statutory",
            agency_basis_reason="Crime and Disorder Act 1998, section 115: high risk, children.",
            contact_ways=["phone"],
            phone_number="+447700900774",
            phone_message="no",
            phone_say_who="no",
            contact_never="Weekends: he has the children then.",
            contact_others="He knows the PIN of her phone.",
            place="Harrow Bank",
            born="1991-11-23",
            other_identified="yes",
            other_accepts="no",
            agency_stage="charged",
            agency_orders="Bail: no contact with her, not to enter Harrow Bank.",
            other_order="yes",
            safe_now="unsure",
            safety=["afraid", "family", "child"],
            agency_abuse="yes",
            agency_dash="high",
            agency_dash_when=f"{_YEAR}-02-26",
            agency_marac="yes",
            agency_child_protection="unsure",
            agency_staff_safety="He has gone for an officer before. Two workers, always.",
            demand_calls=14,
            demand_attendances=11,
            demand_until=f"{_YEAR}-02-28",
            demand_source="Our own records",
            safe_to_show="no",
        ),
        (Step(0.7, "specialist", "take"), Step(1, "specialist", "accept")),
        by="police",
    ),
    Story(
        160,
        agency(
            "<b>ASB</b>/“19”/;--",
            "‮gnirts‬ Zoë " + "ö̸" * 6,
            "dispute",
            HOSTILE + "\n" + "Bins. " * 90,
            contact_ways=["letter"],
            letter_address="1 <script>\n{{ Street }}\nLarkfield\nLK1 2AA",
            agency_orders=HOSTILE,
            agency_staff_safety="</textarea><img src=x onerror=alert(1)>",
        ),
        (
            Step(4, "third", "take"),
            Step(30, "council", "amend", HOSTILE * 2),
            Step(50, "council", "withdraw", "</script> They don’t want this any more. " + HOSTILE),
        ),
        by="council",
    ),
    Story(
        210,
        agency(
            "MN-7",
            "Old Mr Petrov",
            "dispute",
            "Boys throw things at his windows. He says it is nothing. He has stopped going out.",
            born="1944-01-30",
            help_needed=["interpreter"],
            help_language="Bulgarian",
            safe_to_show="yes",
            agreed_word=WORD,
        ),
        (
            Step(20, "practitioner", "take"),
            Step(26, "practitioner", "ask_referrer", "Which afternoons is he at the club?"),
            Step(40, "group", "answer", "Tuesdays and Thursdays, from two."),
            Step(60, "person", "take_over"),
            Step(60.5, "person", "write", "It is not nothing. I would like to speak to them."),
            Step(70, "practitioner", "accept"),
        ),
        by="group",
    ),
    Story(
        340,
        {
            "agreed_how": "phone",
            "agreed_when": f"{_YEAR}-02",
            "agreed_to": ["pass_on", "contact"],
            "name": "Lily",
            "contact_ways": ["text"],
            "text_number": "+447700900233",
            "about": "dispute",
            "need_line": "Trouble with next door since the summer",
            "safety_call": "soon",
            "referrer_name": "Agnes Whitlock",
            "referrer_role": "I run the food bank",
            "referrer_group": "St Hild’s food bank",
            "referrer_phone": "+441632960771",
        },
        (Step(5, "third", "take"),),
        by=GROUP,
    ),
)
"""The first of them waits to be taken over, with the code that the demonstration prints."""
