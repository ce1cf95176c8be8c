"""Stories that nobody has looked at yet."""

from .stories import Story, told

NEW = (
    Story(
        0.4,
        told(
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
        told(
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
        told(
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
)
