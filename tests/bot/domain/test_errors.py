from bot.domain.errors import ClaimDeskError, DeliveryError, RetryLater, Uncertain, Undeliverable


def test_a_delivery_error_says_why_and_when_to_try_again() -> None:
    assert (RetryLater("busy", 3.5).reason, RetryLater("busy", 3.5).after, RetryLater("busy").after) == (
        "busy",
        3.5,
        None,
    )
    assert str(Undeliverable("gone")) == Undeliverable("gone").reason == "gone"


def test_every_error_for_people_has_one_base() -> None:
    assert all(issubclass(kind, DeliveryError) for kind in (RetryLater, Undeliverable, Uncertain))
    assert issubclass(DeliveryError, ClaimDeskError)
