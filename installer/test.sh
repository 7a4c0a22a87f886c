#!/bin/sh
# Installs what is missing, then checks everything. Arguments go to pytest.
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

step ruff check
step ruff format --check
step mypy
step pytest -n 2 --dist loadfile "$@"

[ -z "$failed" ] || {
  printf 'Failed: %s\n' "$failed"
  exit 1
}
