"""A file that comes with a form: read once, with a limit, never kept on the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from admin.access import LARGEST_FORM_BYTES, MOST_FIELDS, FormRefusedError, Visitor, signed_in
from admin.tokens import is_form_token

LARGEST_FILE_BYTES = 5 * 1024 * 1024
LARGEST_UPLOAD_BYTES = 8 * 1024 * 1024
"""What a form with a file may weigh as a whole: a file that is a little too large still gets its sentence at the field."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with a file. Shape: `content` is empty if no file came; None if it is larger than LARGEST_FILE_BYTES."""

    fields: Mapping[str, list[str]]
    content: bytes | None


async def own_upload(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> Upload:
    """Return a form with a file that a signed-in person sent from a page of their own session.

    Errors: NotSignedInError, FormRefusedError; HTTPException 400 if it cannot be read at all.
    """
    fields: dict[str, list[str]] = {}
    content: bytes | None = b""
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST_FORM_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                read = await value.read(LARGEST_FILE_BYTES + 1)
                content = read if len(read) <= LARGEST_FILE_BYTES else None
            else:
                fields.setdefault(name, []).append(value)
    if not is_form_token(visitor.panel.key, visitor.token, fields.get("csrf", [""])[0]):
        raise FormRefusedError
    return Upload(fields, content)


OwnUpload = Annotated[Upload, Depends(own_upload)]
