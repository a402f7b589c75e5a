"""The writer that JSON-LD names: by a node of its own, and never the newspaper itself."""

import json

import pytest

from tests.test_fields_beside import read

SITE = '<meta property="og:site_name" content="Báo Mới Tỉnh">'


def page(
    author: object, *, publisher: object = None, graph: tuple[object, ...] = (), site: str = ""
) -> str:
    article = {"@type": "NewsArticle", "headline": "Mùa lúa", "author": author}
    if publisher is not None:
        article["publisher"] = publisher
    return f'{site}<script type="application/ld+json">{json.dumps({"@graph": [article, *graph]})}</script>'


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


PAPER = {"@type": "Organization", "name": "Báo Mới Tỉnh"}


@pytest.mark.parametrize(
    ("name", "publisher", "site"),
    [
        ("Báo Mới Tỉnh", PAPER, ""),
        ("Báo Mới Tỉnh", None, SITE),
        ("Báo điện tử Mới Tỉnh", None, SITE),
        ("Báo Mới Tỉnh Online", PAPER, ""),
        ("Mới Tỉnh", PAPER, ""),
        ("baomau.example", None, ""),
        ("BAOMAU.EXAMPLE", None, ""),
        ("www.baomau.example", None, ""),
        ("Tòa soạn", None, ""),
        ("Ban biên tập", None, ""),
        ("Ban Biên tập Báo Mới Tỉnh", None, ""),
        ("Biên tập viên", None, ""),
    ],
)
def test_the_newspaper_is_no_writer(name: str, publisher: object, site: str):
    fields = read(head=page(person(name), publisher=publisher, site=site))
    assert (fields.byline, fields.authors) == (None, [])
    both = read(head=page([person(name), person("Thu Hà")], publisher=publisher, site=site))
    assert both.byline == "Thu Hà"


def test_a_person_is_one():
    assert read(head=page(person("Bảo Ngọc"), publisher=PAPER, site=SITE)).byline == "Bảo Ngọc"
    own = {"@type": ["Person", "Organization"], "name": "Thu Hà"}
    assert read(head=page(person("Thu Hà"), publisher=own)).byline == "Thu Hà"


def test_an_author_named_by_the_id_of_a_node():
    node = {"@type": "Person", "@id": "https://baomau.example/#/person/1", "name": "Thu Hà"}
    author = {"@id": "https://baomau.example/#/person/1"}
    assert read(head=page(author, graph=(node,))).byline == "Thu Hà"
    assert read(head=page([author], graph=(node,))).byline == "Thu Hà"
    assert read(head=page(author)).byline is None
    house = node | {"@type": "Organization"}
    assert read(head=page(author, graph=(house,))).byline is None
    admin = node | {"name": "admin"}
    assert read(head=page(author, graph=(admin,))).byline is None
    publisher = {"@type": "Organization", "@id": "#p", "name": "Tin Mới"}
    told = page(person("Tin Mới"), publisher={"@id": "#p"}, graph=(publisher,))
    assert read(head=told).byline is None
