"""One's own access: password, second step, and the browsers one is signed in with."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from admin.access import OwnForm, SignedInVisitor, not_found
from admin.pages import redirect
from admin.sessions import devices_of, end_device, end_other_devices
from angebote.store import Scope

Number = Annotated[str, Path(max_length=64)]
routes = APIRouter()


@routes.get("/own")
def show_own_access(request: Request, visitor: SignedInVisitor) -> Response:
    """The page of one's own access."""
    panel = visitor.panel
    with panel.store.session(Scope.system(), is_reading=True) as session:
        devices = devices_of(session, visitor.account.id, visitor.token, panel.now())
    return panel.pages.page(request, "own_access.html", visitor=visitor, devices=devices)


@routes.post("/own/devices/others/end")
def end_others(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Sign out everywhere but here."""
    with visitor.panel.store.session(Scope.system()) as session:
        end_other_devices(session, visitor.account.id, visitor.token)
    return redirect(request, "/own", done="devices-ended")


@routes.post("/own/devices/{number}/end")
def end_one(request: Request, visitor: SignedInVisitor, number: Number, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Sign one of one's own browsers out."""
    with visitor.panel.store.session(Scope.system()) as session:
        if not end_device(session, visitor.account.id, number):
            raise not_found()
    return redirect(request, "/own", done="devices-ended")
