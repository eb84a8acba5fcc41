"""What the log must not hold: the secrets in addresses that let in whoever knows them."""

import logging
import re

IN_PATH = re.compile(r"/(invitation|feeds|accounts/password/reset/key|speak/[a-z0-9-]+)/[^/\s'\"]+")
"""What stands before the secret in a path, and the secret."""

OF_CONCERNS = re.compile(r"/(receipt|speak|concerns)/")
"""Pages of which the log says nothing but faults of ours: that somebody was there is what must not be known."""


class Discreet(logging.Filter):
    """Takes the secrets out of addresses in a line of the log, and lets it pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """The line with what it was made from, so that nothing is filled in later; none about the pages of concerns."""
        record.msg, record.args = discreet(record.getMessage()), ()
        return record.levelno >= logging.ERROR or OF_CONCERNS.search(str(record.msg)) is None


def discreet(text: str) -> str:
    """The text without the secrets in its addresses.

    >>> discreet("Not Found: /invitation/k3J9/take/")
    'Not Found: /invitation/…/take/'
    """
    return IN_PATH.sub(r"/\1/…", text)
