"""Who works at the demonstration hub and at its partners. Everybody is invented."""

from dataclasses import dataclass

from portal.referral.organisations import Facts
from portal.referral.partner_kinds import Basis, Kind, Matter
from portal.referral.permissions import Role
from portal.referral.training import ALL_LANES

PASSWORD = "quiet-river-lantern"  # noqa: S105 - printed for whoever tries the demonstration
WORD = "kettle"
"""The word that everybody here chose, or agreed with whoever referred them."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    key: str
    name: str
    email: str
    roles: tuple[Role, ...]
    training: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Partner:
    """A partner organisation and the people in it; ``invited`` is somebody who has not come yet."""

    key: str
    facts: Facts
    people: tuple[Person, ...]
    invited: tuple[str, str]


STAFF = (
    Person("practitioner", "Priya Shah", "priya@larkfield.example", (Role.PRACTITIONER,)),
    Person("specialist", "Owen Hughes", "owen@larkfield.example", (Role.PRACTITIONER,), ALL_LANES),
    Person(
        "second",
        "Tomasz Nowak",
        "tomasz@larkfield.example",
        (Role.PRACTITIONER,),
        frozenset({"children", "hate"}),
    ),
    Person("third", "Ffion Price", "ffion@larkfield.example", (Role.PRACTITIONER,)),
    Person("coordinator", "Grace Mensah", "grace@larkfield.example", (Role.COORDINATOR,)),
    Person("administrator", "Alex Brook", "alex@larkfield.example", (Role.ADMINISTRATOR,)),
)

_ALL = tuple(Matter)
_REFERS, _LEADS = (Role.REFERRER,), (Role.PARTNER_ADMINISTRATOR,)

PARTNERS = (
    Partner(
        "police",
        Facts(
            "Larkshire Police",
            Kind.POLICE,
            Basis.STATUTORY,
            "Crime and Disorder Act 1998, section 115",
            sends=(Matter.CRIME, Matter.DISPUTE),
            receives=(Matter.CRIME,),
            service="police",
        ),
        (
            Person("police", "Marcus Bell", "marcus@police.example", _REFERS),
            Person("police_lead", "Anjali Rao", "anjali@police.example", _LEADS),
        ),
        ("Joanna Reid", "joanna@police.example"),
    ),
    Partner(
        "housing",
        Facts("Larkfield Homes", Kind.HOUSING, Basis.CONSENT, sends=_ALL, service="housing"),
        (
            Person("housing", "Denise Fox", "denise@homes.example", _REFERS),
            Person("housing_lead", "Idris Khan", "idris@homes.example", _LEADS),
        ),
        ("Kwame Asante", "kwame@homes.example"),
    ),
    Partner(
        "council",
        Facts(
            "Larkshire Council",
            Kind.COUNCIL,
            Basis.STATUTORY,
            "Crime and Disorder Act 1998, section 115",
            sends=(Matter.DISPUTE, Matter.OTHER),
            service="council",
        ),
        (
            Person("council", "Rosie Tan", "rosie@council.example", _REFERS),
            Person("council_lead", "Peter Lowe", "peter@council.example", _LEADS),
        ),
        ("Wiktoria Zając", "wiktoria@council.example"),
    ),
    Partner(
        "vcas",
        Facts(
            "Victim Care and Advice Service",
            Kind.VICTIM_SERVICE,
            Basis.CONSENT,
            receives=(Matter.CRIME, Matter.OTHER),
            service="vcas",
        ),
        (
            Person("vcas", "Harriet Stone", "harriet@vcas.example", _REFERS),
            Person("vcas_lead", "Omar Aziz", "omar@vcas.example", _LEADS),
        ),
        ("Rhys Bowen", "rhys@vcas.example"),
    ),
    Partner(
        "vip",
        Facts(
            "Vulnerability Intervention Pathway",
            Kind.HEALTH,
            Basis.CONSENT,
            receives=_ALL,
            service="vip",
        ),
        (
            Person("vip", "Duncan Reeve", "duncan@vip.example", _REFERS),
            Person("vip_lead", "Mei Lin", "mei@vip.example", _LEADS),
        ),
        ("Patience Moyo", "patience@vip.example"),
    ),
    Partner(
        "mentors",
        Facts(
            "Community Peer Mentors",
            Kind.COMMUNITY_GROUP,
            Basis.CONSENT,
            receives=_ALL,
            service="peer_mentors",
        ),
        (
            Person("mentors", "Josie Hall", "josie@mentors.example", _REFERS),
            Person("mentors_lead", "Viktor Ilić", "viktor@mentors.example", _LEADS),
        ),
        ("Sade Bello", "sade@mentors.example"),
    ),
    Partner(
        "group",
        Facts("Millgate Neighbours", Kind.COMMUNITY_GROUP, Basis.CONSENT, sends=_ALL),
        (
            Person("group", "Beth Carr", "beth@millgate.example", _REFERS),
            Person("group_lead", "Samuel Obi", "samuel@millgate.example", (*_REFERS, *_LEADS)),
        ),
        ("Nour Haddad", "nour@millgate.example"),
    ),
)

EVERYBODY = (*STAFF, *(person for partner in PARTNERS for person in partner.people))
