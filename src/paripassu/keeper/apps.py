"""The Django app."""

from django.apps import AppConfig


class KeeperConfig(AppConfig):
    """Accounts, seats, invitations, attachments and working texts. What derives from records can be rebuilt."""

    name = "paripassu.keeper"
    label = "keeper"
    default_auto_field = "django.db.models.BigAutoField"
