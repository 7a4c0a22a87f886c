from __future__ import annotations

import sys
from pathlib import Path

from rehabdesk.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent / "resources"))
