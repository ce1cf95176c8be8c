"""The command `portal demo`: a demonstration hub on this machine, with invented people in it."""

import os
import secrets
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy import event

from portal.audit import link_earlier
from portal.referral.office import Office
from portal.referral.training import LANES
from portal.settings import DEMO_MARK, Settings, SettingsMistakes
from portal.storage import migrate
from portal.storage.engine import make_engine
from portal.storage.errors import StorageProblem
from portal.storage.vault import open_vault

from .codes import PATH as CODES
from .making import is_made, make_hub
from .people import EVERYBODY, PARTNERS, PASSWORD, STAFF, WORD, Person

ROOT = Path(__file__).parents[2]
HUB_FILE = ROOT / "hub.example.toml"
FOLDER = ROOT / "var"

WaysBack = tuple[str, str, str]


@click.command()
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", help="The port to listen on."
)
@click.option(
    "--folder",
    default=FOLDER,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the demonstration keeps its database.",
)
@click.option("--only-make", is_flag=True, help="Make the hub, and don't serve it.")
@click.option("--worker", is_flag=True, help="Send what waits, instead of serving it.")
def demo(port: int, folder: Path, only_make: bool, worker: bool) -> None:
    """Make a demonstration hub if there is none yet, and serve it on this machine."""
    os.environ.update(environment(folder, port))
    try:
        settings = Settings.from_environment(os.environ)
        way_back = make(settings)
    except SettingsMistakes as mistakes:
        raise click.ClickException("\n".join(mistakes.mistakes)) from None
    except StorageProblem as problem:
        raise click.ClickException(
            f"{problem} To start the demonstration afresh, delete {folder}."
        ) from None
    if worker:
        _run(["worker"])
    click.echo(_greeting(port, *way_back))
    if not only_make:
        _run(["serve", "--port", str(port)])


def environment(folder: Path, port: int) -> dict[str, str]:
    """The settings of a demonstration. Its keys are marked so that no real hub runs on them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "first").mkdir(exist_ok=True)  # what hub.example.toml hands on to
    address = f"http://127.0.0.1:{port}"
    return {
        "PORTAL_DEMO": "yes",
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite'}",
        "PORTAL_HUB_FILE": str(_hub_file(folder)),
        "PORTAL_PUBLIC_URL": address,
        "PORTAL_SECRET_KEY": _kept(folder / "demo-secret-key", _secret_key),
        "PORTAL_MASTER_KEYS": _kept(folder / "demo-master-keys", _master_key),
    }


def make(settings: Settings) -> WaysBack:
    """Bring the database up, and fill it if it is empty.

    Gives the reference and the code that lead back to the first story, and the code on a card.
    """
    engine = make_engine(settings.database_url)
    # Hundreds of small changes need not each wait for the disk: what is lost can be made anew.
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA synchronous = OFF"))
    try:
        migrate.upgrade(engine)
        vault = open_vault(engine, settings.keyring)
        link_earlier(engine, settings)
        place = Path(str(engine.url.database)).with_name("demo-code")
        if not is_made(engine):
            place.write_text("\n".join(make_hub(engine, Office(settings.hub, vault))), "utf-8")
        kept = place.read_text(encoding="utf-8").split("\n") if place.exists() else []
        reference, code, card = (*kept, "", "", "")[:3]
        return reference, code, card
    finally:
        engine.dispose()


def _greeting(port: int, reference: str, code: str, card: str) -> str:
    address = f"http://127.0.0.1:{port}"
    return (
        f"\nThe demonstration hub. Everybody in it is invented.\n\n"
        f"  {address}/         for somebody who was harmed\n"
        f"  {address}/track    one of them coming back: reference {reference},\n"
        f"  {' ' * len(address)}           code “{code}”, word “{WORD}”\n"
        f"  {address}/yours    somebody whom Larkfield Homes referred, with the card they got:\n"
        f"  {' ' * len(address)}           code “{card}”, agreed word “{WORD}”\n"
        f"  {address}/community\n"
        f"  {' ' * len(address)}           for a community group without an account\n"
        f"  {address}/sign-in  for staff and partners, with the password {PASSWORD}:\n\n"
        f"{_sign_ins()}\n\n"
        f"  {address}/hub/matches    for staff: people who were told of twice\n"
        f"  {address}/hub/handed-on  what was handed on and needs a look\n"
        f"  {address}/partner/received  for harriet@vcas.example: what was handed on to them\n"
        f"  bin/demo --worker  beside this: sends what was handed on, as files in var/first\n"
        f"  {address}{CODES}  the six digits that they are asked for next\n"
        f"  http://localhost:{port}/sign-in  the same, where passkeys can be tried too\n"
    )


def _sign_ins() -> str:
    """Everybody who can sign in: the hub's own first, then each partner's."""
    width = max(len(person.email) for person in EVERYBODY)
    lines = [f"  {person.email:<{width}}  {_does(person)}" for person in STAFF]
    for partner in PARTNERS:
        lines.append("")
        for person in partner.people:
            lines.append(f"  {person.email:<{width}}  {partner.facts.name}: {_does(person)}")
    return "\n".join(lines)


def _does(person: Person) -> str:
    roles = ", ".join(role.replace("_", " ") for role in person.roles)
    return f"{roles}{_trained(person)}"


def _trained(person: Person) -> str:
    """Which specialist lanes a colleague may open, in words."""
    lanes = [label.lower() for lane, label in LANES.items() if lane in person.training]
    return f", trained for {', '.join(lanes)}" if lanes else ""


def _run(arguments: list[str]) -> None:
    """Another of the portal's commands, with this demonstration's settings; it doesn't return."""
    from portal.cli import main

    main(arguments)


def _hub_file(folder: Path) -> Path:
    """The hub's facts. A demonstration kept elsewhere hands on into its own folder."""
    if folder.resolve() == FOLDER:
        return HUB_FILE
    own = folder / "hub.toml"
    facts = HUB_FILE.read_text(encoding="utf-8")
    own.write_text(facts.replace('"var/first"', '"first"'), encoding="utf-8")
    return own


def _kept(path: Path, make_one: Callable[[], str]) -> str:
    if not path.exists():
        path.write_text(make_one(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


def _secret_key() -> str:
    return f"{DEMO_MARK}-{secrets.token_urlsafe(32)}"


def _master_key() -> str:
    # "demo" is valid base64 for the first three of the key's 32 bytes.
    return f"1:{DEMO_MARK}{b64encode(secrets.token_bytes(29)).decode()}"
