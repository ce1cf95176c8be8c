"""What may be committed, and what the commands promise."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_no_file_names_a_registry() -> None:
    # Each machine uses the registries that it is set up with. Spelled apart, to not find itself.
    hosts = "|".join(
        re.escape(host)
        for host in ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org")
    )
    assert [str(path) for path in tracked() if re.search(hosts, text_of(path))] == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in ("run", "test", "node"):
        entries = re.split(r"\n(?=\S)", text_of(ROOT / "requirements" / f"{lock}.txt").strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_test_lock_holds_the_very_versions_that_run() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", text_of(ROOT / "requirements" / lock), re.MULTILINE))

    assert pins("run.txt") <= pins("test.txt")


def test_every_direct_requirement_is_locked() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    locked = set(re.findall(r"^([\w.-]+)==", text_of(ROOT / "requirements/test.txt"), re.MULTILINE))
    names = {re.split(r"[\[<>=; ]", each)[0].lower().replace("_", "-") for each in wanted}
    assert names - locked == set()


def test_the_front_end_parts_are_locked_with_hashes_and_without_addresses() -> None:
    packages = json.loads(text_of(ROOT / "package-lock.json"))["packages"]
    parts = {name: part for name, part in packages.items() if name}
    assert [name for name, part in parts.items() if "integrity" not in part] == []
    assert [name for name, part in parts.items() if "resolved" in part] == []


def test_nothing_made_by_set_up_is_committed() -> None:
    made = re.compile(r"(^|/)(node_modules|\.venv|var|static/build)/|\.(mo|woff2?|sqlite)$")
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if made.search(name)] == []


@pytest.mark.parametrize(("folder", "lines"), [("portal", 300), ("tests", 500)])
def test_files_stay_short_enough_to_hold_in_mind(folder: str, lines: int) -> None:
    files = [path for path in tracked() if path.is_relative_to(ROOT / folder)]
    python = [path for path in files if path.suffix == ".py"]
    assert [str(path) for path in python if text_of(path).count("\n") > lines] == []


def test_the_automatic_build_only_calls_the_tests() -> None:
    lines = text_of(ROOT / ".ci" / "run").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands[0].startswith("set ")
    assert [line.rstrip('"').rsplit("/", 2)[-2:] for line in commands[1:]] == [["bin", "test"]]


@pytest.mark.parametrize("command", ["setup", "test", "demo", "lock", "translate"])
def test_every_command_reads_as_bash(command: str) -> None:
    subprocess.run(["bash", "-n", ROOT / "bin" / command], check=True)
    assert (ROOT / "bin" / command).stat().st_mode & 0o111


def test_a_second_set_up_has_nothing_to_do() -> None:
    again = subprocess.run(
        [ROOT / "bin" / "setup", "--for", "tests"], capture_output=True, text=True, timeout=60
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_set_up_explains_itself_when_asked_for_something_else() -> None:
    wrong = subprocess.run([ROOT / "bin" / "setup", "--quickly"], capture_output=True, text=True)
    assert (wrong.returncode, wrong.stderr) == (1, "Usage: bin/setup [--for tests]\n")
