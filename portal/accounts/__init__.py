"""The door of accounts: signing in and out, one's own account, and those of colleagues."""

from typing import cast

from flask import Blueprint, Flask

from portal.accounts.login import set_up_login

accounts = Blueprint("accounts", __name__)
accounts.record_once(lambda state: set_up_login(cast(Flask, state.app)))

from portal.accounts import (  # noqa: E402 - they add their routes
    invitations,  # noqa: F401
    one_organisation,  # noqa: F401
    organisation_people,  # noqa: F401
    organisations,  # noqa: F401
    own,  # noqa: F401
    people,  # noqa: F401
    proofs,  # noqa: F401
    provider,  # noqa: F401
    proving,  # noqa: F401
    setting_up,  # noqa: F401
    shortcuts,  # noqa: F401
    signing_in,  # noqa: F401
    standing_in,  # noqa: F401
    told,  # noqa: F401
)
