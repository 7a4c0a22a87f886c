#!/bin/sh
# Installs what is missing, then opens RehabDesk. Arguments go to main.py.
# With no display and no arguments the program walks through its whole work by itself.
set -eu
. "$(dirname -- "$0")/setup.sh"

prepare runtime
if [ $# -gt 0 ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$venv/bin/python" "$root/main.py" "$@"
fi

out=$root/out
say "Máy không có màn hình: chương trình tự làm hết một lượt công việc với số liệu giả định." \
  "There is no display: the program walks through its work by itself, with made-up data."
"$venv/bin/python" "$root/main.py" tour "$out" || stop \
  "Lượt làm thử dừng giữa chừng; lý do ở các dòng trên." "The walk stopped half-way; the lines above say why."
say "Xong. Ảnh màn hình: $out/screens; văn bản: $out/papers; bảng Excel: $out/exports" \
  "Done. Screens: $out/screens; papers: $out/papers; workbooks: $out/exports"
