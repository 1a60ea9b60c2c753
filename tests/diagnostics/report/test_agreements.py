"""The agreement to share: one in force, signed once, withdrawn at once, its lines closed and opened again."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from diagnostics.models import DataAgreement
from diagnostics.report.agreements import Signing, last_agreement, sign_agreement, withdraw_agreement
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from tests.diagnostics.factories import CompanyFactory, ContactFactory, DiagnosticFactory, FlowFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def sign(company, key=None, **changes):
    signing = Signing(**{"signer_name": "Denis Brault", **changes})
    return sign_agreement(company=company, agreement_uuid=key or uuid.uuid4(), signing=signing, actor=Actor())


def withdraw(agreement):
    return withdraw_agreement(agreement_id=agreement.pk, actor=Actor(), withdrawn_by="Denis Brault")


def test_what_is_signed_is_kept_word_for_word(company):
    text = sign(company).text

    assert company.programme.name in text
    assert "Changer d’avis." in text


def test_the_same_form_sent_twice_signs_once(company):
    key = uuid.uuid4()

    assert sign(company, key) == sign(company, key)
    assert DataAgreement.objects.count() == 1


def test_one_agreement_stands_at_a_time(company):
    first = sign(company)

    assert sign(company, signer_name="Une autre") == first


def test_the_database_keeps_one_standing(company):
    sign(company)

    with pytest.raises(IntegrityError), transaction.atomic():
        DataAgreement.objects.create(programme=company.programme, company=company, signer_name="x", text="x")


def test_the_company_bears_the_day(company):
    agreement = sign(company)

    company.refresh_from_db()
    assert company.sharing_agreed_on == agreement.signed_at.date()


def test_a_withdrawal_closes_the_lines_at_once(company):
    lines = [FlowFactory(company=company, level=level) for level in ("public", "programme", "chambers", "adviser")]
    agreement = withdraw(sign(company))

    for line in lines:
        line.refresh_from_db()
    assert {line.level for line in lines} == {"adviser"}
    assert sorted(agreement.closed_levels.values()) == ["chambers", "programme", "public"]


def test_a_withdrawal_closes_ended_lines_too(company):
    line = FlowFactory(company=company, level="programme", ended_at=timezone.now())
    withdraw(sign(company))

    line.refresh_from_db()
    assert line.level == "adviser"


def test_a_withdrawal_touches_no_other_company(company):
    other = FlowFactory(company=CompanyFactory(programme=company.programme), level="public")
    withdraw(sign(company))

    other.refresh_from_db()
    assert other.level == "public"


def test_signed_anew_the_lines_have_their_readers_again(company):
    line = FlowFactory(company=company, level="programme")
    withdraw(sign(company))
    sign(company)

    line.refresh_from_db()
    assert line.level == "programme"


def test_what_the_company_opened_meanwhile_stays_as_it_chose(company):
    line = FlowFactory(company=company, level="programme")
    withdraw(sign(company))
    line.refresh_from_db()
    line.level = "public"
    line.save()
    sign(company)

    line.refresh_from_db()
    assert line.level == "public"


def test_withdrawn_twice_is_withdrawn_once(company):
    agreement = withdraw(sign(company))

    assert withdraw(agreement).withdrawn_at == agreement.withdrawn_at
    assert Fact.objects.filter(kind="agreement_withdrawn").count() == 1


def test_the_one_in_force_comes_before_those_withdrawn(company):
    withdraw(sign(company))
    standing = sign(company)

    assert last_agreement(company) == standing


def test_signing_and_withdrawing_are_journalled(company):
    withdraw(sign(company))

    assert list(Fact.objects.filter(kind__startswith="agreement").order_by("pk").values_list("kind", flat=True)) == [
        "agreement_signed",
        "agreement_withdrawn",
    ]


@pytest.fixture
def visit(company, adviser):
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


def address(visit, name="agreement"):
    return reverse(f"report:{name}", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})


def company_page(company):
    return reverse("report:company_agreement", kwargs={"programme_slug": company.programme.slug, "pk": company.pk})


def typed(**changes):
    return {"agreement_uuid": str(uuid.uuid4()), "signer_name": "Denis Brault", "agreed": "on", **changes}


def test_a_contact_signs_on_the_tablet(as_adviser, visit):
    contact = ContactFactory(company=visit.company, role="gérant")

    response = as_adviser.post(
        address(visit), typed(signer_name="", contact=contact.pk, signature="[[[10, 10], [40, 60]]]")
    )

    agreement = DataAgreement.objects.get()
    assert response.status_code == 302
    assert (agreement.contact, agreement.signer_role, agreement.signature) == (
        contact,
        "gérant",
        [[[10, 10], [40, 60]]],
    )


def test_a_name_typed_is_enough(as_adviser, visit):
    as_adviser.post(address(visit), typed())

    assert DataAgreement.objects.get().signer_name == "Denis Brault"


@pytest.mark.parametrize(
    "odd",
    [
        {"signer_name": ""},
        {"agreed": ""},
        {"signature": "[[[9999, 1]]]"},
        {"signature": "x" * 1_000_000},
        {"agreement_uuid": "x"},
        {"signer_name": "a" * 500},
        {"signer_name": "a\x00b"},
        {"contact": "99999999999999999999"},
    ],
)
def test_an_odd_agreement_is_refused_in_words(as_adviser, visit, odd):
    assert as_adviser.post(address(visit), typed(**odd)).status_code == 422
    assert not DataAgreement.objects.exists()


def test_the_contact_of_another_company_does_not_sign(as_adviser, visit):
    stranger = ContactFactory(company=CompanyFactory(programme=visit.programme))

    assert as_adviser.post(address(visit), typed(signer_name="", contact=stranger.pk)).status_code == 422


def test_the_key_of_another_companys_agreement_signs_nothing(as_adviser, client, token, visit):
    theirs = sign(CompanyFactory(programme=visit.programme))
    page = reverse("personal_report:agreement", kwargs={"token": token})

    assert as_adviser.post(address(visit), typed(agreement_uuid=str(theirs.uuid))).status_code == 422
    client.post(page, {"do": "sign", "agreement_uuid": str(theirs.uuid)})
    assert last_agreement(visit.company).uuid != theirs.uuid


def test_another_chamber_does_not_find_the_agreement(as_other_chamber, visit):
    assert as_other_chamber.post(address(visit), typed()).status_code == 404
    assert as_other_chamber.get(company_page(visit.company)).status_code == 404


def test_another_programme_does_not_find_the_agreement(as_stranger, visit):
    assert as_stranger.get(company_page(visit.company)).status_code == 404


def test_the_committee_may_not_open_it(as_committee, visit):
    assert as_committee.get(company_page(visit.company)).status_code == 403


def test_staff_withdraws_when_the_company_asks(as_animator, company):
    agreement = sign(company)
    as_animator.post(company_page(company), {"asked_by": "Denis Brault"})

    agreement.refresh_from_db()
    assert agreement.withdrawn_by == "Denis Brault, à sa demande"


def test_staff_says_who_asked(as_animator, company):
    sign(company)

    assert as_animator.post(company_page(company), {"asked_by": ""}).status_code == 422
    assert last_agreement(company).withdrawn_at is None


def test_nothing_is_withdrawn_where_nothing_was_signed(as_animator, company):
    assert as_animator.post(company_page(company), {"asked_by": "Denis"}).status_code == 422


def test_the_signature_is_drawn_back(as_animator, company):
    sign(company, signature=[[[1, 2], [3, 4]]])

    assert "M1 2 L3 4" in as_animator.get(company_page(company)).content.decode()


def test_the_company_withdraws_on_its_own_page(client, token, company):
    agreement = sign(company)
    client.post(reverse("personal_report:agreement", kwargs={"token": token}), {"do": "withdraw"})

    agreement.refresh_from_db()
    assert agreement.withdrawn_at


def test_the_company_signs_anew_on_its_own_page(client, token, company):
    page = reverse("personal_report:agreement", kwargs={"token": token})
    client.post(page, {"do": "sign", "agreement_uuid": "odd"})
    client.post(page, {"do": "sign"})

    assert DataAgreement.objects.count() == 1


def test_reading_it_changes_nothing(client, token, company):
    sign(company)
    response = client.get(reverse("personal_report:agreement", kwargs={"token": token}))

    assert response.status_code == 200
    assert last_agreement(company).withdrawn_at is None


def operation(key, **said):
    values = {"signer_name": "Denis Brault", "agreed": "on", "signature": "[[[1, 2], [3, 4]]]", **said}
    changes = {name: {"base": "", "value": value} for name, value in values.items()}
    return {"id": str(uuid.uuid4()), "target": "agreement", "key": str(key), "create": True, "changes": changes}


def push(client, visit, *operations):
    address = reverse("sync:push", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})
    return client.post(address, {"operations": operations}, content_type="application/json").json()["results"]


def test_signed_without_network_it_arrives_once(as_adviser, visit):
    key = uuid.uuid4()
    sent = operation(key)
    results = [*push(as_adviser, visit, sent), *push(as_adviser, visit, sent, operation(key))]

    assert {result["status"] for result in results} == {"done"}
    assert DataAgreement.objects.get().uuid == key


def test_signed_without_network_and_without_a_name_it_is_refused_in_words(as_adviser, visit):
    (result,) = push(as_adviser, visit, operation(uuid.uuid4(), signer_name=""))

    assert (result["status"], list(result["errors"])) == ("refused", ["signer_name"])


def test_the_key_of_another_company_is_gone(as_adviser, visit):
    theirs = sign(CompanyFactory(programme=visit.programme))
    (result,) = push(as_adviser, visit, operation(theirs.uuid))

    assert result["status"] == "gone"
