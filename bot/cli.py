"""`claimdesk`: one command for each job. Heavy parts are imported by the command that needs them."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The claim-status desk of a medical billing office.\n\nStart with [bold]claimdesk demo[/bold]. "
    "Your own office is a folder: [bold]claimdesk init DIR[/bold] writes one to edit.",
)
model_app = typer.Typer(no_args_is_help=True, help="A local model for searching by meaning.")
eval_app = typer.Typer(no_args_is_help=True, help="Figures on lists of your own, for people or as JSON.")
action_app = typer.Typer(no_args_is_help=True, help="Live look-ups in the office's billing system.")
report_app = typer.Typer(no_args_is_help=True, help="Figures on what the desk has done, for people or as JSON.")
app.add_typer(report_app, name="report")
app.add_typer(model_app, name="model")
app.add_typer(action_app, name="action")
app.add_typer(eval_app, name="eval")

Least = Annotated[float, typer.Option("--min", help="Exit status 1 below this share, such as 0.95.", min=0, max=1)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


class Job(StrEnum):
    """What the timetable runs."""

    HEALTH_CHECK = "health-check"
    INSIGHT = "insight"
    FRESHNESS = "freshness"
    HOUSEKEEPING = "housekeeping"


class Speaker(StrEnum):
    """Whom a question comes from."""

    PATIENT = "patient"
    STAFF = "staff"


As = Annotated[Speaker, typer.Option("--as", help="Who asks: a patient must prove who they are, staff are trusted.")]


@app.callback()
def root(
    office: Annotated[
        Path | None, typer.Option(help="The office folder; CLAIMDESK_OFFICE, else the packaged sample office.")
    ] = None,
) -> None:
    """Take the office folder for every command."""
    if office:
        os.environ["CLAIMDESK_OFFICE"] = str(office)


@app.command()
def init(directory: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Write a sample office folder to edit: office.yml, knowledge/, actions/, checks.yml."""
    from bot.commands.init import run

    run(directory)


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="The port of the page; 8080, or CLAIMDESK_PORT.")] = None,
) -> None:
    """Run the whole desk on this machine: chat, billing desk and a sample billing system. No account, no key."""
    from bot.commands.serve import run

    run(demo=True, port=port)


@app.command()
def serve() -> None:
    """Run the desk for your office, until SIGTERM; what is in hand is finished first."""
    from bot.commands.serve import run

    run(demo=False, port=None)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What a person would write.")],
    speaker: As = Speaker.PATIENT,
    identity: Annotated[
        str,
        typer.Option(
            help="What the patient says of themselves: last_name=...,date_of_birth=YYYY-MM-DD,phone_last4=... "
            "(or member_id=...). It is checked like anything else they say."
        ),
    ] = "",
    as_json: Json = False,
    trace: Annotated[bool, typer.Option(help="Show how the answer came about.")] = False,
) -> None:
    """Answer one question without a server, from your documents and live look-ups."""
    from bot.commands.ask import run

    run(question, speaker.value, identity, as_json=as_json, trace=trace)


@app.command()
def ingest(as_json: Json = False) -> None:
    """Bring the document index up to the knowledge folder: only what changed is read again."""
    from bot.commands.ingest import run

    run(as_json=as_json)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    speaker: As = Speaker.STAFF,
    as_json: Json = False,
) -> None:
    """Show which passages a question finds, with their scores and whether they answer it."""
    from bot.commands.search import run

    run(question, speaker.value, as_json=as_json)


@app.command()
def check(
    model: Annotated[
        str, typer.Option(help="The language model to check with, in place of CLAIMDESK_MODEL; none for no model.")
    ] = "",
    as_json: Json = False,
    least: Least = 1.0,
) -> None:
    """Ask every question of checks.yml and look up every canary claim; fail when an answer has drifted."""
    from bot.commands.check import run

    run(model=model, as_json=as_json, least=least)


@eval_app.command("search")
def eval_search(
    file: Annotated[
        Path,
        typer.Argument(
            help="YAML: a list of question, source and section; an empty source means that nothing answers it."
        ),
    ],
    as_json: Json = False,
) -> None:
    """Measure the search on questions with known places: found first, found in five, refused rightly."""
    from bot.commands.eval_search import run

    run(file, as_json=as_json)


@eval_app.command("routes")
def eval_routes(
    file: Annotated[Path, typer.Argument(help="YAML: `utterances`, a list of id, session, text and expected_route.")],
    as_json: Json = False,
    least: Least = 0.0,
) -> None:
    """Measure where sentences go, and try what must not happen on each. No live system is asked."""
    from bot.commands.eval_routes import routes

    routes(file, as_json=as_json, least=least)


@eval_app.command("numbers")
def eval_numbers(
    file: Annotated[Path, typer.Argument(help="YAML: `claim`, `ambiguous_or_not`, `hostile`: lists of s and want.")],
    as_json: Json = False,
    least: Least = 0.0,
) -> None:
    """Measure what numbers are taken for: a claim, one to ask about, or something else."""
    from bot.commands.eval_routes import numbers

    numbers(file, as_json=as_json, least=least)


@eval_app.command("answers")
def eval_answers(
    file: Annotated[Path, typer.Argument(help="YAML: a list of id, question, facts, cites, forbidden, unknown ...")],
    models: Annotated[
        list[str] | None,
        typer.Option("--model", help="A model to measure; several stand side by side, and none is no model."),
    ] = None,
    as_json: Json = False,
    least: Least = 0.0,
) -> None:
    """Measure answers: facts, citations, what must not be said, refusals, route, tokens and time."""
    from bot.commands.eval_answers import run

    run(file, models or [], as_json=as_json, least=least)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Look for what is wrong before a patient does: folder, settings, index, billing system, database, dead letters."""
    from bot.commands.doctor import run

    run(as_json=as_json)


@app.command("run")
def run_job(job: Annotated[Job, typer.Argument(help="What to run.")], as_json: Json = False) -> None:
    """Run a job of the timetable now: its report is kept and goes to the desk, as on its day."""
    from bot.commands.run import run

    run(job.value, as_json=as_json)


@app.command()
def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much would be deleted.")] = False,
) -> None:
    """Delete for good what `retention` in office.yml keeps no longer, as the timetable does each night."""
    from bot.commands.purge import run

    run(dry_run=dry_run)


@app.command()
def backup(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Copy database, index and session key into a folder, all of one moment, while the desk goes on."""
    from bot.commands.backup import run

    run(folder)


@app.command()
def restore(folder: Annotated[Path, typer.Argument(help="A folder that `claimdesk backup` wrote.")]) -> None:
    """Fill an empty desk from a backup: CLAIMDESK_DATA and DATABASE_URL say which one."""
    from bot.commands.backup import run_restore

    run_restore(folder)


@app.command("teams-package")
def teams_package(
    file: Annotated[Path, typer.Argument(help="The zip to write.")] = Path("claimdesk-teams.zip"),
) -> None:
    """Write the app package for Microsoft Teams, checked against its schema."""
    from bot.commands.teams_package import run

    run(file)


@app.command("dead-letters")
def dead_letters(as_json: Json = False) -> None:
    """List what could not be delivered or answered, and why."""
    from bot.commands.redrive import show

    show(as_json=as_json)


@app.command()
def redrive(
    letters: Annotated[
        list[str] | None, typer.Argument(help="Such as outbox:12; see `claimdesk dead-letters`.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Try dead letters again. One marked uncertain may reach the person twice."""
    from bot.commands.redrive import run

    run(letters or [], every=every)


@model_app.command("fetch")
def model_fetch(
    folder: Annotated[Path, typer.Argument(help="Where to put it; then set CLAIMDESK_EMBEDDING_MODEL to it.")] = Path(
        ".claimdesk/model"
    ),
) -> None:
    """Download the local embedding model into a folder. Without one, full text and exact codes serve alone."""
    from bot.commands.model import fetch

    fetch(folder)


@report_app.command("insight")
def report_insight(
    page: Annotated[Path | None, typer.Option(help="Write it as a page with charts, one file of HTML.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write every figure as a table for spreadsheets.")] = None,
    as_json: Json = False,
) -> None:
    """Show last week: what was asked, handed over and missing, and how long people took; nobody's name is in it."""
    from bot.commands.insight import run

    run(page_file=page, csv_file=csv, as_json=as_json)


@report_app.command("shadow")
def report_shadow(
    days: Annotated[int, typer.Option(help="How far back to look.", min=1)] = 30,
    as_json: Json = False,
) -> None:
    """Show by payer how far the bot's answers in shadow agree with what people wrote, and where they do not."""
    from bot.commands.report import shadow

    shadow(days=days, as_json=as_json)


@action_app.command("list")
def action_list(as_json: Json = False) -> None:
    """List the office's actions and the inputs they take."""
    from bot.commands.action import show

    show(as_json=as_json)


@action_app.command("test")
def action_test(
    name: Annotated[str, typer.Argument(help="The action, such as get_claim_status.")],
    inputs: Annotated[list[str] | None, typer.Argument(help="Its inputs, such as claim_number=45012-A.")] = None,
    as_json: Json = False,
) -> None:
    """Run one action and show the request (secrets masked), the response, what was mapped, and the time."""
    from bot.commands.action import test

    test(name, inputs or [], as_json=as_json)


def main() -> None:
    """Run the command line; our own errors are a few plain lines, and exit status 2."""
    try:
        app()
    except Exception as error:
        from bot.commands.failures import told

        lines = told(error)
        if lines is None:
            raise
        sys.stderr.write(f"claimdesk: {lines}\n")
        sys.exit(2)
