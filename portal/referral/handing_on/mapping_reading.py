"""Reading the fields of a mapping, and saying what is wrong with each, with where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .mapping_fields import DIRECTIVES, Field, Written
from .mapping_paths import Path, Schema, UnknownPath, codes_of, leads_to, read_path

_NAME = re.compile(r"[^.\s\x00-\x1f\x7f](?:[^.\x00-\x1f\x7f]*[^.\s\x00-\x1f\x7f])?")
_KNOWN = {
    *("name", "value", "from", "codes", "join", "date"),
    *("longest", "otherwise", "required", "each"),
}
_NEED_FROM = _KNOWN - {"name", "value", "from"}
_PLAIN = (str, int, float, bool)

_RULES, _NEVER = "contact.rules", "contact.never"
_ROOM = 1000
"""Characters that the rules of reaching somebody may take, and that they themselves may write."""


@dataclass
class Mistakes:
    """What was found wrong so far."""

    found: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}.")


def read_fields(
    told: Any, where: str, form: Schema, at: Schema, mistakes: Mistakes
) -> tuple[Field, ...]:
    """The fields that ``told`` lists, each a table. ``at`` is the part of ``form`` that their
    paths begin at."""
    if not isinstance(told, list) or not told or not all(isinstance(one, dict) for one in told):
        mistakes.add(where, f"is missing: list at least one field, each under [[{where}]]")
        return ()
    found: list[Field] = []
    for number, one in enumerate(told, 1):
        name = one.get("name")
        here = f"{where} {number}" + (f" “{name}”" if isinstance(name, str) else "")
        problems = list(_wrong(one))
        taken = [each.name for each in found if _clash(each.name, str(name))]
        if taken:
            problems.append(f"can’t stand beside “{taken[0]}”: give each a name of its own")
        for each in problems:
            mistakes.add(here, each)
        if not problems:
            found.append(_read(one, here, form, at, mistakes))
    return tuple(found)


def without_rules(told: Any) -> bool:
    """Whether the fields that ``told`` lists say where to reach somebody, and not how safely."""
    listed = told if isinstance(told, list) else []
    texts = [each for one in listed if isinstance(one, dict) for each in _texts(one)]
    return any(".reach" in each for each in texts) and not {_RULES, _NEVER} <= set(texts)


def _texts(one: dict[str, Any]) -> list[str]:
    """The paths of one field, as they are written."""
    paths = one.get("from", [])
    listed = paths if isinstance(paths, list) else [paths]
    return [each for each in listed if isinstance(each, str)]


def _clash(one: str, other: str) -> bool:
    """Whether two names would stand in the same place."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _wrong(one: dict[str, Any]) -> Iterator[str]:
    """What is wrong with how one field is written, whatever its paths lead to."""
    for unknown in sorted(one.keys() - _KNOWN):
        yield f"has “{unknown}”, which we don’t know: check its spelling or remove it"
    name = one.get("name")
    if not isinstance(name, str) or not all(_NAME.fullmatch(part) for part in name.split(".")):
        yield "needs a name, with dots only between the names of groups"
    if ("value" in one) is ("from" in one):
        yield "needs either a value that is always the same, or from, where it comes from"
    elif "value" in one:
        if not isinstance(one["value"], _PLAIN):
            yield "has a value that is neither text, a number, nor true or false"
        for more in sorted(one.keys() & _NEED_FROM):
            yield f"has {more}, which goes with from and not with a value"
    paths = one.get("from", "x")
    listed = paths if isinstance(paths, list) else [paths]
    if not listed or not all(isinstance(each, str) for each in listed):
        yield "needs from to be a path in quotes, or a list of them"
    codes = one.get("codes", {})
    if not isinstance(codes, dict) or not all(isinstance(each, _PLAIN) for each in codes.values()):
        yield "needs codes to be a table, with a text, a number, true or false for each"
    if not isinstance(one.get("join", ""), str):
        yield "needs join to be text in quotes: what stands between"
    longest = one.get("longest", 100)
    if not isinstance(longest, int) or isinstance(longest, bool) or not 10 <= longest <= 100_000:
        yield "needs longest to be a whole number of characters, from 10"
    if not isinstance(one.get("otherwise", ""), _PLAIN):
        yield "needs otherwise to be text, a number, or true or false"
    if not isinstance(one.get("required", False), bool):
        yield "needs required to be true or false"
    elif one.get("required") and "otherwise" in one:
        yield "has both required and otherwise: with the second it is never missing"
    yield from _wrong_date(one.get("date", "%d"))
    if "each" in one and one.keys() & {"codes", "join", "date", "longest"}:
        yield "has each, so codes, join, date and longest belong to the fields in it"


def _wrong_date(told: Any) -> Iterator[str]:
    forms = list(told.values()) if isinstance(told, dict) else [told]
    if isinstance(told, dict) and told.keys() != {"day", "month", "year"}:
        yield "needs date to be one form, or a table of three: day, month and year"
    elif not forms or not all(isinstance(each, str) and each for each in forms):
        yield 'needs date to be a form in quotes, such as "%d/%m/%Y"'
    else:
        for form in forms:
            for letter in re.findall(r"%(.?)", form, re.DOTALL):
                if letter not in DIRECTIVES:
                    known = " ".join(f"%{each}" for each in sorted(DIRECTIVES))
                    yield f"has “%{letter}” in its date; there is {known}"


def _read(one: dict[str, Any], here: str, form: Schema, at: Schema, mistakes: Mistakes) -> Field:
    """The field that ``one`` describes, with its paths and what they lead to checked."""
    if "value" in one:
        return Field(one["name"], value=one["value"])
    texts = _texts(one)
    paths: list[Path] = []
    ends: list[Schema] = []
    for text in texts:
        try:
            path = read_path(text)
            ends += leads_to(path, form, at)
            paths.append(path)
        except UnknownPath as why:
            mistakes.add(here, f"comes from “{text}”, and {why}")
    each: tuple[Field, ...] = ()
    if len(paths) == len(texts):
        many = any(path.many for path in paths) or any("items" in end for end in ends)
        for problem in _unfit(one, ends, many=many):
            mistakes.add(here, problem)
        entries = [_entry(end, form) for end in ends]
        if "each" in one and all(entries):
            each = read_fields(one["each"], f"{here} each", form, _both(entries), mistakes)
    return Field(
        one["name"],
        paths=tuple(paths),
        codes=one.get("codes"),
        join=one.get("join"),
        date=_written(one.get("date")),
        longest=one.get("longest"),
        otherwise=one.get("otherwise"),
        required=one.get("required", False),
        each=each,
    )


def _unfit(one: dict[str, Any], ends: list[Schema], *, many: bool) -> Iterator[str]:
    """What of ``one`` doesn't fit what its paths lead to."""
    leaves = [end.get("items", end) for end in ends]
    groups = [each for each in leaves if "properties" in each or "$ref" in each]
    if "each" in one:
        if len(groups) < len(leaves) or not many:
            yield "has each, but doesn’t come from a list of groups"
        return
    if groups:
        yield "comes from a whole group: go on to one of its parts, or use each for a list"
        return
    codes = codes_of(ends)
    if "codes" in one:
        if not codes:
            yield "has codes, but what it comes from is free text, a number or a date"
        else:
            missing, unknown = codes - one["codes"].keys(), one["codes"].keys() - codes
            if missing:
                yield f"lacks codes for {', '.join(sorted(missing))}"
            if unknown:
                yield f"has codes that never come: {', '.join(sorted(unknown))}"
    if {_RULES, _NEVER} & set(_texts(one)) and one.get("longest", _ROOM) < _ROOM:
        yield f"cuts what keeps somebody safe: it needs room for {_ROOM} characters"
    if "date" in one and not all(_is_date(each) for each in leaves):
        yield "has a date’s form, but doesn’t come from a date"
    if "join" in one and not many:
        yield "has join, but comes from one thing and not from a list"


def _is_date(leaf: Schema) -> bool:
    return str(leaf.get("pattern", "")).startswith(r"^\d{4}")


def _entry(end: Schema, form: Schema) -> Schema:
    """The form of one entry of a list of groups, or of a group that [*] led to."""
    entry: Schema = end.get("items", end)
    return form[str(entry["$ref"]).rpartition("/")[2]] if "$ref" in entry else entry


def _both(entries: list[Schema]) -> Schema:
    return entries[0] if len(entries) == 1 else {"anyOf": entries}


def _written(told: Any) -> Written | None:
    """How dates are written. With one form only, less exact days stay as we keep them."""
    if told is None:
        return None
    if isinstance(told, Mapping):
        return Written(told["day"], told["month"], told["year"])
    return Written(told, "%Y-%m", "%Y")
