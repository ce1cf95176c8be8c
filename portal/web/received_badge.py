"""The mark in the header that says how much was handed on to an organisation and waits."""

from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from portal.referral.handing_on.crossing_list import count_waiting
from portal.referral.words import say_count
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import current_language

_MOST = 99
_WAIT = say_count("%(count)s waits for your answer", "%(count)s wait for your answer")


def received_badge() -> str:
    """How many wait for the organisation of whoever is signed in; empty where none does."""
    organisation = current_staff().organisation
    if organisation is None:
        return ""
    try:
        with desk().walled_look(organisation) as session:
            count = count_waiting(session)
    except SQLAlchemyError:
        return ""  # a page that says that the records are busy needs a header, too
    if not count:
        return ""
    shown = str(count) if count <= _MOST else f"{_MOST}+"
    words = current_language().speaker.count(_WAIT, count)
    return Markup(
        '<span class="top__badge"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">, {}</span></span>'
    ).format(shown, words)
