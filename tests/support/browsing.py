"""A browser for tests: it fills in the forms that pages really hold, and goes where they lead."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient

from tests.support.strict_html import parsed, text_of


class NotOnPage(AssertionError):
    """What a test looked for is not on the page."""


@dataclass
class Browser:
    """One person's browser. ``page`` is what it shows; ``url`` is where it is,
    and ``address`` the same with what stands after the question mark."""

    client: FlaskClient
    url: str = ""
    address: str = ""
    status: int = 0
    html: str = ""
    response: object = None

    @property
    def page(self) -> Element:
        """The tree of what it shows."""
        return parsed(self.html)[0] if self.html else Element("html")

    def go(self, url: str) -> "Browser":
        """Open an address, following redirects."""
        return self._show(self.client.get(url, follow_redirects=True))

    def follow(self, text: str) -> "Browser":
        """Follow the first link whose words contain ``text``."""
        for link in self.page.iter("a"):
            if text in text_of(link):
                return self.go(link.get("href", ""))
        raise NotOnPage(f"no link says {text!r} on {self.url}")

    def send(self, button: str, to: str | None = None, **answers: str | list[str]) -> "Browser":
        """Fill in the form that has ``button`` and press it; boxes not named keep what they held.

        ``to`` is the form's address where several forms have the same button. Names may write
        ``__`` for a hyphen.
        """
        action, data = self.filled(button, to, **answers)
        return self._show(self.client.post(action, data=data, follow_redirects=True))

    def post(self, action: str, data: dict[str, list[str]]) -> "Browser":
        """Send what ``filled`` gave: late, or once more."""
        return self._show(self.client.post(action, data=data, follow_redirects=True))

    def filled(
        self, button: str, to: str | None = None, **answers: str | list[str]
    ) -> tuple[str, dict[str, list[str]]]:
        """Where the form goes and what it would send, to send twice or late."""
        form, pressed = self._form(button, to)
        data = _held(form)
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        names = {box.get("name") for box in form.iter() if box.get("name")}
        for name, value in answers.items():
            name = name.replace("__", "-")
            if name not in names:
                raise NotOnPage(f"no box is named {name!r} on {self.url}: {sorted(names)}")
            data[name] = [value] if isinstance(value, str) else value
        return pressed.get("formaction") or form.get("action") or self.address, data

    def says(self, *texts: str) -> bool:
        """Whether the page's main part says all of ``texts``."""
        said = self.text
        return all(" ".join(text.split()) in said for text in texts)

    @property
    def untokened(self) -> str:
        """The whole page without its forms' token, which another second makes another one."""
        return re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", self.html)

    @property
    def text(self) -> str:
        """The words of the page's main part."""
        main = self.page.find(".//main")
        return text_of(main) if main is not None else ""

    @property
    def heading(self) -> str:
        """The words of the page's h1."""
        return text_of(self.page.find(".//h1"))

    def _form(self, button: str, to: str | None) -> tuple[Element, Element]:
        for form in self.page.iter("form"):
            if to is not None and form.get("action") != to:
                continue
            for pressed in form.iter("button"):
                if text_of(pressed) == button:
                    return form, pressed
        raise NotOnPage(f"no form has the button {button!r} on {self.url}")

    def _show(self, response) -> "Browser":
        self.response = response
        self.status = response.status_code
        request = response.request
        self.url = request.path
        self.address = request.full_path.rstrip("?")
        if response.mimetype == "text/html":
            self.html = response.get_data(as_text=True)
        return self


def _held(form: Element) -> dict[str, list[str]]:
    """What a form would send as it stands."""
    data: dict[str, list[str]] = {}
    for box in form.iter():
        name = box.get("name")
        if not name or box.tag not in ("input", "textarea", "select"):
            continue
        if box.tag == "textarea":
            data.setdefault(name, []).append("".join(box.itertext()))
        elif box.tag == "select":
            for option in box.iter("option"):
                if option.get("selected") is not None:
                    data.setdefault(name, []).append(option.get("value") or text_of(option))
        elif box.get("type") in ("radio", "checkbox"):
            if box.get("checked") is not None:
                data.setdefault(name, []).append(box.get("value") or "on")
        elif box.get("type") not in ("submit", "button"):
            data.setdefault(name, []).append(box.get("value") or "")
    return data
