"""`manage.py portfolio`: reckon the line of every alliance for today, so that no page has to."""

from typing import Any

from django.core.management.base import BaseCommand

from paripassu.keeper import portfolio
from paripassu.record.record import now


class Command(BaseCommand):
    """Reckon what moved since the last time. Run it once a night."""

    help = "Reckon the standing of every alliance for the portfolio pages."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print how many were reckoned, and every record that does not hold."""
        done, findings = portfolio.refresh(now())
        for finding in findings:
            self.stderr.write(f"{finding.at}: {finding.message}")
        self.stdout.write(f"{done} reckoned.")
