"""Where accounts, sessions and summaries are kept: SQLite unless DATABASE_URL names a PostgreSQL."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from paripassu.record.journal import BUSY_SECONDS, journal_mode


def database(url: str, var: Path) -> dict[str, Any]:
    """Django's description of the database at `url`, or of `paripassu.sqlite` in the folder `var` when there is none.

    ImproperlyConfigured when the address is of neither kind. The address itself is not repeated: it holds a password.
    """
    if not url:
        return _sqlite(var / "paripassu.sqlite")
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(url)
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with postgres:// . Leave it out to use SQLite under PARIPASSU_VAR."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    # not trusted_schema=OFF as in the journals: SQLite then refuses the JSON checks that Django puts into tables
    # what is deleted is overwritten, and what is set aside for a moment is written to no other file
    kept_off_the_disk = ("secure_delete=ON", "temp_store=MEMORY")
    pragmas = (f"journal_mode={journal_mode(sqlite3.sqlite_version_info)}", "synchronous=FULL", *kept_off_the_disk)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            # a transaction that will write waits at its beginning, where waiting is allowed, not in the middle
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
