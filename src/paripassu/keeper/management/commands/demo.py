"""`manage.py demo`: load the invented alliance into an empty house."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from paripassu.alliance.refusals import Refused
from paripassu.keeper import demo


class Command(BaseCommand):
    """Load the demo once."""

    help = "Load the invented demo alliance, if no alliance is here yet. Refuses where real alliances are kept."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run it and say what was done."""
        try:
            entries = demo.load()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not entries:
            self.stdout.write("There is an alliance here already: nothing was loaded.")
            return
        self.stdout.write(f"“{demo.told().name}” is loaded: {entries} entries. Everybody in it is invented:")
        for one in demo.people():
            self.stdout.write(f"  {one.account.name}, {one.role}, {one.party}")
