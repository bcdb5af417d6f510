"""`python -m greenpractice`."""

import sys

from greenpractice.app import main

sys.exit(main())
