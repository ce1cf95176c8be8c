"""Hand on 2,000 times under chaos, on SQLite and on PostgreSQL; say what was lost or doubled."""

import argparse
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from bench.inbox.cluster import crash, postgresql

from .chaos import Report, Run, run


def main() -> None:
    """Run on both databases; ends with 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hand-offs", type=int, default=2000, help="how many, on each database")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="just one database")
    asked = parser.parse_args()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    wrong = False
    for name, on in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql)):
        if asked.only in (None, name):
            report = on(asked.hand_offs // 2)  # each referral goes to two destinations
            print(_line(name, report), flush=True)
            wrong |= bool(report.wrong)
    sys.exit(int(wrong))


def _on_sqlite(referrals: int) -> Report:
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="handoff-") as folder:
        database = Path(folder) / "portal.sqlite"
        return run(_large(f"sqlite:///{database}", Path(folder), referrals))


def _on_postgresql(referrals: int) -> Report:
    folder = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="handoff-"))
    folder.chmod(0o755)  # PostgreSQL runs as a user of its own
    try:
        with postgresql(folder / "cluster") as address:
            large = _large(address, folder, referrals)
            large.restart_database = lambda: crash(folder / "cluster")
            return run(large)
    finally:
        shutil.rmtree(folder)


def _large(address: str, folder: Path, referrals: int) -> Run:
    return Run(address, folder, referrals, stopped=20, webs_killed=5, patience=900)


def _line(name: str, report: Report) -> str:
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(report.states.items()))
    wrong = ", ".join(f"{each} {count}" for each, count in report.wrong.items())
    return (
        f"{name}: {report.handed_on:,} hand-offs ({states}); {report.arrivals:,} arrivals; "
        f"{report.killed_workers} workers and {report.killed_webs} web servers killed; "
        f"{report.seconds:,.0f} s, {report.rate} a second; "
        f"lost {report.lost}, doubled {report.doubled}, leaked {report.leaked}; "
        + (f"WRONG: {wrong}" if wrong else "all is well")
    )


if __name__ == "__main__":
    main()
