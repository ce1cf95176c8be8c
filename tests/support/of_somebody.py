"""What somebody tells of another person, as a form sends it: the least that is enough."""

from datetime import date

TODAY = date(2026, 3, 2)

BY_AGENCY: dict[str, list[str]] = {
    "agency_reference": ["AB 12/26"],
    "agency_basis": ["consent"],
    "agreed_how": ["phone"],
    "agreed_when": ["2026-02"],
    "name": ["Ann"],
    "contact_ways": ["here"],
    "about": ["crime"],
}

BY_COMMUNITY: dict[str, list[str]] = {
    "agreed_how": ["face_to_face"],
    "agreed_when": ["2026-03-01"],
    "agreed_to": ["pass_on", "contact"],
    "name": ["Ann"],
    "contact_ways": ["here"],
    "about": ["dispute"],
    "referrer_name": ["Bo"],
    "referrer_role": ["Runs the food bank"],
    "referrer_phone": ["01632 960 001"],
}
