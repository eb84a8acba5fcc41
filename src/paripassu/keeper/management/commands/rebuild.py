"""`manage.py rebuild`: the summaries of all alliances, anew from their records."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from paripassu.keeper.summaries import rebuild


class Command(BaseCommand):
    """Rebuild what derives from records."""

    help = "Rebuild the summaries of all alliances from their records."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run it and say how many there are."""
        rebuilt, findings = rebuild()
        self.stdout.write(f"{rebuilt} summaries rebuilt from their records.")
        for finding in findings:
            self.stderr.write(f"{finding.at}: {finding.message}")
        if findings:
            raise CommandError(f"{len(findings)} records do not hold; their summaries are as they were.")
