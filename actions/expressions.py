"""JMESPath, compiled once, over JSON whose numbers keep their exact decimal value.

The three functions here stand in for JMESPath's own, which know only binary floats.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

import jmespath
from jmespath import exceptions, functions


class ExpressionError(Exception):
    """An expression does not compile, or does not fit the answer it was applied to. Holds no part of the answer."""


class _Exact(functions.Functions):
    @functions.signature({"types": ["array"]})
    def _func_sum(self, numbers: list[Any]) -> Any:
        return sum(number for number in numbers if number is not None)

    @functions.signature({"types": []})
    def _func_to_number(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            return None

    @functions.signature({"types": []})
    def _func_abs(self, value: Any) -> Any:
        return abs(value)


_OPTIONS = jmespath.Options(custom_functions=_Exact())


class Expression:
    """One compiled expression."""

    def __init__(self, text: str) -> None:
        """Compile `text`; raises `ExpressionError`."""
        self.text = text
        try:
            self._compiled = jmespath.compile(text)
        except exceptions.JMESPathError as error:
            raise ExpressionError(f"not a JMESPath expression: {' '.join(str(error).split())}") from error

    def of(self, document: Any) -> Any:
        """Apply it; raises `ExpressionError` when the answer does not have the shape that it takes for granted."""
        try:
            return self._compiled.search(document, options=_OPTIONS)
        except (exceptions.JMESPathError, TypeError, ValueError, ArithmeticError, AttributeError):
            raise ExpressionError(f"`{self.text}` does not fit the answer") from None

    def holds(self, document: Any) -> bool:
        """Apply it and take the result as JMESPath takes a condition: false, null and anything empty are no."""
        found = self.of(document)
        return not (found is None or found is False or found in ("", [], {}))
