"""The door of accounts: signing in and out, and one's own account."""

from typing import cast

from flask import Blueprint, Flask

from portal.accounts.login import set_up_login

accounts = Blueprint("accounts", __name__)
accounts.record_once(lambda state: set_up_login(cast(Flask, state.app)))

from portal.accounts import own, signing_in, told  # noqa: E402, F401 - they add their routes
