from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from diagnostics.enums import FigureKind, Level, Outlet
from diagnostics.models import Flow, PrintedDocument, Template
from diagnostics.printing import print_document
from diagnostics.services.templates import stock_template
from symbiose.nomenclatures.naf import naf_sections
from symbiose.programmes.models import Membership, Park, Programme, Role
from tests.diagnostics.factories import CompanyFactory, DiagnosticFactory, FlowFactory, MembershipFactory
from tests.pdf_checks import alternative_texts, faults, text_of

CODE = "15 01 01"


@pytest.fixture(autouse=True)
def _do_not_wait_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbiose.stored_pdf_views.WAIT_SECONDS", 0)


def url(programme: Programme, name: str = "detail", query: str = "") -> str:
    return reverse(f"balance:{name}", args=[programme.slug]) + query


def companies(programme: Programme, count: int, **kwargs: Any) -> list[Any]:
    return [CompanyFactory(programme=programme, **kwargs) for _n in range(count)]


def cardboard(programme: Programme, count: int = 3, *, tonnes: int = 10, **kwargs: Any) -> list[Flow]:
    """As many companies that part with cardboard."""
    place = {key: kwargs.pop(key) for key in ("city", "park", "naf_code") if key in kwargs}
    return [
        FlowFactory(company=company, quantity=tonnes, ewc_code=CODE, label="Cartons en balles", **kwargs)
        for company in companies(programme, count, **place)
    ]


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def printed_bytes() -> bytes:
    """What the worker prints of the one balance asked for."""
    document = print_document(pdf_id=PrintedDocument.objects.get().pk)
    with document.file.open("rb") as stored:
        return bytes(stored.read())


def test_three_companies_make_a_figure(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)

    page = body(as_animator, url(programme))

    assert "30 t/an" in page
    assert "Emballages en papier/carton" in page


def test_two_companies_make_none(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 2)

    page = body(as_animator, url(programme))

    assert "Trop peu d’entreprises pour ne trahir personne" in page
    assert "20 t/an" not in page


def test_an_empty_programme_says_the_next_gesture(as_animator: Client, programme: Programme) -> None:
    page = body(as_animator, url(programme))

    assert "Aucun flux pour l’instant" in page
    assert reverse("diagnostics:create", args=[programme.slug]) in page


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK])
def test_every_reader_reads_the_same_figures(
    programme: Programme, role: str, as_member: Callable[[Membership], Client]
) -> None:
    cardboard(programme, 3, level=Level.CHAMBERS)
    member = MembershipFactory(programme=programme, adviser=role == Role.ADVISER)
    if role != Role.ADVISER:
        Membership.objects.filter(pk=member.pk).update(role=role)

    page = body(as_member(Membership.objects.get(pk=member.pk)), url(programme))

    assert "30 t/an" in page


def test_what_an_adviser_keeps_is_in_no_total(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)
    cardboard(programme, 1, tonnes=12, level=Level.ADVISER)

    assert "30 t/an" in body(as_animator, url(programme))


def test_ended_lines_and_archived_companies_count_no_more(as_animator: Client, programme: Programme) -> None:
    flows = cardboard(programme, 5)
    Flow.objects.filter(pk=flows[0].pk).update(ended_at="2020-01-01T00:00Z")
    flows[1].company.archived_at = "2020-01-01T00:00Z"
    flows[1].company.save()

    assert "30 t/an" in body(as_animator, url(programme))


def test_kilograms_and_tonnes_add_up(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 2)
    cardboard(programme, 1, tonnes=4000, unit="kg")

    assert "24 t/an" in body(as_animator, url(programme))


def test_what_happens_once_stands_apart(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)
    cardboard(programme, 3, tonnes=2, period="ponctuel")

    page = body(as_animator, url(programme))

    assert "30 t/an" in page
    assert "Ce qui sort, une seule fois" in page
    assert ">6 t<" in page


def test_a_park_of_two_is_refused_and_so_is_what_would_betray_it(as_animator: Client, programme: Programme) -> None:
    """Five in all, three in one park: telling the park would tell the two others."""
    park = Park.objects.create(programme=programme, name="ZA des Trois")
    cardboard(programme, 3, park=park)
    cardboard(programme, 2)

    page = body(as_animator, url(programme, query=f"?park={park.pk}"))

    assert "Trop peu d’entreprises" in page
    assert "30 t/an" not in page


def test_a_park_whose_complement_is_large_enough_is_told(as_animator: Client, programme: Programme) -> None:
    park = Park.objects.create(programme=programme, name="ZA des Trois")
    cardboard(programme, 3, park=park)
    cardboard(programme, 3)

    assert "30 t/an" in body(as_animator, url(programme, query=f"?park={park.pk}"))


def test_a_trade_filters(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3, naf_code="10.71C")
    cardboard(programme, 4, naf_code="45.20A")

    page = body(as_animator, url(programme, query="?naf=G"))

    assert naf_sections()["G"].split(";")[0] in page
    assert "40 t/an" in page


def test_only_flow_balances_of_any_version_count_when_asked(as_animator: Client, programme: Programme) -> None:
    """A template edited after visits: old and new versions add up."""
    old = stock_template(programme, Template.Stock.BALANCE)
    new = Template.objects.create(
        programme=programme, kind=old.kind, series=old.series, stock=old.stock, title=old.title,
        number=2, schema=old.schema, published_at="2026-01-01T00:00Z",
    )  # fmt: skip
    for place, flow in enumerate(cardboard(programme, 4)):
        visit = DiagnosticFactory(company=flow.company, template=new if place % 2 else old)
        Flow.objects.filter(pk=flow.pk).update(origin_uuid=visit.uuid)
    cardboard(programme, 3)

    assert "40 t/an" in body(as_animator, url(programme, query="?source=balance"))


def test_what_leaves_the_territory_is_said(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3, outlet=Outlet.OUTSIDE)
    cardboard(programme, 4)

    page = body(as_animator, url(programme))

    assert "Au moins 30 t/an de déchets partent hors du territoire, sur 70 t/an." in page


def test_the_kinds_of_figure_are_told_where_three_gave_each(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3, quantity_kind=FigureKind.ESTIMATED)
    cardboard(programme, 3, quantity_kind=FigureKind.MEASURED)

    assert "50 % mesuré, 50 % estimé" in body(as_animator, url(programme))


def test_a_figure_opens_to_its_lines(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)
    cell = "sortants.masse.an.dechet.150101.code"

    page = body(as_animator, url(programme, "facts", f"?cell={cell}"))

    assert page.count("Cartons en balles") == 3


def test_the_facts_of_a_hidden_figure_are_not_there(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 2)

    answer = as_animator.get(url(programme, "facts", "?cell=sortants.masse.an.dechet.150101.code"))

    assert answer.status_code == 404


def test_the_committee_reads_no_line(as_committee: Client, programme: Programme) -> None:
    cardboard(programme, 3)

    assert as_committee.get(url(programme, "facts")).status_code == 403


def test_an_adviser_reads_names_of_their_own_companies_only(as_adviser: Client, programme: Programme) -> None:
    cardboard(programme, 3)

    page = body(as_adviser, url(programme, "facts", "?cell=sortants.masse.an.dechet.150101.code"))

    assert page.count("une entreprise du programme") == 3


def test_another_programme_is_not_there(as_stranger: Client, programme: Programme) -> None:
    for name in ("detail", "needs", "facts", "export", "pdf"):
        assert as_stranger.get(url(programme, name)).status_code == 404


def test_the_export_holds_only_what_is_told(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)
    FlowFactory(company=CompanyFactory(programme=programme), family="matiere", quantity=777, label="Secret")

    answer = as_animator.get(url(programme, "export"))

    text = answer.content.decode()
    assert "30,0" in text
    assert "777" not in text


def test_the_export_opens_as_a_workbook(as_animator: Client, programme: Programme, tmp_path: Any) -> None:
    cardboard(programme, 3)
    answer = as_animator.get(url(programme, "export", "?format=xlsx"))
    (tmp_path / "b.xlsx").write_bytes(answer.content)

    sheet = load_workbook(tmp_path / "b.xlsx").active

    assert sheet is not None
    assert sheet.cell(row=2, column=4).value == 30


@pytest.mark.parametrize(
    "query",
    ["?park=999999999999999999999", "?city=%00", "?naf=<script>", "?o=-%00", "?d=../..", f"?family={'x' * 9000}"],
)
def test_odd_filters_read_the_whole(as_animator: Client, programme: Programme, query: str) -> None:
    cardboard(programme, 3)

    assert "30 t/an" in body(as_animator, url(programme, query=query))


def test_odd_cells_are_not_there(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)

    for cell in ("%00", "x" * 5000, "sortants.masse", "é"):
        assert as_animator.get(url(programme, "facts", f"?cell={cell}")).status_code == 404


def test_a_hostile_label_is_text(as_animator: Client, programme: Programme) -> None:
    for company in companies(programme, 3, city="<b>Rouez"):
        FlowFactory(company=company, label="<script>alert(1)</script>", ewc_code=CODE)

    page = body(as_animator, url(programme, "facts", "?cell=sortants.masse.an.dechet.150101.code"))

    assert "<script>alert" not in page
    assert "<b>Rouez" not in page


def test_huge_and_tiny_quantities_are_drawn(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3, tonnes=99_999_999)
    for company in companies(programme, 3):
        FlowFactory(company=company, family="matiere", quantity=Decimal("0.001"), unit="g", ewc_code="")

    page = body(as_animator, url(programme))

    assert "<svg" in page
    assert "NaN" not in page


def test_the_drawing_says_its_data(as_animator: Client, programme: Programme) -> None:
    cardboard(programme, 3)

    page = body(as_animator, url(programme))

    assert "<title>Entre : rien. Sort : Emballages en papier/carton 30 t/an.</title>" in page


def test_the_pdf_is_printed_once_for_all_readers(
    as_animator: Client, as_committee: Client, programme: Programme
) -> None:
    cardboard(programme, 3)

    first = as_animator.get(url(programme, "pdf"))
    as_committee.get(url(programme, "pdf"))

    assert first.status_code == 202
    assert PrintedDocument.objects.filter(kind="balance").count() == 1


def test_the_pdf_is_sound(as_animator: Client, programme: Programme, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    cardboard(programme, 4, outlet=Outlet.OUTSIDE)
    as_animator.get(url(programme, "pdf"))

    printed = printed_bytes()

    assert faults(printed) == []
    assert "40 t/an" in text_of(printed).replace("\xa0", " ")
    assert any("Emballages" in text for text in alternative_texts(printed))


def test_a_refused_group_prints_as_refused(
    as_animator: Client, programme: Programme, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cardboard(programme, 2)
    as_animator.get(url(programme, "pdf"))

    printed = printed_bytes()

    assert "Trop peu d’entreprises" in text_of(printed).replace("\xa0", " ")


def test_the_same_need_in_three_companies_is_counted(as_animator: Client, programme: Programme) -> None:
    for label in ("formation SST", "sauveteur secouriste du travail", "formation de secouriste (SST)"):
        FlowFactory(
            company=CompanyFactory(programme=programme), direction="besoin", family="competence", label=label,
            quantity=None, unit="", period="",
        )  # fmt: skip

    page = body(as_animator, url(programme, "needs"))

    assert "Formation SST" in page
    assert f"{reverse('synergies:create', args=[programme.slug])}?title=Formation%20SST" in page


def test_a_need_of_two_companies_is_not_told(as_animator: Client, programme: Programme) -> None:
    for _n in range(2):
        FlowFactory(
            company=CompanyFactory(programme=programme), direction="besoin", family="competence", label="formation SST"
        )

    assert "Aucun besoin ne revient dans trois entreprises" in body(as_animator, url(programme, "needs"))


@pytest.mark.parametrize("name", ["detail", "needs"])
def test_pages_cost_the_same_whatever_the_number(
    as_animator: Client, programme: Programme, name: str, django_assert_max_num_queries: Any
) -> None:
    cardboard(programme, 3)
    as_animator.get(url(programme, name))
    cardboard(programme, 30)

    with django_assert_max_num_queries(16):
        as_animator.get(url(programme, name))


def test_a_shared_need_opens_a_lead_with_its_title(as_animator: Client, programme: Programme) -> None:
    address = reverse("synergies:create", args=[programme.slug])

    assert 'value="Formation SST"' in body(as_animator, f"{address}?title=Formation%20SST")


def test_lines_that_the_reader_may_not_see_are_counted(
    as_adviser: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No level that counts is closed to the staff today; should one be, its lines are counted and not shown."""
    flows = cardboard(programme, 3)
    hidden = Flow.objects.exclude(pk=flows[0].pk)
    monkeypatch.setattr("diagnostics.models.flows.FlowQuerySet.visible_to", lambda rows, member: hidden)

    page = body(as_adviser, url(programme, "facts", "?cell=sortants.masse.an.dechet.150101.code"))

    assert "1 ligne non visible" in page
