"""The page around every page: rendered once a language and door, then joined to each main part."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import jinja2
from flask import Flask, Response, current_app, request
from flask_wtf.csrf import generate_csrf
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portal.referral.hub import Hub
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.guard import opened_by, wants_shortcuts
from portal.web.language import current_language, offered_languages, set_up_language
from portal.web.received_badge import received_badge

Door = Literal["public", "partner", "hub"]

MANIFEST = Path(__file__).parents[1] / "static" / "build" / "manifest.json"
_BUSIEST = {
    "fields": ("question_fields",),
    "forms": ("button", "error_summary"),
    "text": ("notification_banner",),
}
_IN_HEADER = (
    Act.SEE_INBOX,
    Act.WORK,
    Act.SEE_LOAD,
    Act.MANAGE_ACCOUNTS,
    Act.SEE_FIGURES,
    Act.READ_AUDIT,
    Act.TAKE_CALLBACKS,
    Act.HAND_ON,
    Act.MANAGE_ORGANISATIONS,
    Act.FOLLOW,
    Act.MANAGE_COLLEAGUES,
    Act.RECEIVE,
)
_MARKS = ("title", "path", "person", "received", "csrf", "shortcuts", "back", "main")


class AssetsMissing(RuntimeError):
    """The stylesheets, scripts and fonts were not built."""


class Template(jinja2.Template):
    """A template whose macros are imported once.

    Jinja compares the globals of both templates at every import, for apps that give some of them
    to single templates. Ours are the environment's alone, and the comparing took a tenth of a page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


@dataclass(frozen=True)
class Shell:
    """One rendered shell, cut where each page differs: ``pieces`` are strings, ``marks`` the names
    of what goes between them."""

    pieces: tuple[str, ...]
    marks: tuple[str, ...]

    def around(self, parts: dict[str, str]) -> str:
        """The whole page; ``parts`` are already HTML."""
        page = [self.pieces[0]]
        for mark, piece in zip(self.marks, self.pieces[1:], strict=True):
            page.append(parts[mark])
            page.append(piece)
        return "".join(page)


def set_up_shell(app: Flask, hub: Hub) -> None:
    """Give ``app`` its languages, its built assets and its shells.

    Raises AssetsMissing when ``assets/build.mjs`` has not run.
    """
    set_up_language(app, hub)
    try:
        manifest = json.loads(MANIFEST.read_text())
    except FileNotFoundError:
        raise AssetsMissing(
            "The stylesheets and scripts are not built yet. Run bin/setup, then try again."
        ) from None
    base = f"{app.static_url_path}/build/"
    app.extensions["portal_assets"] = {name: base + file for name, file in manifest.items()}
    app.extensions["portal_shells"] = {}
    app.jinja_env.template_class = Template
    app.jinja_env.globals.update(hub=hub, static_url=static_url)
    app.jinja_env.globals["ui"] = _components(app)


def _components(app: Flask) -> SimpleNamespace:
    """The macros that the busiest templates use, read once: importing them costs each render."""
    chosen = SimpleNamespace()
    for file, names in _BUSIEST.items():
        module = app.jinja_env.get_template(f"components/{file}.html").module
        for name in names:
            setattr(chosen, name, getattr(module, name))
    return chosen


def static_url(name: str) -> str:
    """The address of a built file, such as ``site.css``: it has a hash in it, so it may be kept."""
    assets: dict[str, str] = current_app.extensions["portal_assets"]
    return assets[name]


def render(
    template: str,
    *,
    title: str,
    back: str | None = None,
    status: int = 200,
    error: bool = False,
    door: Door = "public",
    person: str | None = None,
    neutral: bool = False,
    **context: Any,
) -> Response:
    """A whole page around ``template``, which holds only what stands in main.

    ``title`` is already in the reader's language and says nothing personal: it stays in the
    browser's history. ``back`` is where the Back link leads; ``error`` puts "Error:" before the
    title; ``person`` is the staff member signed in, whose name and Sign out stand in the header,
    with links to the pages that their roles open. What is ``neutral`` bears the hub's neutral name.
    Templates get ``context`` and the template globals, and nothing from context processors.
    """
    main = current_app.jinja_env.get_template(template).render(context, title=title)
    return page(
        main,
        title=title,
        back=back,
        status=status,
        error=error,
        door=door,
        person=person,
        neutral=neutral,
    )


def page(
    main: str,
    *,
    title: str,
    back: str | None = None,
    status: int = 200,
    error: bool = False,
    door: Door = "public",
    person: str | None = None,
    neutral: bool = False,
) -> Response:
    """As ``render``, around a main part that is already HTML."""
    language = current_language()
    shells: dict[tuple[object, ...], Shell] = current_app.extensions["portal_shells"]
    opens = frozenset() if person is None else opened_by(_IN_HEADER)
    key = (language.code, door, person is not None, opens, neutral)
    shell = shells.get(key)
    if shell is None:
        shell = shells[key] = _make_shell(door, person is not None, opens, neutral=neutral)
    parts = {"main": main, "path": "", "person": "", "csrf": "", "back": ""}
    parts["title"] = escape(title)
    if error:
        parts["title"] = language.markup(say("Error:")) + " " + parts["title"]
    if back is not None:
        parts["back"] = Markup(
            '<nav class="back" aria-label="{0}"><a href="{1}" class="govuk-back-link" '
            'data-shortcut="u">{0}</a></nav>'
        ).format(language.markup("Back"), back)
    if "path" in shell.marks:
        parts["path"] = escape(request.path)
    if person is not None:
        parts["person"] = escape(person)
        parts["csrf"] = escape(generate_csrf())
    if "received" in shell.marks:
        parts["received"] = received_badge()
    if "shortcuts" in shell.marks:
        parts["shortcuts"] = "on" if wants_shortcuts() else "off"
    return Response(shell.around(parts), status, content_type="text/html; charset=utf-8")


def _make_shell(
    door: Door, signed_in: bool, opens: frozenset[Act], *, neutral: bool = False
) -> Shell:
    """The shell's template, rendered with a mark in each place that differs and cut there."""
    marks = {name: Markup("\0{}\0").format(name) for name in _MARKS}
    template = current_app.jinja_env.get_template("shell.html")
    whole = template.render(
        marks=marks,
        door=door,
        signed_in=signed_in,
        opens=opens,
        neutral=neutral,
        languages=list(offered_languages()),
    )
    cut = whole.split("\0")
    return Shell(pieces=tuple(cut[0::2]), marks=tuple(cut[1::2]))
