import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.visitors import Visitors

PROXY = "192.0.2.1"


def request_from(peer: str, forwarded: str | None = None) -> web.Request:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request: web.Request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    return request


@pytest.fixture
def visitors() -> Visitors:
    return Visitors("secret", [PROXY])


def test_the_key_does_not_show_the_address(visitors: Visitors) -> None:
    assert "198.51.100.7" not in visitors.key(request_from("198.51.100.7"))


def test_two_addresses_have_two_keys(visitors: Visitors) -> None:
    assert visitors.key(request_from("198.51.100.7")) != visitors.key(request_from("198.51.100.8"))


def test_one_ipv6_network_has_one_key(visitors: Visitors) -> None:
    first, second = request_from("2001:db8:1:2::1"), request_from("2001:db8:1:2:ffff::9")
    assert visitors.key(first) == visitors.key(second)
    assert visitors.key(first) != visitors.key(request_from("2001:db8:1:3::1"))


def test_our_own_proxy_is_believed_about_the_last_hop(visitors: Visitors) -> None:
    behind = request_from(PROXY, "203.0.113.9, 198.51.100.7")
    assert visitors.key(behind) == visitors.key(request_from("198.51.100.7"))


def test_nobody_else_is_believed(visitors: Visitors) -> None:
    liar = request_from("198.51.100.7", "203.0.113.9")
    assert visitors.key(liar) == visitors.key(request_from("198.51.100.7"))


def test_a_peer_without_an_address_still_has_one_key(visitors: Visitors) -> None:
    assert visitors.key(request_from("a-socket")) == visitors.key(request_from("a-socket"))
