"""The command behind bin/translate: collect, check, compile or add a language."""

from pathlib import Path

import click

from portal.translation import catalogues
from portal.translation.pseudo import CODE as PSEUDO


@click.group(invoke_without_command=True)
@click.pass_context
def translate(context: click.Context) -> None:
    """Collect every marked word, and bring all languages in step with them."""
    if context.invoked_subcommand is not None:
        return
    template = catalogues.extract()
    catalogues.write_template(template)
    for path in catalogues.languages():
        catalogues.merge(template, path, path.parents[1].name)
    _compile()
    click.echo(f"{len(catalogues.words_of(template))} texts stand in translations/messages.pot.")


@translate.command()
@click.argument("code")
def add(code: str) -> None:
    """Start a language, by its code: pl, or cy_GB."""
    path = catalogues.file_of(code)
    catalogues.merge(catalogues.extract(), path, code)
    click.echo(f"Translate {path.relative_to(catalogues.CHECKOUT)}, then add {code} to hub.toml.")


@translate.command(name="compile")
def compile_all() -> None:
    """Write the compiled form of every language, and make the pseudo-language."""
    _compile()


@translate.command()
def check() -> None:
    """Say whether the template is behind the code, or a translation has other placeholders."""
    mistakes = [*drift(), *(each for path in catalogues.languages() for each in _wrong_in(path))]
    for mistake in mistakes:
        click.echo(mistake)
    if mistakes:
        raise SystemExit(1)


def drift() -> list[str]:
    """A sentence for each text that the template lacks or holds for nothing."""
    in_code = catalogues.words_of(catalogues.extract())
    template = catalogues.TEMPLATE
    written = catalogues.words_of(catalogues.read(template)) if template.exists() else set()
    lacks = [
        f"Not in the template: “{words[0]}”." for _, words in sorted(in_code - written, key=str)
    ]
    extra = [f"No longer said: “{words[0]}”." for _, words in sorted(written - in_code, key=str)]
    return [*lacks, *extra, "Run bin/translate."] if lacks or extra else []


def _wrong_in(path: Path) -> list[str]:
    code = path.parents[1].name
    return [f"{code}: {each}" for each in catalogues.mismatches(catalogues.read(path))]


def _compile() -> None:
    for path in catalogues.languages():
        catalogues.compile_to(catalogues.read(path), path.with_suffix(".mo"))
    strange = catalogues.make_pseudo(catalogues.read(catalogues.TEMPLATE))
    catalogues.compile_to(strange, catalogues.file_of(PSEUDO).with_suffix(".mo"))


if __name__ == "__main__":
    translate(prog_name="bin/translate")
