"""`lotse user`: who may work in the panel."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from admin.accounts import AccountError, Invitation, disable, invite, list_accounts
from angebote.store import Scope
from bot.commands.running import exit_with, settings_or_exit, working_store
from bot.hosting import noted_address

app = typer.Typer(no_args_is_help=True, help="Who may work in the panel.")


@app.command("invite")
def invite_person(
    address: Annotated[str, typer.Argument(help="E-mail address of the person.")],
    name: Annotated[str, typer.Option(help="How the person is called.")] = "",
    role: Annotated[str, typer.Option(help="editor, lead, coordinator or operator.")] = "editor",
    town: Annotated[str, typer.Option(help="Short name of the town.")] = "",
    traeger: Annotated[
        list[str] | None, typer.Option(help="Name or id of a Traeger whose Angebote an editor or a lead keeps; may be repeated.")
    ] = None,
) -> None:
    """Make an account, or a new link for one that exists, and print the one-time link to hand over."""
    settings = settings_or_exit()
    invitation = Invitation(address=address, name=name or address, role=role, municipality=town, traeger=tuple(traeger or ()))
    with working_store(settings) as store:
        try:
            with store.session(Scope.system()) as session:
                link = invite(session, invitation, address=noted_address(settings), now=datetime.now(UTC))
        except AccountError as error:
            exit_with(str(error))
    typer.echo(f"Give this link to {address}. It works once, for 24 hours:\n{link}")


@app.command("list")
def list_people() -> None:
    """List all accounts."""
    with working_store(settings_or_exit()) as store, store.session(Scope.system(), is_reading=True) as session:
        for account in list_accounts(session):
            typer.echo("\t".join([account.address, account.role, "active" if account.is_active else "disabled", account.name]))


@app.command("disable")
def disable_person(address: Annotated[str, typer.Argument(help="E-mail address of the person.")]) -> None:
    """End the access of a person at once."""
    with working_store(settings_or_exit()) as store:
        try:
            with store.session(Scope.system()) as session:
                disable(session, address)
        except AccountError as error:
            exit_with(str(error))
    typer.echo(f"{address} can no longer sign in.")
