#!/bin/sh
# Installs what is missing, then checks everything. Arguments go to pytest; with any, only it runs.
set -eu
. "$(dirname -- "$0")/setup.sh"

export QT_QPA_PLATFORM=offscreen LANG=C.UTF-8
prepare test
cd "$root"

failed=
step() {
  printf '\n== %s\n' "$*"
  "$venv/bin/python" -m "$@" || failed="$failed${failed:+; }$*"
}

# The main job once through the real window: first run, persons, papers, numbers, list, backups.
walk() {
  printf '\n== the main job\n'
  out=$(mktemp -d)
  # A crowded machine can keep a window waiting too long, so a second walk decides.
  "$venv/bin/python" main.py tour "$out/first" ||
    "$venv/bin/python" main.py tour "$out/second" || failed="$failed${failed:+; }tour"
  rm -rf "$out"
}

if [ $# -eq 0 ]; then
  step ruff check
  step ruff format --check
  step mypy
  walk
fi
step pytest -n 2 --dist loadfile "$@"
# Then what goes through the whole of something, which a quick `pytest` leaves out.
[ $# -gt 0 ] || step pytest -m "thorough and not beside" -n 2 --dist loadfile
# Then the records and the services whose questions are not plain, on a PostgreSQL, where there is one.
# REHABDESK_ENGINE=postgresql runs any other test of an office there too.
on_server="tests/services/test_audit.py tests/services/test_numbering.py tests/services/test_office.py
  tests/services/bin tests/services/importing/test_importing.py tests/services/importing/test_undoing.py
  tests/services/merging tests/services/activities tests/services/consolidation tests/services/models
  tests/services/together tests/services/law tests/services/indicators tests/services/transfers
  tests/services/upward tests/services/month_grid tests/services/settling tests/services/rights"
on_a_server() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || return 0
  export REHABDESK_ENGINE=postgresql
  # shellcheck disable=SC2086  # a folder a word
  step pytest -n 2 --dist loadfile $on_server
  unset REHABDESK_ENGINE
}
[ $# -gt 0 ] || on_a_server
# Then ours beside other programs, where they are installed: LibreOffice, PostgreSQL.
[ $# -gt 0 ] || step pytest -m beside

[ -z "$failed" ] || {
  printf 'Failed: %s\n' "$failed"
  exit 1
}
