"""``python -m service`` is the command ``intisari``."""

import sys

from service.cli import main

sys.exit(main())
