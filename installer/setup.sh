# shellcheck shell=sh
# What run.sh and test.sh share: system libraries, the .venv folder and the pinned wheels.
# They source this file, so "$0" is the script that was called. Set REHABDESK_APT=no to keep apt out.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=$root/.venv

# Every message comes twice, Vietnamese first, and never on standard output: that belongs to main.py.
say() {
  printf '%s\n' "$1" "$2" >&2
}

stop() {
  say "$@"
  exit 1
}

# prepare runtime|test: leaves a .venv that can run the program, or its tests too.
prepare() {
  install_packages "$1"
  make_venv
  install_wheels "$1"
}

# Library=package, as found by starting Qt on a Debian 12 that had nothing.
qt_libraries() {
  echo libEGL.so.1=libegl1 libGL.so.1=libgl1 libglib-2.0.so.0=libglib2.0-0 \
    libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libxkbcommon.so.0=libxkbcommon0
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${QT_QPA_PLATFORM:-}" != offscreen ]; then
    echo libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-cursor.so.0=libxcb-cursor0 \
      libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 \
      libxcb-shape.so.0=libxcb-shape0 libcups.so.2=libcups2 \
      libwayland-cursor.so.0=libwayland-cursor0
  fi
}

missing_libraries() {
  # shellcheck disable=SC2046  # one word a library
  python3 - $(qt_libraries) <<'PYTHON'
import ctypes, sys

for library, package in (pair.split("=") for pair in sys.argv[1:]):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
}

venv_works() {
  "$venv/bin/python" -c 'import pip' 2>/dev/null
}

missing_packages() {
  if ! command -v python3 >/dev/null; then
    echo python3 python3-venv
    return
  fi
  venv_works || python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  [ "$(uname -s)" != Linux ] || missing_libraries
}

# The screens are set in Noto Sans; without it they are readable, only less well set.
missing_fonts() {
  for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts"; do
    [ -z "$(find "$folder" -name 'NotoSans-Regular.*' 2>/dev/null)" ] || return 0
  done
  echo fonts-noto-core
}

# Tests start a PostgreSQL of their own; without it what needs one is left out.
missing_server() {
  [ "$1" = test ] && [ "$(uname -s)" = Linux ] || return 0
  for program in /usr/lib/postgresql/*/bin/initdb; do
    [ ! -x "$program" ] || return 0
  done
  echo postgresql
}

may_use_apt() {
  command -v apt-get >/dev/null && [ "${REHABDESK_APT:-yes}" != no ] || return 1
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null || return 1
  [ -t 0 ] || sudo -n true 2>/dev/null
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  missing=$(missing_packages) || missing=
  wanted=$(echo $missing $(missing_fonts) $(missing_server "$1"))
  [ -n "$wanted" ] || return 0
  if may_use_apt; then
    say "Đang cài các gói hệ thống còn thiếu: $wanted" "Installing the missing system packages: $wanted"
    as_root apt-get update -q >&2 || true
    # shellcheck disable=SC2086  # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends $wanted >&2 || true
    missing=$(missing_packages)
  fi
  missing=$(echo $missing)
  [ -z "$missing" ] || stop \
    "Máy còn thiếu các gói hệ thống sau, hãy cài rồi chạy lại lệnh này: $missing" \
    "This machine lacks these system packages, please install them and run this command again: $missing"
}

make_venv() {
  python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || stop \
    "RehabDesk cần Python từ 3.11 đến 3.14; máy đang có $(python3 -V)." \
    "RehabDesk needs Python 3.11 to 3.14; this machine has $(python3 -V)."
  venv_works || python3 -m venv --clear "$venv" >&2 || stop \
    "Không tạo được thư mục $venv." "The folder $venv could not be made."
}

# What the pins in force look like, so that a second start neither downloads nor asks anything.
pins() {
  "$venv/bin/python" -V
  cat "$root/installer/constraints.txt" "$root/pyproject.toml" | cksum
}

requirements() {
  "$venv/bin/python" - "$root/pyproject.toml" "$1" <<'PYTHON'
import sys, tomllib

with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)["project"]
extra = project["optional-dependencies"]["dev" if sys.argv[2] == "test" else "server"]
print(*project["dependencies"], *extra, sep="\n")
PYTHON
}

install_wheels() {
  now=$(pins)
  for stamp in "$venv/pins-$1" "$venv/pins-test"; do  # what tests needs includes what running needs
    [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || return 0
  done
  say "Đang tải và cài các thư viện Python (lần đầu khoảng 150 MB)." \
    "Downloading and installing the Python libraries (about 150 MB the first time)."
  requirements "$1" >"$venv/requirements.txt"
  "$venv/bin/python" -m pip install --disable-pip-version-check --only-binary :all: \
    --constraint "$root/installer/constraints.txt" --requirement "$venv/requirements.txt" >&2 || stop \
    "Chưa cài được các thư viện Python. Lần chạy đầu tiên cần có mạng Internet; hãy thử lại khi có mạng." \
    "The Python libraries could not be installed. The first run needs the Internet; please try again when there is a connection."
  printf '%s\n' "$now" >"$venv/pins-$1"
}
