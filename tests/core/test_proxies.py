"""Whose request it is: proxies that are named are believed, and nobody else."""

import pytest

from abc_portal.core.proxies import Proxies, read_proxies, settle, visitor_network

ONE = read_proxies(["127.0.0.1"])
CHAIN = read_proxies(["127.0.0.1", "10.0.0.0/24", "2001:db8::/32"])
SOCKET = read_proxies(["unix"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "found"),
    [
        # Nobody is named: what is told is nothing.
        ("127.0.0.1", "192.0.2.7", Proxies(), "127.0.0.1"),
        ("192.0.2.7", "203.0.113.9", ONE, "192.0.2.7"),
        ("127.0.0.1", "192.0.2.7", ONE, "192.0.2.7"),
        ("127.0.0.1", "", ONE, "127.0.0.1"),
        # What the visitor wrote stands first; what the proxy appended stands last.
        ("127.0.0.1", "203.0.113.9, 192.0.2.7", ONE, "192.0.2.7"),
        ("127.0.0.1", "127.0.0.1, 192.0.2.7", ONE, "192.0.2.7"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.7, 10.0.0.5", CHAIN, "192.0.2.7"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.7, 10.9.0.5", CHAIN, "10.9.0.5"),
        ("127.0.0.1", "10.0.0.6, 10.0.0.5", CHAIN, "10.0.0.6"),
        # What is no address ends the chain at the last one that is.
        ("127.0.0.1", "192.0.2.7, nonsense", ONE, "127.0.0.1"),
        ("127.0.0.1", "nonsense, 10.0.0.5", CHAIN, "10.0.0.5"),
        ("127.0.0.1", "192.0.2.7:50123", ONE, "192.0.2.7"),
        ("127.0.0.1", "[2001:dc8::7]:50123", ONE, "2001:dc8::7"),
        ("::ffff:127.0.0.1", "::ffff:192.0.2.7", ONE, "192.0.2.7"),
        ("2001:db8::1", "192.0.2.7", CHAIN, "192.0.2.7"),
        ("", "192.0.2.7", SOCKET, "192.0.2.7"),
        ("", "192.0.2.7", ONE, ""),
        ("127.0.0.1", "192.0.2.7", SOCKET, "127.0.0.1"),
    ],
)
def test_the_visitor_is_found_behind_the_proxies(peer: str, forwarded: str, proxies: Proxies, found: str) -> None:
    meta = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}
    settle(meta, proxies)
    assert meta["REMOTE_ADDR"] == found


def test_who_is_no_proxy_cannot_claim_tls_or_an_address() -> None:
    headers = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "1.2.3.4", "HTTP_X_REAL_IP": "1.2.3.4"}
    meta = {"REMOTE_ADDR": "192.0.2.7", **headers}
    settle(meta, ONE)
    assert meta == {"REMOTE_ADDR": "192.0.2.7"}
    meta = {"REMOTE_ADDR": "127.0.0.1", **headers}
    settle(meta, ONE)
    assert meta["HTTP_X_FORWARDED_PROTO"] == "https"


@pytest.mark.parametrize("word", ["proxy.example.dk", "10.0.0.1/24", "*", "10.0.0"])
def test_what_names_no_proxy_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=word.replace("*", r"\*")):
        read_proxies(["127.0.0.1", word])


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_limits_count_a_connection(address: str, counted: str) -> None:
    assert visitor_network(address) == counted
