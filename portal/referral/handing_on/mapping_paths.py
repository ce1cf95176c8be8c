"""Paths into a document, such as "answers.person.name.value", checked against its form.

A step is a name; after it may stand "[*]" for every entry of a list, or "[way=phone]" for the
first entry that says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(?:(\*)|([a-z_]+)=([A-Za-z0-9_]+))\])?")

Schema = Mapping[str, Any]


class UnknownPath(ValueError):
    """A path that leads nowhere; its words say where it goes wrong."""


@dataclass(frozen=True)
class Step:
    """One name of a path, and which entries of the list there: every one, or the first that
    says ``value`` under ``key``."""

    name: str
    every: bool = False
    key: str = ""
    value: str = ""


@dataclass(frozen=True)
class Path:
    """A way into a document."""

    steps: tuple[Step, ...]

    @property
    def many(self) -> bool:
        """Whether it may lead to several places."""
        return any(each.every for each in self.steps)

    def find(self, document: Any) -> list[Any]:
        """What stands where it leads: nothing where a part was not told, or is empty."""
        found = [document]
        for step in self.steps:
            found = [after for each in found for after in _after(each, step)]
        return [each for each in found if each not in (None, [], "")]


def read_path(text: str) -> Path:
    """The path that ``text`` writes. Raises UnknownPath."""
    steps = []
    for part in text.split("."):
        found = _STEP.fullmatch(part)
        if found is None:
            raise UnknownPath(f"“{part}” is not a name, or a name with [*] or [name=code]")
        name, every, key, value = found.groups()
        steps.append(Step(name, bool(every), key or "", value or ""))
    return Path(tuple(steps))


def leads_to(path: Path, form: Schema, at: Schema) -> list[Schema]:
    """The forms of what ``path`` leads to from ``at``, a part of ``form``. Raises UnknownPath."""
    here = _open(form, at)
    for step in path.steps:
        after = [each["properties"] for each in here if step.name in each.get("properties", {})]
        if not after:
            known = sorted({name for each in here for name in each.get("properties", {})})
            there = f"; there is {', '.join(known)}" if known else ", nor anything else"
            raise UnknownPath(f"there is no “{step.name}” there{there}")
        here = [one for each in after for one in _open(form, each[step.name])]
        if step.every or step.key:
            here = [one for each in here if "items" in each for one in _open(form, each["items"])]
            if not here:
                raise UnknownPath(f"“{step.name}” is not a list")
        if step.key:
            _check_key(step, here, form)
    return here


def codes_of(schemas: list[Schema]) -> set[str]:
    """The codes that can stand there: those of a list's entries, too. None where it is free."""
    found: set[str] = set()
    for each in schemas:
        if each.get("type") == "boolean":
            found |= {"true", "false"}
        found |= {str(code) for code in each.get("enum", ())}
        found |= {str(each["const"])} if "const" in each else set()
        found |= codes_of([each["items"]]) if isinstance(each.get("items"), dict) else set()
    return found


def _check_key(step: Step, here: list[Schema], form: Schema) -> None:
    keys = [one for each in here for one in _open(form, each.get("properties", {}).get(step.key))]
    if not keys:
        raise UnknownPath(f"the entries of “{step.name}” have no “{step.key}”")
    if step.value not in codes_of(keys):
        known = ", ".join(sorted(codes_of(keys))) or "none that can be chosen by"
        raise UnknownPath(f"“{step.key}” is never “{step.value}”; its codes are {known}")


def _open(form: Schema, schema: Any) -> list[Schema]:
    """Every form that ``schema`` may take, with what it refers to, and without null."""
    if not isinstance(schema, Mapping):
        return []
    return [each for each in _parts(form, schema) if each.get("type") != "null"]


def _parts(form: Schema, schema: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        referred: Schema = form[str(schema["$ref"]).rpartition("/")[2]]
        own = {**referred.get("properties", {}), **schema.get("properties", {})}
        yield from _parts(form, {**referred, "properties": own} if own else referred)
    elif choices := schema.get("oneOf", schema.get("anyOf")):
        for each in choices:
            yield from _parts(form, each)
    else:
        yield schema


def _after(value: Any, step: Step) -> list[Any]:
    if not isinstance(value, Mapping) or step.name not in value:
        return []
    there = value[step.name]
    if step.every:
        return list(there) if isinstance(there, list) else []
    if step.key:
        entries = there if isinstance(there, list) else []
        return [each for each in entries if str(each.get(step.key)) == step.value][:1]
    return [there]
