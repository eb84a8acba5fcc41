"""`manage.py account`: an account for the first person of a host, who has nobody to be invited by."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import DatabaseError
from django.urls import reverse

from paripassu.keeper.models import Account


class Command(BaseCommand):
    """Make an account without a password, and print the link by which its owner chooses one."""

    help = (
        "Make an account, or find the one with this address, and print a link to choose its password. "
        "Example: manage.py account ada@example.org --name 'Ada Lindqvist'"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose account."""
        parser.add_argument("address", help="the e-mail address to sign in with")
        parser.add_argument("--name", default="", help="the name that people of every party see")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it and say what to do next."""
        try:
            account = self._account(options["address"].strip().lower(), options["name"].strip()[:120])
        except DatabaseError as error:
            raise CommandError("Nothing is set up here yet. Start script/serve once with the same settings.") from error
        key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}".split("-", 1)
        link = reverse("account_reset_password_from_key", kwargs={"uidb36": key[0], "key": key[1]})
        self.stdout.write(f"{account.name} <{account.email}> chooses a password here, within three days:")
        self.stdout.write(f"  {link}   (after the address of this site)")
        self.stdout.write("Then: sign in, New alliance. Everybody else is invited from there, by their own party.")

    def _account(self, address: str, name: str) -> Account:
        found = Account.objects.filter(email=address).first()
        if found is not None:
            return found
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise CommandError(f"“{address}” is no e-mail address.") from wrong
        if not name:
            raise CommandError("Give the name as well, with --name: the others see it beside what is done.")
        return Account.objects.create_user(address, None, name=name)
