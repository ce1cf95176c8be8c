"""The example hub, and an app of nothing but its pages of words."""

from functools import cache
from pathlib import Path

from flask import Flask

from portal.referral.hub import Hub, read_hub

ROOT = Path(__file__).parents[2]


@cache
def example_hub(*languages: str) -> Hub:
    """The hub of hub.example.toml, offering ``languages`` (its own when there are none)."""
    hub = read_hub((ROOT / "hub.example.toml").read_text())
    return hub.model_copy(update={"languages": languages}) if languages else hub


def pages_app(*languages: str) -> Flask:
    """An app with the shell and the public pages, without storage or accounts."""
    from portal.public import public
    from portal.web.shell import set_up_shell

    app = Flask("portal", root_path=str(ROOT / "portal"))
    app.config.update(SECRET_KEY="only for tests", TESTING=True)
    set_up_shell(app, example_hub(*languages))
    app.register_blueprint(public)
    return app
