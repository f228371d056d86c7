import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.channels.console.guard import guard


async def opened(_request: web.Request) -> web.Response:
    return web.Response(text="open")


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
async def test_this_machine_is_let_in_by_any_of_its_names(host: str, peer: str) -> None:
    request = make_mocked_request("GET", "/desk", headers={"Host": host}).clone(remote=peer)
    assert (await guard(opened)(request)).status == 200


@pytest.mark.parametrize("peer", ["192.0.2.7", "2001:db8::7", "", "unix"])
async def test_another_machine_is_kept_out_whatever_it_calls_us(peer: str) -> None:
    request = make_mocked_request("GET", "/desk", headers={"Host": "localhost"}).clone(remote=peer)
    with pytest.raises(web.HTTPForbidden):
        await guard(opened)(request)
