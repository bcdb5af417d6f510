"""Whoever uses the program hears its own sentences: what libraries warn of or log is shown nowhere.

They warn developers, of a file's inner structure or of their own future, in words that tell nobody what to
do; what is wrong with a file is said of the file.
"""

import logging
import sys
import warnings


def only_our_sentences() -> None:
    """From now on in this process. Whoever asks Python for warnings (`-W`) is shown them all the same.

    What is to be done of a warning stays as it is: where it is an error, as in tests, it is raised.
    """
    if not sys.warnoptions:
        warnings.showwarning = _nowhere
    everything = logging.getLogger()
    if not everything.handlers:  # without any, Python writes what is logged to standard error
        everything.addHandler(logging.NullHandler())


def _nowhere(*_warning: object, **_more: object) -> None:
    return
