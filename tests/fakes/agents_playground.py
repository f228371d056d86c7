"""Microsoft's own stand-in for Teams, the Microsoft 365 Agents Playground, from npm; played through a real browser.

It deletes nothing, uploads nothing and waits for ever; `fake_teams` covers that. Its licence lets it be used and not
be handed on, therefore it is installed where the tests run.
"""

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, Locator, Page

from tests.fakes.local_slack import free_port
from tests.fakes.npm_packages import installed, unavailable

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
START_SECONDS = 40.0
TENANT = "00000000-0000-0000-0000-0000000000001"
GROUP, FRONT = "19:group@thread.v2", "19:front@thread.tacv2"
PERSONAL_CHAT, GROUP_CHAT, CHANNEL = "Personal Chat", "Group Chat", "Office - Front"
_LIST = "div:has([role=treeitem]):has(+ div [contenteditable])"
_CHAT = f"{_LIST} + div"
_PHONE = f"""
{_CHAT} {{ flex: none !important; width: 390px !important }}
{_CHAT} * {{ min-width: 0 !important; max-width: 390px }}
{_CHAT} .fai-OutputCard, {_CHAT} .fai-OutputCard * {{ max-width: 310px !important }}
"""

CONFIG = (
    f"""\
version: "0.1.1"
tenantId: {TENANT}
bot: {{id: 00000000-0000-0000-0000-00000000000011, name: ClaimDesk}}
currentUser: {{id: user-id-0, name: Rosa Delgado, userPrincipleName: rosa@example.test, aadObjectId: aad-0, \
givenName: Rosa, surname: Delgado, email: rosa@example.test}}
users:
"""
    + "".join(
        f"- {{id: user-id-{n}, name: Person {n}, userPrincipleName: p{n}@example.test, aadObjectId: aad-{n}, "
        f"givenName: Person, surname: N{n}, email: p{n}@example.test}}\n"
        for n in range(1, 6)
    )
    + f"""\
personalChat: {{id: a-personal-chat}}
groupChat: {{id: "{GROUP}", name: Group Chat}}
team: {{id: "19:team@thread.tacv2", name: Office, aadGroupId: 00000000-0000-0000-0000-000000000031, channels: [\
{{id: "{FRONT}", name: Front}}]}}
"""
)


@contextmanager
def agents_playground(folder: Path, bot: str, config: str = CONFIG) -> Iterator[str]:
    """Run it inside the block against the bot at this URL, and yield its page's address.

    Raises `AssertionError` when it does not come up: with a configuration that it does not take it says that it
    listens, and ends.
    """
    package = installed(PACKAGE)
    node = shutil.which("node")
    if node is None:
        unavailable("node is not on this machine")
    (folder / ".m365agentsplayground.yml").write_text(config)
    port = free_port()
    command = [node, str(package / "cli.js"), "start", "-e", f"{bot}/api/messages", "-c", "msteams", "-p", str(port)]
    environ = {**os.environ, "TEAMSAPPTESTER_BROWSER": "none"}
    with (folder / "playground.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--disable-telemetry"], cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _until_there(url, process)
        yield url
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def _until_there(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError("the playground ended at once: it does not take its configuration")
        with suppress(OSError):
            urllib.request.urlopen(f"{url}/_debug/ping", timeout=5).close()
            with suppress(subprocess.TimeoutExpired):
                # It answers before it has read its configuration.
                process.wait(1)
                continue
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise AssertionError(f"the playground did not start within {START_SECONDS:g} s")


class PlaygroundPage:
    """What one person does and sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def open(self, chat: str) -> None:
        """Go to a chat or a channel."""
        await self.page.locator(f'[role=treeitem][aria-label="{chat}"]').click()
        await self.page.locator("div[role=textbox][contenteditable=true]").first.wait_for()

    async def say(self, text: str, *, mention: bool = False, post: bool = False) -> None:
        """Write, with a mention of the bot first; in a channel it is a post."""
        box = self.page.locator("div[role=textbox][contenteditable=true]").last
        await box.click()
        if mention:
            await self.page.keyboard.type("@")
            await self.page.locator('#typeahead-menu [role=menuitem]:has-text("ClaimDesk")').first.click()
        await self.page.keyboard.type(f" {text}" if mention else text)
        if post:
            await self.page.get_by_role("button", name="Post", exact=True).click()
        else:
            await self.page.keyboard.press("Enter")

    @asynccontextmanager
    async def on_a_phone(self) -> AsyncIterator[Locator]:
        """Give the chat the width of a phone inside the block: the playground itself has no such form."""
        style = await self.page.add_style_tag(content=_PHONE)
        yield self.page.locator(_CHAT)
        await style.evaluate("each => each.remove()")

    def message(self, text: str) -> Locator:
        """Return the newest message that holds this text, with its author's line."""
        return self.page.locator(".fai-OutputCard").filter(has_text=text).last.locator("xpath=../..")


@asynccontextmanager
async def playground_page(browser: Browser, url: str) -> AsyncIterator[PlaygroundPage]:
    """Open the page inside the block. The fonts that it wants from the network stay away."""
    context = await browser.new_context(viewport={"width": 1500, "height": 1000})
    await context.route(lambda address: not address.startswith(url), lambda route: route.abort())
    page = await context.new_page()
    await page.goto(url)
    yield PlaygroundPage(page)
    await context.close()
