"""What each of the many tells: drawn by chance, the same each time the demonstration is made."""

from random import Random
from typing import Any

from portal.demo.stories import told

from . import happenings, people

Answers = dict[str, Any]


def tell(chance: Random) -> Answers:
    """The answers of one invented person."""
    about = chance.choices(("crime", "dispute", "other"), (46, 44, 10))[0]
    words = {
        "crime": happenings.CRIMES,
        "dispute": happenings.DISPUTES,
        "other": happenings.OTHERS,
    }
    answers = told(_name(chance), about, chance.choice(words[about]))
    for part in (_age, _reach, _place, _matter, _help, _safety, _wishes, _share):
        answers |= part(chance, answers)
    return answers


def _name(chance: Random) -> str:
    first = chance.choice(people.FIRST)
    return first if chance.random() < 0.25 else f"{first} {chance.choice(people.LAST)}"


def _age(chance: Random, _: Answers) -> Answers:
    age = chance.choices(("adult", "16_17", "13_15", "under_13"), (88, 5, 5, 2))[0]
    if age != "under_13":
        return {"age": age}
    return {
        "age": age,
        "who_for": "child",
        "adult_name": chance.choice(people.FIRST),
        "adult_relation": chance.choice(("Mother", "Father", "Grandmother", "Foster carer")),
    }


def _reach(chance: Random, answers: Answers) -> Answers:
    ways = chance.sample(("phone", "text", "email", "here", "letter"), chance.choice((1, 1, 2, 3)))
    number = f"+447700900{chance.randrange(1000):03}"  # Ofcom keeps these for drama
    found: Answers = {"contact_ways": ways}
    if "phone" in ways:
        found |= {"phone_number": number, "phone_message": _mostly(chance)}
    if "text" in ways:
        found["text_number"] = number
    if "email" in ways:
        found["email_address"] = f"{answers['name'].casefold().replace(' ', '.')}@example.com"
    if "letter" in ways:
        street, (place, area) = chance.choice(people.STREETS), chance.choice(people.PLACES)
        found["letter_address"] = f"{chance.randint(1, 90)} {street}\n{place}\n{area}BB"
    found |= {f"{way}_say_who": _mostly(chance) for way in ways if way != "here"}
    if set(ways) != {"here"}:
        found["contact_times"] = _times(chance)
        if chance.random() < 0.12:
            found["contact_others"] = "My phone is sometimes with my partner."
        if chance.random() < 0.08:
            found["contact_never"] = "Not on Fridays, please."
    return found


def _mostly(chance: Random) -> str:
    return chance.choices(("yes", "no"), (3, 1))[0]


def _times(chance: Random) -> list[str]:
    if chance.random() < 0.55:
        return ["any"]
    times = ("weekday_morning", "weekday_afternoon", "weekday_evening", "weekend_day")
    return sorted(chance.sample(times, chance.choice((1, 2, 2, 3))))


def _place(chance: Random, _: Answers) -> Answers:
    place, area = chance.choice(people.PLACES)
    if chance.random() < 0.5:
        return {"postcode": f"{area}{chance.choice('ABDEFGHJ')}{chance.choice('ABDEFGHJ')}"}
    return {"place": place} if chance.random() < 0.8 else {}


def _matter(chance: Random, answers: Answers) -> Answers:
    reported = chance.choices(("yes", "no"), (6, 4))[0]
    found: Answers = {"reported": reported}
    if reported == "yes":
        to = "police" if answers["about"] == "crime" else chance.choice(("landlord", "council"))
        report = {"report_to": to}
        if chance.random() < 0.6:
            report["report_reference"] = f"LK/{chance.randrange(1000, 9999)}/26"
        found["reports"] = [report]
    if answers["about"] == "crime":
        stages = ("not_reported", "looking", "court", "sentenced")
        found["crime_stage"] = chance.choice(stages[1:] if reported == "yes" else stages[:1])
    if answers["about"] == "dispute":
        found["tenure"] = chance.choice(("owned", "private", "council", "association"))
        found["court_case"] = chance.choices(("no", "unsure", "yes"), (8, 1, 1))[0]
        found["reports_six_months"] = chance.choice((0, 0, 1, 2, 5, 12))
    return found


def _help(chance: Random, _: Answers) -> Answers:
    if chance.random() < 0.8:
        return {}
    wanted = chance.choice(
        ("interpreter", "bsl", "easy_read", "large_print", "getting_in", "someone")
    )
    found: Answers = {"help_needed": [wanted]}
    if wanted == "interpreter":
        found["help_language"] = chance.choice(("Polish", "Urdu", "Romanian", "Tigrinya"))
    return found


def _safety(chance: Random, _: Answers) -> Answers:
    if chance.random() < 0.62:
        return {"safety": [chance.choice(("none", "none", "not_say"))]}
    things = ("afraid", "family", "stalking", "sexual", "weapon", "hate", "self_harm", "child")
    weights = (8, 3, 2, 2, 4, 3, 3, 4)
    chosen = chance.choices(things, weights, k=chance.choice((1, 1, 2)))
    found: Answers = {"safety": sorted(set(chosen))}
    if chance.random() < 0.15:
        found |= {"safe_now": "unsure", "after_help": "carry_on"}
    return found


def _wishes(chance: Random, _: Answers) -> Answers:
    matters = ("answers", "say_effect", "apology", "stops", "side_by_side", "heard")
    options = ("talk", "meeting", "messages", "letter", "mediation", "one_side", "circle", "heard")
    return {
        "what_matters": sorted(chance.sample(matters, chance.choice((1, 2, 2, 3)))),
        "leaning": sorted(chance.sample(options, chance.choice((0, 1, 1, 2)))) or ["unsure"],
    }


def _share(chance: Random, _: Answers) -> Answers:
    services = ("vcas", "vip", "peer_mentors", "police", "council", "housing")
    chosen = chance.sample(services, chance.choice((0, 0, 1, 2, 3)))
    return {"share_with": sorted(chosen) or ["nobody"]}
