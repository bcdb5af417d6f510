"""`python -m release`."""

import sys

from release.building import main

sys.exit(main(sys.argv[1:]))
