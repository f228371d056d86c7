import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.channels.web.visitors import Visitors

PROXY = "192.0.2.1"


def request_from(peer: str, *forwarded: str) -> web.Request:
    headers = CIMultiDict(("X-Forwarded-For", line) for line in forwarded)
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


def test_a_line_of_the_proxys_own_counts_and_not_the_one_that_a_visitor_made_up(visitors: Visitors) -> None:
    behind = request_from(PROXY, "203.0.113.9", "198.51.100.7")
    assert visitors.key(behind) == visitors.key(request_from("198.51.100.7"))


def test_a_chain_of_our_own_proxies_leads_to_the_visitor() -> None:
    visitors = Visitors("secret", [PROXY, "192.0.2.2"])
    chain = request_from(PROXY, "203.0.113.9, 198.51.100.7, 192.0.2.2")
    assert visitors.key(chain) == visitors.key(request_from("198.51.100.7"))


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("198.51.100.7:50123", "198.51.100.7"), ("[2001:db8:1:2::1]:50123", "2001:db8:1:2::1")],
)
def test_a_port_beside_the_address_does_not_make_a_new_visitor(
    visitors: Visitors, forwarded: str, address: str
) -> None:
    assert visitors.key(request_from(PROXY, forwarded)) == visitors.key(request_from(address))


def test_a_socket_for_both_protocols_tells_visitors_apart_and_knows_our_proxy(visitors: Visitors) -> None:
    one, other = request_from("::ffff:198.51.100.7"), request_from("::ffff:198.51.100.8")
    assert visitors.key(one) == visitors.key(request_from("198.51.100.7")) != visitors.key(other)
    assert visitors.key(request_from(f"::ffff:{PROXY}", "198.51.100.7")) == visitors.key(one)


def test_our_own_proxy_asking_for_itself_has_its_own_key(visitors: Visitors) -> None:
    assert visitors.key(request_from(PROXY)) != visitors.key(request_from("198.51.100.7"))


def test_nobody_else_is_believed(visitors: Visitors) -> None:
    liar = request_from("198.51.100.7", "203.0.113.9")
    assert visitors.key(liar) == visitors.key(request_from("198.51.100.7"))


def test_a_peer_without_an_address_still_has_one_key(visitors: Visitors) -> None:
    assert visitors.key(request_from("a-socket")) == visitors.key(request_from("a-socket"))
