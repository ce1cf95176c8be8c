"""The public door: pages that anyone may read, the journey of referring, and following it."""

from flask import Blueprint

public = Blueprint("public", __name__)

from portal.public import (  # noqa: E402, F401 - they add their routes
    again,
    agreeing,
    by_card,
    coming_back,
    community,
    corrections,
    equality,
    how_things_are,
    journey,
    pages,
    receipt,
    referrers,
    rights,
    same_matter,
    sending,
    standing,
    told,
    tracking,
    yours,
)
from portal.public.guide import routes  # noqa: E402, F401
