"""The referral portal of a restorative hub: here everything meets."""

import hashlib
import logging
import os
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from portal.delivery.routes import configured_channels
from portal.referral.office import Chance, Office
from portal.settings import Settings
from portal.storage.engine import make_engine
from portal.storage.vault import open_vault
from portal.web.desk import Desk
from portal.web.errors import set_up_errors
from portal.web.guard import refuse_unguarded, set_up_guard
from portal.web.headers import set_up_headers
from portal.web.language import Languages
from portal.web.shell import set_up_shell

MOST_BYTES = 2 * 1024 * 1024
"""The largest request taken in: far more than the longest answers of one page together."""


def create_app(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    chance: Chance | None = None,
) -> Flask:
    """The whole portal, ready to serve. Without ``settings`` they come from the environment.

    Raises SettingsMistakes, or a StorageProblem when the master keys don't fit the database,
    before anybody is served.
    """
    settings = settings or Settings.from_environment(os.environ)
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(levelname)s %(name)s %(message)s"
    )
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    _configure(app, settings)
    forgery = CSRFProtect(app)
    set_up_shell(app, settings.hub)
    furnish(app, settings, clock=clock, chance=chance)
    set_up_errors(app)
    set_up_guard(app)
    _open_doors(app)
    if settings.demo:
        from portal.demo.codes import codes

        app.register_blueprint(codes)
    refuse_unguarded(app)
    for view in app.view_functions.values():
        if getattr(view, "own_token_check", False):
            forgery.exempt(view)
    _serve_files(app)
    set_up_headers(app)
    _believe_proxies(app, settings)
    return app


def furnish(
    app: Flask,
    settings: Settings,
    *,
    clock: Callable[[], datetime] | None = None,
    chance: Chance | None = None,
) -> None:
    """Give ``app`` its desk: the hub at work, and its database. One it had before is left as it is.

    Raises a StorageProblem when the master keys don't fit the database.
    """
    engine = make_engine(settings.database_url)
    office = Office(settings.hub, open_vault(engine, settings.keyring), address=settings.public_url)
    if clock is not None:
        office.clock = clock
    if chance is not None:
        office.chance = chance
    languages: Languages = app.extensions["portal_languages"]
    office.speaker = languages.speaker
    office.sends = configured_channels(settings)
    app.extensions["portal_desk"] = Desk(office, engine, settings)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        # A key of its own, and no time limit: a slow writer is not an attacker.
        WTF_CSRF_SECRET_KEY=hashlib.sha256(b"csrf:" + settings.secret_key.encode()).hexdigest(),
        WTF_CSRF_TIME_LIMIT=None,
        # Pages send no referrer, so that addresses stay here; the token is what protects.
        WTF_CSRF_SSL_STRICT=False,
        # WTForms says nothing to people here, so it need not load words to say it with.
        WTF_I18N_ENABLED=False,
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=2000,
    )


def _open_doors(app: Flask) -> None:
    from portal.accounts import accounts
    from portal.api import api
    from portal.api.metrics import metrics
    from portal.hub import hub
    from portal.partner import partner
    from portal.public import public

    for door in (public, partner, hub, api, metrics, accounts):
        app.register_blueprint(door)


def _serve_files(app: Flask) -> None:
    """Static files, compressed and kept for ever by browsers: their names change with them."""
    files = WhiteNoise(
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=0,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: "/build/" in url,
    )
    app.wsgi_app = files  # type: ignore[method-assign]


def _believe_proxies(app: Flask, settings: Settings) -> None:
    """Take the visitor's address from as many proxies as stand before the portal, and no more."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
