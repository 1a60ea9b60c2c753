"""One effect per form sent: a creating form carries a key made with it, and a second send of it is told apart.

A view that creates:

    with transaction.atomic():
        if not claim_submission(request):
            return redirect(…)  # the first send did the work
        company = create_company(…)

The key is a row written in the transaction of the creation, so a creation that fails frees it, and it works
with the cache away. The form has the field of `SubmissionForm`, or the template writes `new_submission_key()`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms

from symbiose.programmes.models import Submission

if TYPE_CHECKING:
    from symbiose.http import MemberRequest, PersonalRequest

FIELD = "submission_key"


class SubmissionForm(forms.Form):
    """To be mixed into a creating form: the hidden key."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def new_submission_key() -> str:
    return str(uuid.uuid4())


def submitted_key(request: MemberRequest | PersonalRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def claim_submission(request: MemberRequest | PersonalRequest) -> bool:
    """True for the first send of a form, False for its repetition; to be called inside the creating transaction.

    A send without a key is always a first one.
    """
    key = submitted_key(request)
    if key is None:
        return True
    author = request.user if request.user.is_authenticated else None
    _row, first = Submission.objects.get_or_create(
        uuid=key, defaults={"programme": request.programme, "created_by": author}
    )
    return first
