"""Communes: names, codes and points inside."""

import pytest

from symbiose.nomenclatures import commune_by_insee, commune_by_name, communes_geojson
from symbiose.nomenclatures.communes import communes, contains, point_inside


@pytest.mark.parametrize("typed", ["Sillé-le-Guillaume", "sille le guillaume", "SILLE-LE-GUILLAUME"])
def test_a_commune_is_found_however_its_name_is_typed(typed):
    assert commune_by_name(typed).insee == "72334"


def test_saint_may_be_shortened():
    names = [commune.name for commune in communes().values() if commune.name.startswith("Saint-")]

    assert commune_by_name(names[0].replace("Saint-", "St ")).name == names[0]


def test_an_unknown_commune_is_none():
    assert commune_by_name("Atlantis") is commune_by_insee("00000") is None


def test_every_point_lies_inside_its_commune():
    for commune in communes().values():
        geometry = communes_geojson([commune.insee])["features"][0]["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        assert any(contains(polygon, commune.longitude, commune.latitude) for polygon in polygons), commune


def test_the_point_of_a_horseshoe_lies_inside_it():
    ring = [[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]]

    assert contains([ring], *point_inside({"type": "Polygon", "coordinates": [ring]}))


def test_outlines_leave_unknown_codes_out():
    assert [f["properties"]["code"] for f in communes_geojson(["72334", "00000"])["features"]] == ["72334"]
