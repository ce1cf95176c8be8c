"""Reading the options of a govuk-frontend fixture one by one, so that none goes unnoticed."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup


class LeftOut(Exception):
    """A fixture shows something that our component does not do; the text says what and why."""


class Unsupported(Exception):
    """A fixture uses an option that our component does not have."""


class Options:
    """A fixture's options, taken out one by one; what is left at the end we have no word for."""

    def __init__(self, options: dict[str, Any], path: str = "") -> None:
        self.left = copy.deepcopy(options)
        self.path = path

    def take(self, name: str, default: Any = None) -> Any:
        value = self.left.pop(name, None)
        return default if value is None else value

    def inside(self, name: str) -> "Options":
        return Options(self.take(name, {}), f"{self.path}{name}.")

    def words(self, text: str = "text", html: str = "html") -> Any:
        plain, marked = self.take(text), self.take(html)
        return Markup(marked.strip()) if marked else plain

    def said(self, name: str) -> Any:
        """The text or HTML of the part `name`, which may have no other options."""
        part = self.inside(name)
        words = part.words()
        part.done()
        return words

    def several(self, name: str) -> list["Options"]:
        if not all(self.left.get(name) or []):
            raise LeftOut("gaps in a list of items: ours are lists without gaps")
        return [Options(each, f"{self.path}{name}.") for each in self.take(name, []) if each]

    def done(self) -> None:
        for name, value in self.left.items():
            while isinstance(value, dict) and value:
                inner, value = next(iter(value.items()))
                name = f"{name}.{inner}"
                if name.endswith("attributes." + inner):
                    name = name.removesuffix("." + inner)
                    break
            raise Unsupported(self.path + name)


@dataclass
class Component:
    """Ours for one of theirs: the file and name of the macro, and how to say a fixture to it."""

    file: str
    name: str
    say: Callable[[Options], dict[str, Any]]
    left_out: dict[str, str] = field(default_factory=dict)

    def arguments(self, options: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
        """The macro's arguments and the body of its call block, if it has one.

        Raises LeftOut for what we chose not to do, KeyError for an option without a reason.
        """
        taken = Options(options)
        try:
            arguments = self.say(taken)
            taken.done()
        except Unsupported as unsupported:
            option = str(unsupported)
            raise LeftOut(f"{option}: {self.left_out[option]}") from None
        body = arguments.pop("body", None)
        return {key: value for key, value in arguments.items() if value is not None}, body
