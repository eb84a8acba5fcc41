"""Every address of the site, found by walking its resolver, and every page and form, found by following the links.

A page that is added later is walked as well: nothing here names a practice.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

SAMPLES: dict[str, Any] = {
    "index": 0, "number": 1, "digest": "ab" * 32, "token": "x" * 32, "uidb36": "1", "key": "x-y", "name": "basics",
}  # fmt: skip
"""What is put into an address for a parameter of this name; of other names, by the kind of the parameter."""

OF_KIND: dict[str, Any] = {"int": 1, "slug": "some", "str": "some", "path": "some"}

EACH = 3
"""So many addresses of one page are opened, each with other parameters or another query."""


class Door(NamedTuple):
    """An address that the site answers: how the resolver writes it, its name, and its parameters with their kinds."""

    route: str
    name: str
    parameters: dict[str, str]

    @property
    def inside(self) -> bool:
        """Whether it is about one alliance: a page of it, or an address of the API."""
        return "<slug:slug>/" in self.route

    @property
    def program(self) -> bool:
        """Whether it is made for programs: who is not known gets a 401, and no page."""
        return self.route.startswith("api/")

    def address(self, **known: Any) -> str:
        """Where it is, with these parameters and samples for the others."""
        asked = {name: known.get(name, SAMPLES.get(name, OF_KIND.get(kind))) for name, kind in self.parameters.items()}
        return reverse(self.name, kwargs=asked)


def doors() -> list[Door]:
    """All of them, in the order in which they are asked."""
    return list(_below(get_resolver(), "", {}, ""))


def _below(resolver: URLResolver, route: str, parameters: dict[str, str], space: str) -> Iterator[Door]:
    for found in resolver.url_patterns:
        here = route + str(found.pattern)
        kinds = {name: type(kind).__name__.lower().removesuffix("converter")
                 for name, kind in found.pattern.converters.items()}  # fmt: skip
        if isinstance(found, URLPattern):
            named = kinds or dict.fromkeys(found.pattern.regex.groupindex, "str")
            yield Door(here, space + (found.name or ""), {**parameters, **named})
        else:
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _below(found, here, {**parameters, **kinds}, inner)


class Form(NamedTuple):
    """A form as a page offers it: where it is sent, and its fields as they stand, the empty ones filled in."""

    page: str
    action: str
    fields: dict[str, Any]


class Seen(HTMLParser):
    """The links and the POST forms of one page."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in one element."""
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urljoin(self.page, said["href"]))
        elif tag == "form":
            action = urljoin(self.page, said.get("action", ""))
            self._form = Form(self.page, action, {}) if said.get("method", "").lower() == "post" else None
            self.forms += [self._form] if self._form else []
        elif tag == "select":
            self._select = said.get("name", "")
        elif self._form is not None and tag == "option":
            if said.get("value") and (self._select not in self._form.fields or "selected" in said):
                self._form.fields[self._select] = said["value"]
        elif self._form is not None and said.get("name") and tag in ("input", "textarea", "button"):
            self._form.fields.setdefault(said["name"], _filled(tag, said))

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self._form = None


def _filled(tag: str, said: dict[str, str]) -> str:
    """What somebody might type into a field that is empty."""
    soon = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    usual = {"date": soon, "number": "1", "email": "new@example.org"}.get(said.get("type", ""), "something said")
    return said.get("value", "") or ("" if said.get("type") == "hidden" or tag == "button" else usual)


class Walk:
    """What somebody finds who opens every page that a link leads to."""

    def __init__(self, browser: Client, start: str) -> None:
        self.browser = browser
        self.pages: dict[str, HttpResponseBase] = {}
        self.contents: dict[str, bytes] = {}
        self.forms: list[Form] = []
        self._times: dict[str, int] = {}
        waiting = [start]
        while waiting:
            waiting += self._opened(waiting.pop(0))

    def _opened(self, address: str) -> list[str]:
        address = urldefrag(address).url
        if address in self.pages or urlsplit(address).netloc or not self._wanted(urlsplit(address).path):
            return []
        response = self.browser.get(address)
        content = response.getvalue()
        response.close()
        self.pages[address], self.contents[address] = response, content
        if response.status_code in (301, 302):
            return [urljoin(address, response["Location"])]
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return []
        seen = Seen(address, content.decode())
        self.forms += seen.forms
        return seen.links

    def _wanted(self, path: str) -> bool:
        try:
            name = resolve(path).view_name
        except Resolver404:
            name = ""  # a file, or a link that leads nowhere
        self._times[name] = self._times.get(name, 0) + 1
        return self._times[name] <= (EACH if name else 0)
