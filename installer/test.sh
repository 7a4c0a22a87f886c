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
# Then ours beside other programs, where they are installed: LibreOffice, PostgreSQL.
[ $# -gt 0 ] || step pytest -m beside

[ -z "$failed" ] || {
  printf 'Failed: %s\n' "$failed"
  exit 1
}
