"""The people of the benchmark: invented, with names as common as they really are, so that a search
for Smith finds very many and one for a rare name few."""

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any

# How many in ten thousand have each surname: England's commonest, then the long tail is made up.
# Source of the order: Office for National Statistics, surnames in England and Wales; the shares
# are rounded by eye.
_SURNAMES = """
Smith 120 Jones 90 Taylor 65 Williams 60 Brown 60 Davies 45 Evans 40 Wilson 38 Thomas 36
Roberts 35 Johnson 34 Lewis 32 Walker 31 Robinson 31 Wood 30 Thompson 30 White 29 Watson 28
Jackson 28 Wright 27 Green 27 Harris 26 Cooper 26 King 26 Lee 25 Martin 25 Clarke 25 James 24
Morgan 24 Hughes 23 Edwards 23 Hill 22 Moore 22 Clark 22 Harrison 21 Scott 21 Young 20 Morris 20
Hall 20 Ward 19 Turner 19 Carter 18 Phillips 18 Mitchell 18 Patel 40 Khan 30 Begum 15 Ali 25
Hussain 22 Ahmed 22 Singh 25 Kaur 22 Kowalski 3 Nowak 4 Nguyen 5 Chen 6 Wang 6 Osei 3 Mensah 3
Okafor 3 Adeyemi 3 Popescu 4 Ionescu 3 Silva 6 Murphy 12 Kelly 14 O'Brien 8 O'Neill 7 Ryan 7
""".split()  # noqa: SIM905 - a table reads best as one
_FIRST = """
Mohammed 90 Oliver 60 George 55 Harry 55 Jack 80 Jacob 40 Thomas 85 William 75 James 110 John 120
David 120 Michael 95 Paul 85 Andrew 75 Mark 75 Stephen 60 Ian 45 Robert 75 Peter 65 Richard 60
Daniel 80 Matthew 65 Christopher 65 Ryan 40 Liam 40 Adam 50 Aisha 25 Fatima 25 Zainab 12 Priya 12
Olivia 60 Amelia 50 Emily 75 Isla 40 Ava 40 Jessica 70 Sophie 70 Chloe 60 Lucy 55 Grace 45 Mary 90
Margaret 70 Susan 80 Linda 55 Karen 55 Sarah 100 Emma 90 Laura 65 Rebecca 60 Claire 55 Nicola 45
Joanne 40 Tracey 35 Julie 55 Helen 55 Anne 40 Jean 45 Joan 35 Patricia 50 Dorothy 30 Agnieszka 8
Katarzyna 8 Anna 30 Maria 35 Elena 10 Wei 6 Kwame 5 Chidi 4 Ngozi 4 Siobhan 6 Catherine 40 Kate 30
""".split()  # noqa: SIM905
_SYLLABLES = """
ba be bor cal dan del el fen gar hal ing kel lan mar mor nor pen ram sal ten ul ver wick
""".split()  # noqa: SIM905
_WORDS = (  # noqa: SIM905
    "He said the gate was mine to mend and then he broke it again while the children were outside "
    "I asked for it to stop and nobody came back to me about it so I would like to be heard"
).split()

PLACES = [f"{area}{number}" for area in ("LK", "MG", "NB", "OX", "PE") for number in range(1, 91)]
TOWNS = [
    f"{first}{last}"
    for first in ("Lark", "Mill", "North", "Ash", "Oak", "Brook", "Stone", "West", "Hazel", "Thorn")
    for last in ("field", "gate", "ford", "ham", "by")
]


@cache
def _weighted(table: tuple[str, ...]) -> tuple[Sequence[str], Sequence[int]]:
    return table[0::2], list(accumulate(map(int, table[1::2])))


def name(chance: random.Random) -> str:
    """A first name and a surname; every fifth person gives only the first."""
    firsts, weights = _weighted(tuple(_FIRST))
    first = chance.choices(firsts, cum_weights=weights)[0]
    return first if chance.random() < 0.2 else f"{first} {_surname(chance)}"


def _surname(chance: random.Random) -> str:
    names, weights = _weighted(tuple(_SURNAMES))
    if chance.random() < weights[-1] / 10_000 * 1.5:
        return chance.choices(names, cum_weights=weights)[0]
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()


def answers(chance: random.Random) -> dict[str, Any]:
    """What one person answered: some thirty answers, with two paragraphs of their own words."""
    said: dict[str, Any] = {
        "who_for": "me",
        "safe_now": chance.choices(("yes", "unsure", "no"), (90, 7, 3))[0],
        "name": name(chance),
        "age": chance.choices(("adult", "16_17", "13_15"), (970, 20, 10))[0],
        "contact_times": ["any"] if chance.random() < 0.6 else ["weekday_morning"],
        "about": chance.choices(("crime", "dispute", "other"), (55, 35, 10))[0],
        "what_happened": prose(chance, 120),
        "incidents": [{"incident_when": "2026-03", "incident_where": prose(chance, 5)}],
        "reported": "no",
        "other_known": "yes",
        "other_near": chance.choice(("yes", "no")),
        "other_name": name(chance),
        "what_matters": ["stops", "heard"],
        "leaning": ["talk"],
        "share_with": ["nobody"],
    }
    _reachable(chance, said)
    _somewhere(chance, said)
    _helped(chance, said)
    if chance.random() < 0.4:
        reference = f"{chance.randrange(10, 99)}/{chance.randrange(10**6):06}/26"
        said["reported"] = "yes"
        said["reports"] = [{"report_to": "police", "report_reference": reference}]
    return said


def _reachable(chance: random.Random, said: dict[str, Any]) -> None:
    ways = chance.choice((["phone"], ["text", "email"], ["email"], ["here"], ["phone", "here"]))
    said["contact_ways"] = ways
    number = f"+447700{chance.randrange(10**6):06}"
    if "phone" in ways:
        said |= {"phone_number": number, "phone_message": "no", "phone_say_who": "no"}
    if "text" in ways:
        said |= {"text_number": number, "text_say_who": "no"}
    if "email" in ways:
        said["email_address"] = f"person{chance.randrange(10**9)}@person.example"
    if chance.random() < 0.3:
        said["contact_others"] = prose(chance, 12)


def _somewhere(chance: random.Random, said: dict[str, Any]) -> None:
    """Five hundred places, the first much commoner than the last; one in ten says nothing."""
    kind, rank = chance.random(), int(len(PLACES) * chance.random() ** 2)
    outward = PLACES[rank]
    if kind < 0.5:
        letters = "".join(chance.choices("ABDEFGHJLN", k=2))
        said["postcode"] = f"{outward} {chance.randrange(1, 10)}{letters}"
    elif kind < 0.8:
        said["postcode"] = outward
    elif kind < 0.9:
        said["place"] = TOWNS[rank % len(TOWNS)]


def _helped(chance: random.Random, said: dict[str, Any]) -> None:
    """One in ten is in a specialist lane, by age or by what was ticked."""
    if chance.random() < 0.12:
        said["help_needed"] = [chance.choice(("interpreter", "bsl", "getting_in", "large_print"))]
    if chance.random() < 0.12:
        said["safety"] = [
            chance.choice(("family", "stalking", "sexual", "hate", "weapon", "self_harm", "afraid"))
        ]


def prose(chance: random.Random, count: int) -> str:
    """So many words that somebody wrote."""
    return " ".join(chance.choices(_WORDS, k=count))
