"""What a patient does in the chat's page."""

from playwright.async_api import Page, expect


async def say(page: Page, text: str) -> None:
    field = page.get_by_label("Your message")
    await field.fill(text)
    await field.press("Enter")


async def prove(page: Page) -> None:
    await say(page, "Rosa Delgado, born 12 March 1984, phone ending 0142")
    await expect(page.get_by_text("As of 9:14 AM")).to_be_visible()
