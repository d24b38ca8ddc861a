"""Where webhooks may go: to the outside, by TLS, and never to an address inside the network."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from services.forum.sharing.keys import settings
from shared.problems import InvalidInput

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses in which one of IPv4 stands, which may be inside."""


class AddressInside(RuntimeError):  # noqa: N818
    """The name leads to an address inside the network."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook is sent: the address that was looked at, under the name that it has."""

    url: str
    """With the address in place of the name."""
    host: str
    """For the header, with its port."""
    name: str
    """That the certificate has to bear."""


def check_address(address: str, pointer: str) -> None:
    """Raise `InvalidInput` for an address that no webhook may have."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise InvalidInput.at(pointer, "not an address") from None
    inside = settings().webhooks_inside and _is_loopback(parts.hostname or "")
    if parts.scheme != "https" and not inside:
        raise InvalidInput.at(pointer, "an address that begins with https://")
    if not parts.hostname or parts.username or parts.password or parts.fragment or port == 0:
        raise InvalidInput.at(pointer, "a host, and neither user nor fragment")
    if _is_address(parts.hostname) and not inside and not is_outside(parts.hostname):
        raise InvalidInput.at(pointer, "an address outside the network")


async def target_of(address: str) -> Target:
    """Look the name up and choose an address outside. Raises `AddressInside` or `OSError`.

    Every address of the name is looked at, and the one that was looked at is the one that is
    connected to: a name that leads elsewhere a moment later gets nothing.
    """
    parts = urlsplit(address)
    name = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_, place in found]
    inside = settings().webhooks_inside
    if not all(is_outside(each) or (inside and _is_loopback(each)) for each in addresses):
        raise AddressInside
    chosen = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
    return Target(
        url=parts._replace(netloc=f"{chosen}:{port}").geturl(),
        host=parts.netloc,
        name=name,
    )


def is_outside(address: str) -> bool:
    """Whether the address is one of the internet's, and leads into no network of ours."""
    read = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(read, ipaddress.IPv6Address):
        read = read.ipv4_mapped or read.sixtofour or read
    return read.is_global and not read.is_multicast and read not in _NAT64


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback
