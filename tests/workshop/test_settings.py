"""The settings, and the sentences that say what is wrong with them."""

from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.settings import MailServer, Settings, SettingsMistakes

SAMPLE = Path(__file__).parents[2] / "hub.example.toml"
MASTER_KEY = "1:" + b64encode(bytes(range(32))).decode()
WEBHOOK_SECRET = "whsec_" + b64encode(bytes(range(32))).decode()
DEMO_MASTER_KEY = "1:" + b64encode(bytes.fromhex("75e9a8") + bytes(29)).decode()


def environment(**changes: str | None) -> dict[str, str]:
    """Settings that a real hub could run on, with some changed or (None) taken away."""
    good: dict[str, str | None] = {
        "DATABASE_URL": "sqlite:///var/portal.sqlite",
        "SECRET_KEY": "a long secret that nobody could guess",
        "MASTER_KEYS": MASTER_KEY,
        "HUB_FILE": str(SAMPLE),
        "TRUSTED_HOSTS": "portal.larkfield.example",
        "PUBLIC_URL": "https://portal.larkfield.example/",
    }
    good.update(changes)
    return {f"PORTAL_{name}": value for name, value in good.items() if value is not None}


def mistakes(**changes: str | None) -> list[str]:
    with pytest.raises(SettingsMistakes) as caught:
        Settings.from_environment(environment(**changes))
    return caught.value.mistakes


def test_good_settings_are_read_with_the_hub_they_name() -> None:
    settings = Settings.from_environment(environment() | {"HOME": "/root"})
    assert settings.hub.name == "Larkfield Restorative Hub"
    assert settings.public_url == "https://portal.larkfield.example"
    assert settings.trusted_hosts == ("portal.larkfield.example",)
    assert settings.languages == ("en_GB",)
    assert settings.secure_cookies
    assert not settings.demo


def test_an_empty_environment_says_all_that_is_missing_at_once() -> None:
    with pytest.raises(SettingsMistakes) as caught:
        Settings.from_environment({})
    said = "\n".join(caught.value.mistakes)
    for name in ("DATABASE_URL", "SECRET_KEY", "MASTER_KEYS", "HUB_FILE", "TRUSTED_HOSTS"):
        assert f"PORTAL_{name}" in said


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DATABASE_URL", "mysql://root@db/portal", "must start with"),
        ("SECRET_KEY", "short", "too short"),
        ("SECRET_KEY", "demo-0123456789012345678901234567890123456789", "demonstration"),
        ("SECRET_KEY_FALLBACKS", "short", "too short"),
        ("MASTER_KEYS", "1:nonsense", "32 bytes"),
        ("MASTER_KEYS", DEMO_MASTER_KEY, "demonstration"),
        ("HUB_FILE", "/nowhere/hub.toml", "can’t be read"),
        ("SMTP_URL", "mail.example.org", "must look like"),
        ("SMTP_URL", "smtp://mail.example.org:port", "must look like"),
        ("SMTP_URL", "smtp://mail.example.org?starttls=perhaps", "must look like"),
        ("TEXT_URL", "http://texts.example.org", "https://"),
        ("TRUSTED_HOSTS", "https://portal.example.org/", "without https://"),
        ("PUBLIC_URL", "http://portal.example.org", "https://"),
        ("SECURE_COOKIES", "no", "demonstration"),
        ("DEMO", "maybe", "yes or no"),
        ("LOG_LEVEL", "loud", "must be one of"),
        ("METRICS_TOKEN", "short", "too short"),
        ("METRICS_TOKEN", "demo-0123456789012345678901234567890123456789", "demonstration"),
        ("DESTINATION_FIRST_SECRET", "hunter2", "in base64"),
        ("DESTINATION_FIRST_SECRET", f"{WEBHOOK_SECRET},whsec_c2hvcnQ=", "in base64"),
        ("DESTINATION_LAST_SECRET", WEBHOOK_SECRET, "check its spelling"),
        ("DATABSE_URL", "sqlite:///x", "check its spelling"),
    ],
)
def test_a_mistake_is_named_with_its_setting(name: str, value: str, word: str) -> None:
    said = mistakes(**{name: value})
    assert any(name in each and word in each for each in said), said


def test_a_destination_has_several_secrets_of_which_the_first_signs() -> None:
    newer = WEBHOOK_SECRET.replace("AAEC", "BBEC")
    given = environment(DESTINATION_FIRST_SECRET=f" {newer} , {WEBHOOK_SECRET}")
    means = Settings.from_environment(given).destinations["first"]
    assert means.secrets == (newer, WEBHOOK_SECRET)
    assert means.secret == newer


def test_a_mistake_in_the_hub_file_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(SAMPLE.read_text().replace("draft_days = 30", "draft_dayz = 30"))
    (said,) = mistakes(HUB_FILE=str(file), DESTINATION_FIRST_SECRET=WEBHOOK_SECRET)
    assert said.startswith(f"{file}: ")
    assert "draft_dayz" in said


def test_a_mistake_never_repeats_a_secret() -> None:
    said = " ".join(mistakes(SECRET_KEY="hunter2", MASTER_KEYS="1:hunter2", SMTP_URL="hunter2"))
    assert "hunter2" not in said


def test_the_settings_never_show_their_secrets() -> None:
    settings = Settings.from_environment(
        environment(
            DATABASE_URL="postgresql://portal:hunter2@db/portal",
            SMTP_URL="smtp://portal:hunter2@mail.example.org",
            MAIL_FROM="office@larkfield.example",
            METRICS_TOKEN="hunter2, and more so that it is long enough",
            DESTINATION_FIRST_SECRET=WEBHOOK_SECRET,
            TEXT_URL="https://texts.example.org",
            TEXT_TOKEN="hunter2",
        )
    )
    for secret in ("hunter2", "nobody could guess", MASTER_KEY, WEBHOOK_SECRET):
        assert secret not in repr(settings)


def test_what_belongs_together_is_asked_for_together() -> None:
    said = mistakes(SMTP_URL="smtp://mail.example.org", TEXT_URL="https://texts.example.org")
    assert len(said) == 2
    assert "PORTAL_MAIL_FROM" in said[0]
    assert "PORTAL_TEXT_TOKEN" in said[1]


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 587)),
        ("smtp://127.0.0.1:2525?starttls=no", MailServer("127.0.0.1", 2525, encryption="none")),
        (
            "smtps://me%40example.org:p%3Aw@mail.example.org",
            MailServer("mail.example.org", 465, "me@example.org", "p:w", "tls"),
        ),
    ],
)
def test_a_mail_server_is_read_from_its_address(address: str, server: MailServer) -> None:
    settings = Settings.from_environment(
        environment(SMTP_URL=address, MAIL_FROM="office@larkfield.example")
    )
    assert settings.mail_server == server


def test_a_demonstration_may_run_on_its_own_keys_and_without_https() -> None:
    settings = Settings.from_environment(
        environment(
            DEMO="yes",
            SECRET_KEY="demo-" + "x" * 40,
            MASTER_KEYS=DEMO_MASTER_KEY,
            TRUSTED_HOSTS=None,
            PUBLIC_URL=None,
        )
    )
    assert settings.demo
    assert not settings.secure_cookies
    assert settings.public_url == "http://127.0.0.1:8000"


def test_the_pseudo_language_is_offered_only_on_request() -> None:
    settings = Settings.from_environment(environment(PSEUDO_LANGUAGE="yes"))
    assert settings.languages == ("en_GB", "en_150")


def test_check_prints_every_mistake_and_fails() -> None:
    result = CliRunner().invoke(main, ["check"], env=environment(SECRET_KEY=None, LOG_LEVEL="loud"))
    assert result.exit_code == 1
    assert "PORTAL_SECRET_KEY is missing" in result.output
    assert "PORTAL_LOG_LEVEL must be one of" in result.output


def test_check_says_how_to_bring_the_database_up_and_then_that_all_is_well(tmp_path: Path) -> None:
    hub = tmp_path / "hub.toml"
    hub.write_text(SAMPLE.read_text())
    (tmp_path / "var" / "first").mkdir(parents=True)  # what it hands on to
    env = environment(DATABASE_URL=f"sqlite:///{tmp_path / 'portal.sqlite'}", HUB_FILE=str(hub))
    before = CliRunner().invoke(main, ["check"], env=env)
    assert before.exit_code == 1
    assert "portal db upgrade" in before.output
    assert CliRunner().invoke(main, ["db", "upgrade"], env=env).exit_code == 0
    after = CliRunner().invoke(main, ["check"], env=env)
    assert after.exit_code == 0
    assert "All is well" in after.output


def test_check_finds_a_wrong_master_key_before_the_first_person_does(tmp_path: Path) -> None:
    env = environment(DATABASE_URL=f"sqlite:///{tmp_path / 'portal.sqlite'}")
    CliRunner().invoke(main, ["db", "upgrade"], env=env)
    CliRunner().invoke(main, ["check"], env=env)
    other = "1:" + b64encode(bytes(reversed(range(32)))).decode()
    result = CliRunner().invoke(main, ["check"], env=env | {"PORTAL_MASTER_KEYS": other})
    assert result.exit_code == 1
    assert "not the one that sealed this database" in result.output


PROVIDER = {
    "OIDC_ISSUER": "https://sign-in.larkshire.example/",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "a secret that the provider gave",
    "OIDC_NAME": "Larkshire Council",
}


def test_staff_can_sign_in_at_a_provider_that_the_settings_name() -> None:
    settings = Settings.from_environment(environment(**PROVIDER))
    provider = settings.sign_in_provider
    assert provider is not None
    assert provider.issuer == "https://sign-in.larkshire.example"
    assert not provider.proves_twice
    assert PROVIDER["OIDC_CLIENT_SECRET"] not in repr(settings)
    assert Settings.from_environment(environment()).sign_in_provider is None


@pytest.mark.parametrize("name", sorted(PROVIDER.keys() - {"OIDC_ISSUER"}))
def test_a_provider_that_is_half_set_up_is_said_to_be(name: str) -> None:
    assert any(f"PORTAL_{name} is missing" in said for said in mistakes(**PROVIDER | {name: ""}))


def test_a_provider_is_only_met_over_https() -> None:
    insecure = {"OIDC_ISSUER": "http://sign-in.larkshire.example"}
    assert mistakes(**PROVIDER | insecure) == ["PORTAL_OIDC_ISSUER must start with https://."]
