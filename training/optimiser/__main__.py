"""``python -m training.optimiser``."""

import sys

from training.optimiser.commands import main

sys.exit(main())
