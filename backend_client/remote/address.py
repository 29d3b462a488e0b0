"""The server's address, checked before anything is sent: TLS, or this very machine.

https://plant-server:8421          verified, always, against the machine's certificates or a plant's own
http://127.0.0.1:8421              this machine, or a tunnel that ends on it
http://plant-server:8421           refused: badges and postings would cross a network in the clear
"""

import ssl
from ipaddress import ip_address
from pathlib import Path

import httpx

from backend_client.client import AddressWrong


def checked_address(text: str) -> httpx.URL:
    """Read an address; raises AddressWrong."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise AddressWrong(str(error)) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise AddressWrong(f"not an address of a server: {text}")
    if url.userinfo or url.query or url.fragment:
        raise AddressWrong("an address holds neither password nor query")
    if url.scheme == "http" and not is_loopback(url.host):
        raise AddressWrong(f"without TLS only on this machine: {url.host}")
    return url.copy_with(path=url.path.rstrip("/"))


def is_loopback(host: str) -> bool:
    """Answer whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost.example.com")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def verifying(scheme: str, ca_file: str) -> ssl.SSLContext:
    """Make what verifies the server: by the plant's own authority where a file names one. Raises AddressWrong."""
    if scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: nothing but this machine is spoken to
    if ca_file and not Path(ca_file).is_file():
        raise AddressWrong(f"no such file: {ca_file}")
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except (ssl.SSLError, OSError) as error:
        raise AddressWrong(f"{ca_file}: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
