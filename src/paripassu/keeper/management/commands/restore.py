"""`manage.py restore FILE.pari`: set an alliance up again on this host from the file that a party took along."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from paripassu.alliance.alliance import fold
from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper import restores
from paripassu.record.export import Export
from paripassu.record.restore import whole


class Command(BaseCommand):
    """Restore one alliance, or say who sits in it."""

    help = (
        "Set an alliance up again from a .pari file. Without --seat it only verifies the file and says who sits in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, who takes which seat, and the copies of other parties."""
        parser.add_argument("file", type=Path, help="the record, as a party downloaded it")
        parser.add_argument(
            "--seat",
            action="append",
            default=[],
            metavar="PERSON=ADDRESS",
            help="who takes the seat again that the record knows as PERSON; or 'PERSON=Name <ADDRESS>'",
        )
        parser.add_argument(
            "--with", dest="others", action="append", type=Path, default=[], help="the copy of another party"
        )
        parser.add_argument("--incomplete", action="store_true", help="go on without what no copy holds")
        parser.add_argument("--slug", default="", help="its address on this host, if not the one it had")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it and say what was done."""
        try:
            if options["seat"]:
                self._restore(options)
            else:
                self._look(whole(options["file"], options["others"]))
        except (Refused, Broken) as error:
            raise CommandError(str(error)) from error

    def _look(self, export: Export) -> None:
        """Who sits where, so that the seats can be given back."""
        alliance = fold(export.facts())
        self.stdout.write(f"“{alliance.name}”, {len(export.rows)} entries: the file holds. In it sit:")
        for party in sorted(alliance.parties.by_id.values(), key=lambda each: each.name):
            for seat in alliance.parties.people(party.id):
                self.stdout.write(f"  {seat.person}  {seat.role}, {party.name}")
        self.stdout.write(
            "Nothing was set up. Ask each of them for the id on their record page, then give it with "
            "--seat PERSON=ADDRESS, for at least one person of every party."
        )

    def _restore(self, options: dict[str, Any]) -> None:
        restored = restores.restore(
            options["file"],
            claims=[restores.claimed(text) for text in options["seat"]],
            slug=options["slug"],
            others=options["others"],
            incomplete=options["incomplete"],
        )
        self.stdout.write(f"{restored.size} entries of {restored.origin} are set up again as “{restored.slug}”.")
        self.stdout.write("These people choose a password under “Forgot your password?”:")
        for account in restored.accounts:
            self.stdout.write(f"  {account.email} ({account.person})")
        self.stdout.write("This host signs from here on. Give every party its key, and keep the file with the old one:")
        self.stdout.write(f"  {restored.key}")
