# What bin/setup, bin/test and bin/demo share. Sourced, not run.
# shellcheck shell=bash

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
venv="$root/.venv"
stamps="$venv/stamps"

say() { printf '%s\n' "$*"; }

# One plain sentence, then stop.
give_up() {
    printf '%s\n' "$*" >&2
    exit 1
}

# A browser that really starts. Ubuntu's /usr/bin/chromium only points at a snap,
# so finding the file proves nothing: we ask it for its version.
find_browser() {
    local candidate
    if [ -n "${PORTAL_CHROMIUM:-}" ]; then
        printf '%s\n' "$PORTAL_CHROMIUM"
        return 0
    fi
    for candidate in chromium chromium-browser google-chrome google-chrome-stable \
        "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome; do
        candidate="$(command -v "$candidate" 2>/dev/null)" || continue
        if timeout 20 "$candidate" --version 2>/dev/null | grep -qiE 'chrom'; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# The newest PostgreSQL server programs on this machine.
find_postgres() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) /usr/local/pgsql/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            printf '%s\n' "$folder"
            return 0
        fi
    done
    folder="$(command -v initdb 2>/dev/null)" || return 1
    dirname "$(readlink -f "$folder")"
}
