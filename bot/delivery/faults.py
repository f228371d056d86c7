"""Name a failure without its text: an exception's words may quote a patient or a secret."""

import traceback
from pathlib import PurePath


def named(error: BaseException) -> str:
    """Return the error's type and the line of code it came from, such as `KeyError at turn.py:81`."""
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    return f"{kind} at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind
