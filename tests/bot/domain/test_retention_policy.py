from typing import Any

import pytest

from bot.domain.policy import Retention


@pytest.mark.parametrize("changes", [{"conversations_days": 29}, {"records_days": 29}, {"backups": 0}])
def test_to_keep_too_little_is_refused(changes: dict[str, Any]) -> None:
    [name] = changes
    with pytest.raises(ValueError, match=f"{name} is {changes[name]}; it must be"):
        Retention(**changes)
    assert Retention().conversations_days == 2190
