"""Stories of people who were told of twice, and of two sides of one matter."""

from .referred import agency
from .stories import Step, Story, told

_AISHA = {
    "contact_ways": ["phone", "here"],
    "phone_number": "+447700900388",
    "phone_message": "no",
    "phone_say_who": "yes",
    "contact_times": ["weekday_evening"],
    "postcode": "LK1 3PL",
}

BY_POLICE = Story(
    74,
    agency(
        "LK/91002/26",
        "Aisha Rahman",
        "crime",
        "Her car was set on fire outside her home in the night. She saw two people run.",
        **_AISHA,
        born="1993-08-17",
        other_identified="yes",
        safe_to_show="yes",
        demand_calls=3,
        demand_attendances=2,
        demand_until="2026-02-27",
        demand_source="Our own records",
    ),
    (Step(2, "practitioner", "take"),),
    by="police",
)
BY_HERSELF = Story(
    50,
    told(
        "Aisha Rehman",
        "crime",
        "They burnt my car. I would like to know why it was mine. I can’t park there any more.",
        **_AISHA,
        what_matters=["answers", "say_effect"],
        leaning=["meeting"],
        share_with=["police", "vcas"],
    ),
    (
        Step(3, "practitioner", "take"),
        Step(4, "practitioner", "join"),
        Step(5, "practitioner", "accept"),
        Step(5.2, "practitioner", "hand_on", "vcas"),
        Step(22, "vcas", "accept_there"),
    ),
)
"""The police told of her on one day, and she herself on the next: one case with two views."""

JOINED = {BY_HERSELF: BY_POLICE}

TWICE = (
    BY_POLICE,
    BY_HERSELF,
    Story(
        33,
        agency(
            "LH/26/0455",
            "Jonathon Okafor",
            "dispute",
            "The fence between the gardens was taken down while he was away.",
            contact_ways=["phone"],
            phone_number="+447700900402",
            postcode="LK2 6DD",
            born="1979-05-02",
            safe_to_show="yes",
        ),
        by="housing",
    ),
    Story(
        7,
        told(
            "Jonathan Okafor",
            "dispute",
            "My neighbour took our fence down and says it was his.",
            contact_ways=["text", "here"],
            text_number="+447700900402",
            contact_times=["any"],
            postcode="LK2 6DD",
            tenure="association",
        ),
    ),
    Story(
        41,
        told(
            "Hollie Grant",
            "dispute",
            "Wayne Pike in the flat above drops things at night, and laughs when I knock.",
            contact_ways=["here"],
            place="Weaver Court, Larkfield",
            other_known="yes",
            other_near="yes",
            other_name="Wayne Pike",
            tenure="association",
        ),
        (Step(6, "specialist", "take"),),
    ),
    Story(
        18,
        told(
            "Wayne Pike",
            "dispute",
            "Hollie Grant bangs on my ceiling with a broom. I work nights, and I suffer.",
            contact_ways=["here"],
            place="Weaver Court, Larkfield",
            other_known="yes",
            other_near="yes",
            other_name="Hollie Grant",
            tenure="association",
        ),
    ),
)
