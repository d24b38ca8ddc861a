"""Where browsers reach the pages, and how people come in: once for each running service."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from fastapi import Request

from services.forum.pages.cookies import Cookies
from services.forum.pages.provider import Provider
from shared.problems import Problem
from shared.settings import Settings

PAGES = "/pages"


class NoPages(Problem):
    """The service was not told where browsers reach it."""

    slug = "no-pages"
    title = "No pages are served here: the operators set DFG_PUBLIC_ADDRESS"
    status = 404


@dataclass(frozen=True, slots=True)
class Front:
    """The public address is the settings' alone: never what a request says of its host."""

    address: str
    provider: Provider
    cookies: Cookies
    issuer_origin: str

    def at(self, path: str = "") -> str:
        """A page's path, as a browser asks for it."""
        return f"{urlsplit(self.address).path}{PAGES}{path}"

    def address_of(self, path: str) -> str:
        """A page's whole address."""
        return f"{self.address}{PAGES}{path}"


def front(request: Request) -> Front:
    """The front of the service that answers. Raises `NoPages`."""
    settings: Settings = request.app.state.settings
    if not settings.public_address:
        raise NoPages
    return _front(settings)


@cache
def _front(settings: Settings) -> Front:
    issuer = urlsplit(settings.issuer)
    return Front(
        settings.public_address,
        Provider(settings),
        Cookies(settings),
        f"{issuer.scheme}://{issuer.netloc}",
    )
