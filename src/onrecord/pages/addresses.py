"""Which network addresses a page may come from.

A program that fetches what it is told to can be told to fetch from inside its own network: the router, a
metadata service, a database on loopback. So the name is resolved first, every address it gives is judged,
and the connection goes to the judged address itself; a second look-up could give another answer.
"""

from __future__ import annotations

import ipaddress
import socket

from onrecord.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int, *, allow_private: bool, name: str) -> list[str]:
    """The addresses of ``host``, all of them public unless ``allow_private``.

    Raises FetchError with reason "unknown-host" or "private-address"; one private address among several
    refuses the host, because that is what a rebinding name looks like.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"{name}: the host {host!r} is unknown; expected a name that resolves; "
            "check the spelling and the connection",
            reason="unknown-host",
        ) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise FetchError(
            f"{name}: {host!r} is at {private[0]}, an address of a private network; expected a public one; "
            "allow private addresses explicitly if this is yours",
            reason="private-address",
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether ``address`` is reachable on the open internet, by itself and in every IPv4 it wraps."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _with_embedded(ip))


def _with_embedded(ip: Address) -> list[Address]:
    """The address and the IPv4 addresses that it tunnels to (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    inner: list[Address] = [ip.sixtofour] if ip.sixtofour else []
    if ip.teredo:
        inner += ip.teredo
    if ip in _NAT64:  # the prefix itself counts as global; what matters is where it leads
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip, *inner]
