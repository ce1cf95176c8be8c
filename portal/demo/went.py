"""Stories of what was handed on: gone, answered, asked about, refused, held back, taken back."""

from .stories import HOSTILE, Step, Story, told

WENT = (
    Story(
        120,
        told(
            "Leanne Foster",
            "crime",
            "Somebody I trusted took my bank card. I feel so stupid.",
            contact_ways=["text", "here"],
            text_number="+447700900517",
            contact_times=["weekday_morning"],
            postcode="LK1 8QN",
            what_matters=["heard"],
            share_with=["vcas", "vip"],
        ),
        (
            Step(2, "practitioner", "take"),
            Step(5, "practitioner", "accept"),
            Step(6, "practitioner", "hand_on", "vcas"),
            Step(7, "practitioner", "hand_on", "vip"),
            Step(28, "vcas", "accept_there"),
            Step(30, "vip", "decline_there", "no_room:We are full until the summer. Sorry."),
            Step(74, "vcas", "finish_there", "She has a new card, and a plan."),
        ),
    ),
    Story(
        98,
        told(
            "Mr Hargreaves",
            "dispute",
            "Nobody on our street talks to me since the thing with the bins.",
            age="adult",
            contact_ways=["phone"],
            phone_number="+441632960521",
            phone_message="yes",
            phone_say_who="yes",
            contact_times=["weekday_morning"],
            share_with=["peer_mentors"],
        ),
        (
            Step(3, "third", "take"),
            Step(4, "third", "accept"),
            Step(5, "third", "hand_on", "mentors"),
            Step(26, "mentors", "accept_there"),
        ),
    ),
    Story(
        60,
        told(
            "Kasia",
            "crime",
            "They shout at me in the shop because of how I speak. " + HOSTILE,
            contact_ways=["email"],
            email_address="kasia.demo@example.com",
            contact_times=["any"],
            safety=["none"],
            share_with=["vcas"],
        ),
        (
            Step(2, "practitioner", "take"),
            Step(3, "practitioner", "accept"),
            Step(4, "practitioner", "hand_on", "vcas"),
            Step(22, "vcas", "ask_there", "Does she need an interpreter for Polish?"),
        ),
    ),
    Story(
        54,
        told(
            "Tyrone",
            "crime",
            "I was pushed off my bike. Now I don’t sleep, and I drink to sleep.",
            contact_ways=["here"],
            share_with=["vcas"],
        ),
        (
            Step(2, "third", "take"),
            Step(4, "third", "accept"),
            Step(5, "third", "ask_first", "vip"),
        ),
    ),
    Story(
        15,
        told(
            "Gwen",
            "crime",
            "It was the man who reads our meters. My sister works at the council.",
            contact_ways=["here"],
        ),
        (
            Step(2, "practitioner", "take"),
            Step(3, "practitioner", "accept"),
            Step(3.1, "practitioner", "hold_back", "first"),
        ),
    ),
    Story(
        20,
        told("Bernard", "crime", "They took my late wife’s ring.", contact_ways=["here"]),
        (Step(2, "third", "take"), Step(4, "third", "accept")),
    ),
    Story(
        9,
        told("Ines", "crime", "My phone was pulled out of my hand.", contact_ways=["here"]),
        (Step(1, "practitioner", "take"), Step(2, "practitioner", "accept")),
    ),
    Story(
        77,
        told(
            "Abdi",
            "dispute",
            "The shop below us plays music until three.",
            contact_ways=["here"],
            postcode="LK3 2BB",
        ),
        (
            Step(2, "third", "take"),
            Step(3, "third", "accept"),
            Step(26, "third", "recall", "first"),
        ),
    ),
    Story(
        52,
        told(
            "Maria-Magdalena Anastasia Konstantinopoulou-Papadimitriou-Featherstonehaugh",
            "crime",
            "My handbag was taken at the market.",
            contact_ways=["here"],
        ),
        (Step(3, "practitioner", "take"), Step(5, "practitioner", "accept")),
    ),
    Story(
        101,
        told(
            "Sunita",
            "crime",
            "My shed was broken into.",
            contact_ways=["here"],
            share_with=["vcas"],
        ),
        (
            Step(2, "practitioner", "take"),
            Step(4, "practitioner", "accept"),
            Step(30, "person", "correct", "My shed was broken into, and then the garage as well."),
            Step(31, "practitioner", "correct", "first"),
        ),
    ),
)
