"""The settings: the only reader of the environment, and of the hub's own facts beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from portal.destinations import SETTING, Means, read_means
from portal.referral.hub import Hub, HubMistakes, read_hub
from portal.storage.errors import StorageProblem
from portal.storage.sealing import Keyring

PREFIX = "PORTAL_"
# Keys that `portal demo` makes start like this, so that no real hub can run on one by mistake.
DEMO_MARK = "demo"
PSEUDO_LANGUAGE = "en_150"

_LEVELS = ("debug", "info", "warning", "error")
_YES = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False, "": False}
# Names that the tests' own tools read.
_TOOLS = ("PORTAL_CHROMIUM", "PORTAL_TEST_")


@dataclass(frozen=True)
class MailServer:
    """Where email is handed over. ``encryption``: none, starttls, or tls from the first byte."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    encryption: Literal["none", "starttls", "tls"] = "starttls"


@dataclass(frozen=True)
class SignInProvider:
    """An OpenID Connect provider where staff sign in, such as the council's own.

    ``proves_twice`` says that it asks for a second proof itself, so that we need not, and
    ``trusts_email`` that every address it gives is its own, though it doesn't say "verified".
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    proves_twice: bool = False
    trusts_email: bool = False


@dataclass(frozen=True)
class Settings:
    """All that the portal must be told. Secrets stay out of its repr."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    master_keys: str = field(repr=False)
    hub: Hub
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    mail_server: MailServer | None = None
    mail_from: str | None = None
    text_url: str | None = None
    text_token: str | None = field(default=None, repr=False)
    sign_in_provider: SignInProvider | None = None
    destinations: Mapping[str, Means] = field(default_factory=dict)
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    public_url: str = "http://127.0.0.1:8000"
    demo: bool = False
    secure_cookies: bool = True
    log_level: str = "info"
    metrics_token: str | None = field(default=None, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages on offer, the default first."""
        return self.hub.languages

    @property
    def keyring(self) -> Keyring:
        """The master keys, ready for use."""
        return Keyring.parse(self.master_keys)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read ``environ`` and the hub file that it names.

        Raises SettingsMistakes with a plain sentence for every mistake.
        """
        return _Reader(environ).settings()


class SettingsMistakes(ValueError):
    """What is wrong with the settings, one plain sentence a mistake in ``mistakes``."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = mistakes


class _Reader:
    """Reads every setting and gathers what is wrong, instead of stopping at the first mistake."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environ.items()
            if name.startswith(PREFIX) and not name.startswith(_TOOLS)
        }
        self.mistakes: list[str] = []
        self.known: set[str] = set()

    def settings(self) -> Settings:
        self.demo = self._yes("DEMO")
        hub = self._hub()
        settings = {
            "database_url": self._database(),
            "secret_key": self._secret("SECRET_KEY", self._needed("SECRET_KEY")),
            "secret_key_fallbacks": self._fallbacks(),
            "master_keys": self._master_keys(),
            "mail_server": self._mail_server(),
            "mail_from": self._beside("MAIL_FROM", "SMTP_URL", "an address that staff read"),
            "text_url": self._text_url(),
            "text_token": self._beside("TEXT_TOKEN", "TEXT_URL", "the text service's token"),
            "sign_in_provider": self._sign_in_provider(),
            "destinations": read_means(hub, self._get, self._wrong, self.mistakes),
            "trusted_hosts": self._trusted_hosts(),
            "proxies": self._proxies(),
            "public_url": self._public_url(),
            "demo": self.demo,
            "secure_cookies": self._secure_cookies(),
            "log_level": self._log_level(),
            "metrics_token": self._secret("METRICS_TOKEN", self._get("METRICS_TOKEN")) or None,
        }
        for name in sorted(self.given.keys() - self.known):
            if hub is None and name.startswith(SETTING.partition("{")[0]):
                continue  # a hub file that can't be read names no destinations
            self._wrong(name, "is not a setting we know: check its spelling or remove it")
        if self.mistakes or hub is None:
            raise SettingsMistakes(self.mistakes)
        return Settings(hub=hub, **settings)  # type: ignore[arg-type]

    # Each of these returns what was read, or notes a mistake and returns what can stand in for it.

    def _get(self, name: str) -> str:
        self.known.add(name)
        return self.given.get(name, "")

    def _wrong(self, name: str, why: str) -> None:
        self.mistakes.append(f"{PREFIX}{name} {why}.")

    def _needed(self, name: str, what: str = "") -> str:
        value = self._get(name)
        if not value:
            self._wrong(name, f"is missing: set it{' to ' + what if what else ''}")
        return value

    def _beside(self, name: str, other: str, what: str) -> str | None:
        value = self._get(name)
        if self._get(other) and not value:
            self._wrong(name, f"is missing, and {PREFIX}{other} needs it: set it to {what}")
        return value or None

    def _yes(self, name: str, default: bool = False) -> bool:
        value = self._get(name).lower()
        if name not in self.given:
            return default
        if value not in _YES:
            self._wrong(name, "must be yes or no")
        return _YES.get(value, default)

    def _list(self, name: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in self._get(name).split(",") if each.strip())

    def _hub(self) -> Hub | None:
        pseudo = self._yes("PSEUDO_LANGUAGE")
        path = self._needed("HUB_FILE", "the path of your hub.toml")
        if not path:
            return None
        try:
            hub = read_hub(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            self._wrong("HUB_FILE", f"names {path}, which can’t be read")
        except HubMistakes as mistakes:
            self.mistakes += [f"{path}: {each}" for each in mistakes.mistakes]
        else:
            extra = (PSEUDO_LANGUAGE,) if pseudo else ()
            return hub.model_copy(update={"languages": hub.languages + extra})
        return None

    def _database(self) -> str:
        address = self._needed("DATABASE_URL", "sqlite:///path or postgresql://user@host/name")
        if address and not address.startswith(("sqlite:///", "postgresql://")):
            self._wrong("DATABASE_URL", "must start with sqlite:/// or postgresql://")
        return address

    def _secret(self, name: str, key: str) -> str:
        if key.startswith(DEMO_MARK) and not self.demo:
            self._wrong(name, "holds a key made for a demonstration: make one of your own")
        elif key and len(key) < 32:
            self._wrong(name, "is too short: use at least 32 characters that nobody can guess")
        return key

    def _fallbacks(self) -> tuple[str, ...]:
        name = "SECRET_KEY_FALLBACKS"
        return tuple(self._secret(name, key) for key in self._list(name))

    def _master_keys(self) -> str:
        keys = self._get("MASTER_KEYS")
        try:
            Keyring.parse(keys)
        except StorageProblem as problem:
            self.mistakes.append(str(problem))
        secrets = [key.partition(":")[2].strip() for key in keys.split(",")]
        if any(secret.startswith(DEMO_MARK) for secret in secrets) and not self.demo:
            self._wrong("MASTER_KEYS", "holds a key made for a demonstration: make your own")
        return keys

    def _mail_server(self) -> MailServer | None:
        address = self._get("SMTP_URL")
        if not address:
            return None
        try:
            return _mail_server(address)
        except (ValueError, KeyError):
            self._wrong("SMTP_URL", "must look like smtp://user:password@host:587?starttls=yes")
            return None

    def _text_url(self) -> str | None:
        address = self._get("TEXT_URL")
        allowed = ("https://", "http://") if self.demo else ("https://",)
        if address and not address.startswith(allowed):
            self._wrong("TEXT_URL", "must start with https://")
        return address or None

    def _sign_in_provider(self) -> SignInProvider | None:
        issuer, main = self._get("OIDC_ISSUER").rstrip("/"), "OIDC_ISSUER"
        client_id = self._beside("OIDC_CLIENT_ID", main, "what your provider calls this portal")
        secret = self._beside("OIDC_CLIENT_SECRET", main, "the secret your provider gave it")
        name = self._beside("OIDC_NAME", main, "what staff call your provider")
        says = self._yes("OIDC_PROVES_TWICE"), self._yes("OIDC_TRUSTS_EMAIL")
        if issuer and not issuer.startswith(("https://", "http://") if self.demo else "https://"):
            self._wrong(main, "must start with https://")
        if not (issuer and client_id and secret and name):
            return None
        return SignInProvider(issuer, client_id, secret, name, *says)

    def _trusted_hosts(self) -> tuple[str, ...]:
        hosts = self._list("TRUSTED_HOSTS")
        if not hosts and not self.demo:
            self._wrong("TRUSTED_HOSTS", "is missing: set it to the portal’s own host names")
        if any("/" in host for host in hosts):
            self._wrong("TRUSTED_HOSTS", "takes names such as portal.example.org, without https://")
        return hosts or ("127.0.0.1", "localhost")

    def _proxies(self) -> int:
        """How many proxies stand before the portal: only what the nearest ones say is believed."""
        value = self._get("PROXIES") or "0"
        if not (value.isascii() and value.isdigit() and int(value) <= 9):
            self._wrong("PROXIES", "must be the number of proxies before the portal, such as 1")
            return 0
        return int(value)

    def _public_url(self) -> str:
        address = self._get("PUBLIC_URL").rstrip("/")
        if self.demo:
            return address or "http://127.0.0.1:8000"
        if not address.startswith("https://"):
            self._wrong("PUBLIC_URL", "must be the portal’s own address, starting with https://")
        return address

    def _secure_cookies(self) -> bool:
        secure = self._yes("SECURE_COOKIES", default=not self.demo)
        if not secure and not self.demo:
            self._wrong("SECURE_COOKIES", "may be no only for a demonstration")
        return secure

    def _log_level(self) -> str:
        level = self._get("LOG_LEVEL").lower() or "info"
        if level not in _LEVELS:
            self._wrong("LOG_LEVEL", f"must be one of {', '.join(_LEVELS)}")
        return level


def _mail_server(address: str) -> MailServer:
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("not an address of a mail server")
    direct = parts.scheme == "smtps"
    upgrade = _YES[parse_qs(parts.query).get("starttls", ["yes"])[-1].lower()]
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if direct else 587),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        encryption="tls" if direct else "starttls" if upgrade else "none",
    )
