"""The door of partner organisations: referring somebody, and following what was referred.

Every view works behind the wall of the organisation whose account is signed in: it opens its
sessions by `walled` and `walled_look` of this package, and by nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort
from sqlalchemy.orm import Session

from portal.web.desk import desk
from portal.web.guard import current_staff

partner = Blueprint("partner", __name__, url_prefix="/partner")


@contextmanager
def walled() -> Iterator[Session]:
    """A session of the signed-in organisation whose changes are kept together, or not at all."""
    organisation = current_staff().organisation
    if organisation is None:
        abort(404)
    with desk().walled(organisation) as session:
        yield session


@contextmanager
def walled_look() -> Iterator[Session]:
    """The same, and it only reads."""
    organisation = current_staff().organisation
    if organisation is None:
        abort(404)
    with desk().walled_look(organisation) as session:
        yield session


from portal.partner import (  # noqa: E402 - they add their routes
    again,  # noqa: F401
    amending,  # noqa: F401
    asking,  # noqa: F401
    cards,  # noqa: F401
    drafts,  # noqa: F401
    enquiring,  # noqa: F401
    figures,  # noqa: F401
    lists,  # noqa: F401
    one_referral,  # noqa: F401
    people,  # noqa: F401
    receipt,  # noqa: F401
    received,  # noqa: F401
    received_doing,  # noqa: F401
    removing,  # noqa: F401
    same_matter,  # noqa: F401
    search,  # noqa: F401
    sending,  # noqa: F401
    watching,  # noqa: F401
    withdrawing,  # noqa: F401
)
