"""The people of the demonstration hub. All of them are invented, and so is what happened to them.

Some hold text that breaks careless pages: very long names, right-to-left script, combining marks,
markup. Hours are counted back from now.
"""

from dataclasses import dataclass
from typing import Any

HOSTILE = '<script>alert("x")</script> {{ 7 * 7 }} %(hub)s \'; DROP TABLE referral; --'


@dataclass(frozen=True)
class Step:
    """Something that somebody does ``hours`` after the referral came in."""

    hours: float
    who: str
    verb: str
    text: str = ""


@dataclass(frozen=True)
class Story:
    """One referral: how many hours ago it came, what was answered, what was done about it."""

    hours: float
    answers: dict[str, Any]
    steps: tuple[Step, ...] = ()
    language: str = "en_GB"


def _told(name: str, about: str, words: str, **more: Any) -> dict[str, Any]:
    return {
        "who_for": "me",
        "safe_now": "yes",
        "name": name,
        "age": "adult",
        "contact_ways": ["here"],
        "about": about,
        "what_happened": words,
        "incidents": [],
        "share_with": ["nobody"],
    } | more


STORIES = (
    Story(
        0.4,
        _told(
            "Marta",
            "crime",
            "He waits outside my work. Last night he was at the flat again and would not leave.\n\n"
            "I have told my sister but nobody else.",
            safe_now="unsure",
            after_help="ring_me",
            contact_ways=["phone", "here"],
            phone_number="+447700900142",
            phone_message="no",
            phone_say_who="no",
            contact_times=["weekday_morning"],
            contact_never="Not after three o’clock: he is home by then. Never on Fridays.",
            contact_others="He looks through my phone. My sister can answer it, nobody else.",
            code_word="elderflower",
            place="Millgate, Larkfield",
            help_needed=["interpreter"],
            help_language="Polish",
            incidents=[
                {
                    "incident_when": "2026-11",
                    "incident_where": "Outside work",
                    "incident_often": "weekly",
                },
            ],
            reported="no",
            crime_stage="not_reported",
            other_known="yes",
            other_near="yes",
            other_order="no",
            other_aware="no",
            other_name="Rafał Zieliński",
            safety=["afraid", "family", "stalking"],
            safety_more="If a man answers, say you are from the dentist.",
            what_matters=["stops", "heard"],
            leaning=["talk", "one_side"],
            share_with=["vcas"],
        ),
    ),
    Story(
        2.5,
        _told(
            "Dev",
            "dispute",
            "The bass starts at eleven at night and goes on until two. I have knocked, I have left "
            "a note. Now he shouts at my kids on the stairs.",
            contact_ways=["text", "email"],
            text_number="+447700900318",
            text_say_who="yes",
            email_address="dev.demo@example.com",
            email_say_who="yes",
            contact_times=["any"],
            postcode="LK1 4QT",
            reported="yes",
            reports=[
                {"report_to": "landlord", "report_when": "2026-09", "report_reference": "LH-20388"}
            ],
            tenure="association",
            landlord="Larkfield Homes",
            reports_six_months=7,
            court_case="no",
            other_known="sight",
            other_near="yes",
            safety=["child"],
            what_matters=["stops", "side_by_side"],
            leaning=["mediation", "messages"],
            share_with=["housing", "council"],
        ),
    ),
    Story(
        5,
        _told(
            "Ellie",
            "other",
            "They made a group chat about me. Everyone in my year is in it.",
            age="13_15",
            contact_ways=["worker", "here"],
            worker_who="Miss Green, form tutor at Larkfield High, 01632 960177",
            worker_say_who="yes",
            contact_times=["weekday_afternoon"],
            safety=["self_harm"],
            what_matters=["stops", "apology"],
            leaning=["unsure"],
        ),
    ),
    Story(
        20,
        _told(
            "عبد الرحمن بن عبد العزيز الأنصاري",
            "crime",
            "كسروا نافذة الدكان مرتين هذا الشهر.\n\nThey wrote words on the shutter as well.",
            contact_ways=["phone", "letter"],
            phone_number="+447700900455",
            phone_message="yes",
            phone_say_who="yes",
            letter_address="14 Foundry Row\nLarkfield\nLK2 7BB",
            letter_say_who="no",
            contact_times=["weekday_afternoon", "weekday_evening"],
            place="Foundry Row",
            crime_stage="looking",
            reported="yes",
            reports=[{"report_to": "police", "report_reference": "LK/4471/26"}],
            safety=["hate"],
            what_matters=["answers", "say_effect"],
            leaning=["meeting", "circle"],
            share_with=["police", "vcas"],
        ),
        (Step(1.5, "specialist", "take"),),
    ),
    Story(
        26,
        _told(
            "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley the Third of "
            "Upper Larkfield",
            "dispute",
            "The hedge. " * 120,
            contact_ways=["email"],
            email_address="a.very.long.address.that.goes.on.and.on.and.on@subdomain.example.com",
            contact_times=["weekend_day"],
            tenure="owned",
            court_case="unsure",
            what_matters=["side_by_side"],
            leaning=["mediation"],
        ),
        (
            Step(2, "practitioner", "take"),
            Step(2.2, "practitioner", "ask", "Is the hedge on your side of the line, or theirs?"),
        ),
    ),
    Story(
        50,
        _told(
            HOSTILE,
            "crime",
            HOSTILE + "\n" + "<b>bold</b> & <img src=x onerror=alert(1)> \u202eesrever\u202c",
            contact_ways=["phone", "text"],
            phone_number="+447700900611",
            text_number="+447700900611",
            contact_times=[],
            contact_others="<marquee>everyone</marquee>",
            crime_stage="sentenced",
            what_matters_more="]]> --> */ `whoami`",
        ),
        (Step(1, "practitioner", "note", "<em>A note</em> with {{ braces }} and a </textarea>."),),
    ),
    Story(
        73,
        _told(
            "Z̸̡̛͓͎͈̮̭̆̈́͑a̷͉̎l̵̨̛g̴̣͋o̶͓͝ (Zoë Ångström-Nguyễn)",
            "crime",
            "My bike was taken and then I saw who was riding it. I would like to say to his face "
            "what it cost me.",
            contact_ways=["text", "here"],
            text_number="+447700900727",
            text_say_who="no",
            contact_times=["weekday_evening", "weekend_day"],
            crime_stage="sentenced",
            reported="yes",
            reports=[{"report_to": "police"}],
            safety=["none"],
            what_matters=["answers", "apology"],
            leaning=["meeting", "letter"],
            share_with=["police"],
        ),
        (
            Step(3, "practitioner", "take"),
            Step(4, "practitioner", "note", "Read it twice. Clear about wanting a meeting."),
            Step(5, "practitioner", "accept"),
            Step(5.2, "practitioner", "write", "We would like to help. Can we meet next week?"),
            Step(20, "person", "write", "Yes. Wednesday after six is good for me."),
        ),
    ),
    Story(
        96,
        _told(
            "Ngozi",
            "crime",
            "It was my cousin. I have not said it out loud before.",
            contact_ways=["here"],
            safety=["sexual", "family", "self_harm"],
            what_matters=["heard", "unsure"],
            leaning=["heard", "talk"],
        ),
        (
            Step(0.5, "specialist", "take"),
            Step(1, "specialist", "hold", "Her brother has the code. Strategy call on Monday."),
        ),
    ),
    Story(
        120,
        _told(
            "Sam",
            "dispute",
            "Parking. It is always parking.",
            contact_ways=["phone"],
            phone_number="+441632960848",
            phone_message="yes",
            phone_say_who="yes",
            contact_times=["any"],
            tenure="private",
            what_matters=["side_by_side"],
            leaning=["messages"],
        ),
    ),
    Story(
        190,
        _told(
            "Theo",
            "crime",
            "Two lads pushed me over for my phone. I keep thinking about why me.",
            who_for="child",
            adult_name="Ruth",
            adult_relation="Grandmother",
            age="under_13",
            contact_ways=["phone"],
            phone_number="+447700900236",
            phone_message="no",
            phone_say_who="yes",
            contact_times=["weekday_morning", "weekday_afternoon"],
            crime_stage="court",
            what_matters=["answers"],
            leaning=["talk"],
            share_with=["vcas", "police"],
        ),
        (Step(2, "coordinator", "take"), Step(3, "coordinator", "accept")),
    ),
    Story(
        300,
        _told(
            "Pat",
            "dispute",
            "They park across my drive. I have had enough of it.",
            contact_ways=["letter"],
            letter_address="3 Weir Lane\nStonely\nXX9 1ZZ",
            contact_times=["any"],
            place="Stonely",
            tenure="council",
        ),
        (
            Step(3, "practitioner", "take"),
            Step(
                26,
                "practitioner",
                "refuse",
                "Thank you for telling us. You live outside the area that we can work in, and we "
                "are sorry that we can't do this with you ourselves. Stonely Mediation can: "
                "01632 960555. You did nothing wrong in coming to us.",
            ),
        ),
    ),
    Story(
        400,
        _told(
            "J",
            "other",
            "",
            contact_ways=["here"],
            what_matters=["unsure"],
            leaning=["other_help"],
        ),
        (Step(4, "practitioner", "take"), Step(30, "person", "stop")),
    ),
    Story(
        460,
        _told(
            "Robin",
            "dispute",
            "We sorted it out ourselves. Please take my name off your computer.",
            contact_ways=["here"],
            tenure="council",
        ),
        (Step(30, "person", "stop"), Step(31, "person", "ask_erasure")),
    ),
)
