"""Which network addresses may be asked: only public ones, whatever way they are written."""

import ipaddress
import re

import httpx

from fetching.failures import Trouble

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST_URL = 8_000
HOST = re.compile(r"[A-Za-z0-9._-]{1,255}")

# From the IANA registries of special-purpose addresses; the standard library's view of them changes with its version.
_NOT_PUBLIC_4 = {
    "0.0.0.0/8": "this host",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers",
    "127.0.0.0/8": "this machine itself",
    "168.63.129.16/32": "a cloud's own services",
    "169.254.0.0/16": "link-local, where clouds keep their metadata",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "set apart for protocols",
    "192.0.2.0/24": "for examples only",
    "192.88.99.0/24": "a relay to IPv6",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "for measurements only",
    "198.51.100.0/24": "for examples only",
    "203.0.113.0/24": "for examples only",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_NOT_PUBLIC_6 = {
    "::/128": "this host",
    "::1/128": "this machine itself",
    "::ffff:0:0/96": "an IPv4 address in IPv6 clothes",
    "::/96": "an IPv4 address in IPv6 clothes",
    "64:ff9b:1::/48": "a private translation to IPv4",
    "2001::/23": "set apart for protocols",
    "2001:db8::/32": "for examples only",
    "2002::/16": "an IPv4 address in IPv6 clothes",
    "3fff::/20": "for examples only",
    "5f00::/16": "set apart for protocols",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "private",
    "ff00::/8": "multicast",
}
_NETWORKS = tuple((ipaddress.ip_network(net), why) for net, why in (_NOT_PUBLIC_4 | _NOT_PUBLIC_6).items())
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")


def refusal(address: str) -> str | None:
    """Why `address` must not be connected to; None for a public one.

    An address translated to IPv4 by the well-known prefix (RFC 6052) counts as the IPv4 address inside, since that is
    where a network without IPv4 of its own sends it.
    """
    try:
        ip: Address = ipaddress.ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(ip, ipaddress.IPv6Address) and ip in _TRANSLATED:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    for network, why in _NETWORKS:
        if ip.version == network.version and ip in network:
            return why
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_6:
        return "reserved"
    return None


def port_of(url: httpx.URL) -> int:
    """The port that a request for `url` goes to."""
    return (443 if url.scheme == "https" else 80) if url.port is None else url.port


def place(host: str, port: int) -> str:
    """`host:port` as the list of allowed places has it, an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def place_of(url: httpx.URL) -> str:
    """The `host:port` that a request for `url` goes to."""
    return place(url.raw_host.decode("ascii"), port_of(url))


def web_address(url: str) -> httpx.URL:
    """`url` as an address that can be asked for, without its fragment; Trouble for anything but plain http or https."""
    if len(url) > LONGEST_URL:
        raise Trouble("bad address", f"longer than {LONGEST_URL} characters")
    try:
        parsed = httpx.URL(url.strip().partition("#")[0])
    except (httpx.InvalidURL, ValueError) as error:
        raise Trouble("bad address", f"not a web address: {error}") from error
    if parsed.scheme not in ("http", "https"):
        raise Trouble("bad address", f"{parsed.scheme or 'no'} scheme, where only http and https are read")
    host = parsed.raw_host.decode("ascii")
    if ":" not in host and not HOST.fullmatch(host):
        raise Trouble("bad address", f"{host!r} is no name of a host" if host else "no host in it")
    if not 0 < port_of(parsed) < 65536:
        raise Trouble("bad address", f"there is no port {parsed.port}")
    if parsed.userinfo:
        raise Trouble("bad address", "a user name or password in it, which would go into the records")
    return parsed


def written_down(url: str) -> str:
    """`url` as it may stand in the ledger: without a user name and password, and of real characters only."""
    url = re.sub(r"^(\s*[A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", r"\1", url)
    return url.encode("utf-8", "replace").decode("utf-8")
