"""Opaque identifiers: only the part that made one may look inside it."""

from typing import NewType

ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
FileId = NewType("FileId", str)
"""A file of a message, under the name that we keep it by."""
CaseNumber = NewType("CaseNumber", int)
"""An escalation's number, shown to people as `Case 1042`."""
PatientId = NewType("PatientId", str)
"""The billing system's key of one patient record; never shown."""
Address = NewType("Address", str)
"""Where a channel reaches one conversation or one desk thread; only that channel can read it."""
