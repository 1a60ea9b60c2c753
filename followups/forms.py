from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Contact, Interaction
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.submissions import SubmissionForm


class MessageForm(forms.ModelForm[OutboxEmail]):
    class Meta:
        model = OutboxEmail
        fields = ["subject", "personal_note"]
        widgets = {"personal_note": forms.Textarea(attrs={"rows": 5, "data-grow": True})}
        help_texts = {"personal_note": _("Se lit en tête du message, juste après le bonjour.")}


class CallForm(SubmissionForm):
    """What came of a call; « Fait » alone means that the person was reached."""

    outcome = forms.ChoiceField(choices=[choice for choice in Interaction.Outcome.choices if choice[0]])
    text = forms.CharField(required=False, max_length=4000)
    cause = forms.CharField(required=False, max_length=80)
    contact = forms.ModelChoiceField(queryset=Contact.objects.none(), required=False)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ModelChoiceField)
        contact.queryset = Contact.objects.filter(company=company)
