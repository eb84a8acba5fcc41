"""`manage.py rebuild`: the summaries of all alliances, anew from their records."""

from typing import Any

from django.core.management.base import BaseCommand

from paripassu.keeper.summaries import rebuild


class Command(BaseCommand):
    """Rebuild what derives from records."""

    help = "Rebuild the summaries of all alliances from their records."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run it and say how many there are."""
        self.stdout.write(f"{rebuild()} summaries rebuilt from their records.")
