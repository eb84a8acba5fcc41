"""`manage.py remind`: write to people whose commitments are due soon. To be run once a day, by cron for example."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from paripassu.keeper import reminders
from paripassu.record import record


class Command(BaseCommand):
    """Write each person one mail about what is due soon, or list whom it would write to."""

    help = "Remind people by mail of commitments due soon: once for each day due and person."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many days ahead, and whether only to list."""
        parser.add_argument("--ahead", type=int, default=reminders.AHEAD, help="days ahead of the day due")
        parser.add_argument("--list", action="store_true", help="write nothing, and say to whom it would be")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it and say what was done."""
        if not 0 <= options["ahead"] <= 365:
            raise CommandError("Give 0 to 365 days.")
        now = record.now()
        if options["list"]:
            for each in reminders.pending(now, options["ahead"]):
                self.stdout.write(f"{each.account.email}  {each.on}  {each.alliance}, {each.entry}: {each.what}")
            return
        outcome = reminders.remind(now, options["ahead"])
        self.stdout.write(f"{len(outcome.sent)} mails are on their way.")
        if outcome.failed:
            raise CommandError(f"Not sent, tried again next time: {', '.join(outcome.failed)}")
