"""A PostgreSQL of our own for measuring: started the way the tests start theirs, loopback only."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "1GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "synchronous_commit": "on",
    "fsync": "off",
    "full_page_writes": "off",
    "max_parallel_workers_per_gather": "0",
    "track_io_timing": "off",
}
"""Nothing here has to survive a power cut. Queries use one process, as on a busy server."""


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a cluster in ``folder``, which is made if it is not there; gives its address."""
    programs, data = _programs(), folder / "data"
    port = _free_port()
    if not data.exists():
        _make(programs, folder)
    password = (folder / "password").read_text().strip()
    options = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    log = data / "server.log"
    _run(
        folder,
        programs / "pg_ctl",
        "start",
        f"--pgdata={data}",
        f"--log={log}",
        "--silent",
        "--wait",
        "--timeout=300",
        f"--options=-p {port} {options}",
    )
    try:
        yield f"postgresql://portal:{password}@127.0.0.1:{port}/postgres"
    finally:
        _run(folder, programs / "pg_ctl", "stop", f"--pgdata={data}", "--mode=fast", "--silent")


def crash(folder: Path) -> None:
    """Kill the cluster in ``folder`` as a power cut would, and start it again with what it had."""
    _run(
        folder,
        _programs() / "pg_ctl",
        "restart",
        f"--pgdata={folder / 'data'}",
        f"--log={folder / 'data' / 'server.log'}",
        "--mode=immediate",
        "--silent",
        "--wait",
    )


def _make(programs: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "password").write_text(secrets.token_hex(16))
    (folder / "password").chmod(0o644)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    _run(
        folder,
        programs / "initdb",
        f"--pgdata={folder / 'data'}",
        "--username=portal",
        "--encoding=UTF8",
        "--locale=C",
        "--auth=scram-sha-256",
        f"--pwfile={folder / 'password'}",
        "--no-sync",
    )


def _run(folder: Path, *command: str | Path) -> None:
    """Run it as the user the package made, since PostgreSQL refuses to run as root."""
    lent = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*lent, *map(str, command)], check=True, cwd=folder, stdout=subprocess.DEVNULL)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    program = found[-1] if found else shutil.which("initdb")
    if program is None:
        raise SystemExit("There is no PostgreSQL here: bin/setup --for tests installs it.")
    return Path(program).resolve().parent


def _version(program: Path) -> float:
    return float(program.parts[-3])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
