"""A sample billing system, for the demo, for tests, and for whoever writes an action for the first time.

It is modelled on the interface of a practice-management system, an invention of our own, and speaks of invented
people only. `start()` runs it on loopback.
"""

from actions.sandbox.app import SAMPLE_KEY, Sandbox, create_app, start

__all__ = ["SAMPLE_KEY", "Sandbox", "create_app", "start"]
