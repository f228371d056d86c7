"""The forms that make a document of an answer or of a PDF, and the message that asks for its approval. Pure.

The forms carry where to ask for approval, and for a PDF our own name of its bytes: nothing of a case or a patient.
"""

from datetime import date, timedelta
from typing import Any, cast

from bot.channels.slack.answer_blocks import context
from bot.channels.slack.forms import form, plain, text_field
from bot.channels.slack.mrkdwn import escaped, in_sections, shown, to_mrkdwn
from bot.channels.slack.posts import Block
from bot.ports.library import AnswerDraft
from knowledge.passages import Audience
from knowledge.proposal import Proposal

ANSWER_FORM, PDF_FORM = "save_answer", "add_pdf"
TITLE, TEXT, TOPIC, AUDIENCE, REVIEW = "title", "text", "topic", "audience", "review"
APPROVE, DISCARD, ADD_PDF = "approve_document", "discard_document", "offer_pdf"
LONGEST_TITLE, LONGEST_TEXT = 200, 2900
REVIEWED_AFTER = timedelta(days=182)
AUDIENCES: dict[Audience, str] = {"staff": "Staff only", "patient": "Patients and staff"}
_BY_HAND = (
    "Nobody is named under `staff`, `leads` in office.yml. To approve it by hand, move the file `{file}` from "
    "knowledge/pending to knowledge."
)
_LOOK = "Before you approve: nobody may be recognised in it, and it must hold for every patient."


def answer_form(draft: AnswerDraft, carries: str, today: date) -> dict[str, Any]:
    """Return the form for an answer, filled with what was asked and answered."""
    question = " ".join(draft.question.split())[:LONGEST_TITLE]
    fields = [
        context_of(
            "Personal details were taken out. Take out what is left of them, and what was meant for one person."
        ),
        text_field(TITLE, "Question", initial=question),
        text_field(TEXT, "Answer", initial=draft.answer[:LONGEST_TEXT], multiline=True),
        *_particulars(today),
    ]
    return form(ANSWER_FORM, "Save as answer", fields, submit="Propose", carries=carries)


def pdf_form(carries: str, today: date) -> dict[str, Any]:
    """Return the form for a PDF."""
    fields = [text_field(TITLE, "Title, as people know the document"), *_particulars(today)]
    return form(PDF_FORM, "Add a document", fields, submit="Propose", carries=carries)


def entry(view: Any, name: str) -> str:
    """Return what was entered or chosen in a field."""
    field = view["state"]["values"].get(name, {}).get(name, {})
    chosen = (field.get("selected_option") or {}).get("value")
    return str(field.get("value") or field.get("selected_date") or chosen or "").strip()


def proposal_of(view: Any, file: str, owner: str, cleaned: AnswerDraft) -> Proposal:
    """Return the document that a form describes; `cleaned` has its title and text."""
    return Proposal(
        file=file,
        title=cleaned.question,
        topic=entry(view, TOPIC),
        owner=owner,
        audience=cast("Audience", entry(view, AUDIENCE)),
        review_date=date.fromisoformat(entry(view, REVIEW)),
        text=f"# {cleaned.question}\n\n{cleaned.answer}" if cleaned.answer else "",
    )


def mistakes(view: Any, today: date) -> dict[str, str]:
    """Return by field what is wrong with a form, in words for whoever fills it."""
    found = {}
    if not entry(view, TITLE):
        found[TITLE] = "Please write it out."
    elif len(entry(view, TITLE)) > LONGEST_TITLE:
        found[TITLE] = f"Please keep it within {LONGEST_TITLE} characters."
    if view["callback_id"] == ANSWER_FORM and not entry(view, TEXT):
        found[TEXT] = "Please write the answer."
    if not entry(view, TOPIC):
        found[TOPIC] = "One or two words, such as appeals."
    if entry(view, AUDIENCE) not in AUDIENCES:
        found[AUDIENCE] = "Please choose who may read it."
    if entry(view, REVIEW) <= today.isoformat():
        found[REVIEW] = "Please choose a day to come."
    return found


def approval_blocks(proposal: Proposal, *, leads: bool, outcome: str = "") -> list[Block]:
    """Return the message that asks for approval, or says what became of it."""
    due = f"to be looked at again by {proposal.review_date:%B %-d, %Y}" if proposal.review_date else "no review date"
    who = AUDIENCES[proposal.audience]
    blocks: list[Block] = [
        context(f"*{escaped(proposal.owner)}* proposes a document for the knowledge folder"),
        *(_section(part) for part in _shown(proposal)),
        context(f"{escaped(proposal.topic)} · {who} · {due}"),
    ]
    if outcome:
        return [*blocks, context(outcome)]
    if not leads:
        return [*blocks, context(_BY_HAND.format(file=proposal.file))]
    return [*blocks, context(_LOOK), decision(proposal.file)]


def decision(file: str) -> Block:
    """Return the two buttons about a document that waits; its name tells nothing."""
    buttons = [
        {"type": "button", "action_id": APPROVE, "value": file, "text": plain("Approve"), "style": "primary"},
        {"type": "button", "action_id": DISCARD, "value": file, "text": plain("Discard")},
    ]
    return {"type": "actions", "block_id": f"decide:{file}", "elements": buttons}


def offer_blocks(file: str) -> list[Block]:
    """Return the question whether a PDF shall be a document; `file` is our own name of its bytes."""
    button = {"type": "button", "action_id": ADD_PDF, "value": file, "text": plain("Add to the documents…")}
    text = "Shall people be answered from this PDF? Nothing happens until you have said who may read it."
    return [_section(text), {"type": "actions", "elements": [button]}]


def context_of(text: str) -> dict[str, Any]:
    """Return a small grey line of a form."""
    return {"type": "context", "elements": [plain(text)]}


def _shown(proposal: Proposal) -> list[str]:
    title, _, text = proposal.text.partition("\n\n")
    parts = in_sections(to_mrkdwn(text))[:2] if title else ["_A PDF; open it in the message above._"]
    return [f"*{escaped(proposal.title)}*", *parts]


def _particulars(today: date) -> list[dict[str, Any]]:
    return [text_field(TOPIC, "Topic", placeholder="appeals"), _audience(), _review(today)]


def _audience() -> dict[str, Any]:
    options = [{"text": plain(label), "value": name} for name, label in AUDIENCES.items()]
    element = {"type": "static_select", "action_id": AUDIENCE, "options": options, "initial_option": options[0]}
    return {"type": "input", "block_id": AUDIENCE, "label": plain("Who may read it"), "element": element}


def _review(today: date) -> dict[str, Any]:
    due = (today + REVIEWED_AFTER).isoformat()
    element = {"type": "datepicker", "action_id": REVIEW, "initial_date": due}
    return {"type": "input", "block_id": REVIEW, "label": plain("Look at it again by"), "element": element}


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": shown(mrkdwn)}
