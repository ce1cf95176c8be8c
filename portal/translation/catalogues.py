"""The catalogues: the template of all marked words, and a file of translations a language."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from portal.translation.pseudo import CODE as PSEUDO
from portal.translation.pseudo import pseudo

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "translations"
TEMPLATE = FOLDER / "messages.pot"

# How code marks words: say("…") and say_count("one", "many") beside gettext's own names.
_KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "say_count": (1, 2), "t": None, "lazy_gettext": None}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%\{\w+\}")

Words = tuple[str | None, tuple[str, ...]]


def extract(checkout: Path = CHECKOUT) -> Catalog:
    """Every marked word in the code and the templates, in the order of the files."""
    with (checkout / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(checkout / "portal", methods, options, _KEYWORDS)
    template = Catalog(project="referral-portal", version="1", charset="utf-8", fuzzy=False)
    for path, line, words, comments, context in sorted(found, key=lambda each: each[:2]):
        template.add(words, None, [(f"portal/{path}", line)], (), comments, context=context)
    return template


def words_of(catalogue: Catalog) -> set[Words]:
    """What a catalogue asks to be translated: context, and singular or singular and plural."""
    return {(message.context, _forms(message.id)) for message in catalogue if message.id}


def write_template(catalogue: Catalog, path: Path = TEMPLATE) -> None:
    """Write the template. The same words give the same bytes: no dates and no line numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_text_of(catalogue))


def read(path: Path) -> Catalog:
    """Read a template or a language's file."""
    with path.open("rb") as file:
        locale = None if path.suffix == ".pot" else path.parents[1].name
        return read_po(file, locale=locale, domain="messages")


def languages(folder: Path = FOLDER) -> list[Path]:
    """The files of the real languages, by their code."""
    return sorted(
        path for path in folder.glob("*/LC_MESSAGES/messages.po") if path.parents[1].name != PSEUDO
    )


def file_of(code: str, folder: Path = FOLDER) -> Path:
    """Where the language ``code`` keeps its translations."""
    return folder / code / "LC_MESSAGES" / "messages.po"


def merge(template: Catalog, path: Path, code: str) -> None:
    """Bring a language's file in step with the template, keeping what is translated."""
    catalogue = read(path) if path.exists() else Catalog(locale=code)
    catalogue.update(template, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_text_of(catalogue))


def make_pseudo(template: Catalog) -> Catalog:
    """The whole catalogue of the pseudo-language."""
    catalogue = Catalog(locale=PSEUDO, charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        forms = tuple(pseudo(each) for each in _forms(message.id))
        said = forms if isinstance(message.id, (list, tuple)) else forms[0]
        catalogue.add(message.id, said, context=message.context, flags=message.flags)
    return catalogue


def compile_to(catalogue: Catalog, path: Path) -> None:
    """Write the compiled form that the running portal reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    path.write_bytes(compiled.getvalue())


def mismatches(catalogue: Catalog) -> Iterator[str]:
    """A sentence for each translation whose placeholders differ from the original's."""
    for message in catalogue:
        if not message.id:
            continue
        allowed = set().union(*(_placeholders(each) for each in _forms(message.id)))
        for said in filter(None, _forms(message.string)):
            wrong = _placeholders(said) ^ _needed(message, said, allowed)
            if wrong:
                names = ", ".join(sorted(wrong))
                yield f"“{_forms(message.id)[0]}” is translated with other placeholders: {names}."


def _needed(message: Message, said: str, allowed: set[str]) -> set[str]:
    # A plural form may leave its number out ("one more day"), but may not invent another.
    if isinstance(message.id, (list, tuple)) and _placeholders(said) <= allowed:
        return _placeholders(said)
    return allowed


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    if words is None:
        return ()
    return (words,) if isinstance(words, str) else tuple(words)


def _text_of(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=True, include_lineno=False)
    text = written.getvalue().decode()
    # What changes by itself, or is only a form to fill in, would make every run look like news.
    noise = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid-Bugs-To",
    )
    noisy = ("# ", *(f'"{name}' for name in noise))
    lines = [line for line in text.splitlines() if not line.startswith(noisy)]
    return ("\n".join(lines).removeprefix("#\n").strip() + "\n").encode()
