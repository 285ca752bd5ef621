"""``python -m collegium``: the command line."""

import sys

from collegium.cli import main

sys.exit(main())
