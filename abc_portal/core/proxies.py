"""Who a request really comes from: what a proxy says of its visitor is believed of named proxies only."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: What ``ABC_TRUSTED_PROXIES`` calls a proxy that speaks through a socket in the file system: it has no address.
SOCKET = "unix"
#: Headers that proxies set; from anybody else they are only a claim.
PROXY_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
#: The prefix of an IPv6 address that identifies a visitor: what a single connection is assigned.
IPV6_PREFIX = 64


@dataclass(frozen=True)
class Proxies:
    """The proxies that are believed."""

    networks: tuple[Network, ...] = ()
    socket: bool = False

    def __bool__(self) -> bool:
        return bool(self.networks) or self.socket

    def include(self, address: str) -> bool:
        """Whether the address is one of theirs; a socket of the file system has none."""
        if not address:
            return self.socket
        found = read_address(address)
        return found is not None and any(ipaddress.ip_address(found) in network for network in self.networks)


def read_proxies(words: list[str]) -> Proxies:
    """The proxies that a setting names. Raises ``ValueError`` with the word that is neither address nor network."""
    networks = []
    for word in words:
        if word == SOCKET:
            continue
        try:
            networks.append(ipaddress.ip_network(word))
        except ValueError as fault:
            raise ValueError(word) from fault
    return Proxies(tuple(networks), SOCKET in words)


def read_address(text: str) -> str | None:
    """The address as one writes it, without port, brackets and zone; ``None`` when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


def visitor(peer: str, forwarded_for: str, proxies: Proxies) -> str:
    """The address of the visitor behind trusted proxies.

    Each proxy appends its peer, so the last address that is no proxy of ours is the visitor; what comes before was
    written by the visitor.
    """
    address = peer
    for hop in reversed(forwarded_for.split(",")):
        if not proxies.include(address):
            break
        found = read_address(hop)
        if found is None:
            break
        address = found
    return address


def visitor_network(address: str) -> str:
    """What limits by address count: the address itself, or the network that an IPv6 address lies in."""
    found = read_address(address)
    if found is None:
        return ""
    if ":" not in found:
        return found
    return str(ipaddress.ip_network(f"{found}/{IPV6_PREFIX}", strict=False))


class TrueAddressMiddleware:
    """``REMOTE_ADDR`` is the visitor's address; nothing that only a proxy may say comes in from others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        settle(request.META, settings.TRUSTED_PROXIES)
        return self.get_response(request)


def settle(meta: dict[str, Any], proxies: Proxies) -> None:
    """Put the visitor's address in its place, and take away what was claimed by somebody who is not believed."""
    peer = meta.get("REMOTE_ADDR") or ""
    if proxies.include(peer):
        meta["REMOTE_ADDR"] = visitor(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        return
    for name in PROXY_HEADERS:
        meta.pop(name, None)
