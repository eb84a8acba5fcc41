"""All addresses. Each page module lists its own; what begins with the name of an alliance comes last."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver, include, path

from paripassu.web import account, pages
from paripassu.web.api import api

handler400 = "paripassu.web.refusals.unreadable"
handler403 = "paripassu.web.refusals.forbidden"
handler404 = "paripassu.web.refusals.missing"
handler429 = "paripassu.web.refusals.too_many"
handler500 = "paripassu.web.refusals.failed"

_modules = [import_module(f"{pages.__name__}.{found.name}") for found in iter_modules(pages.__path__)]


def _listed(name: str) -> list[URLPattern | URLResolver]:
    return [pattern for module in _modules for pattern in getattr(module, name, [])]


urlpatterns = [
    path("accounts/", include(account.addresses)),
    path("api/v1/", api.urls),
    *_listed("site"),
    path("<slug:slug>/", include(_listed("alliance"))),
]
