"""The servers on loopback: files as a static host serves them, ports that are free or taken."""

import gzip

import pytest
from werkzeug.test import Client

from acquit.site.serving import PortTakenError, Server, Stack, _closed_at_its_end, files


@pytest.fixture
def client(tmp_path):
    site = tmp_path / "site"
    (site / "fr" / "how-to").mkdir(parents=True)
    (site / "fr" / "how-to" / "index.html").write_text("<p>é</p>", encoding="utf-8")
    (site / "fr" / "404.html").write_text("introuvable", encoding="utf-8")
    (tmp_path / "secret").write_text("secret")
    return Client(files(site))


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/fr/how-to/", 200, "<p>é</p>"),
        ("/fr/how-to/index.html", 200, "<p>é</p>"),
        ("/fr/how-to/index.html/", 404, "introuvable"),
        ("/fr/nowhere/", 404, "introuvable"),
        ("/de/nowhere/", 404, "not found\n"),
        ("/../secret", 404, "not found\n"),
        ("/fr/..%2f..%2fsecret", 404, "introuvable"),
        ("/" + "a" * 300, 404, "not found\n"),
        ("/fr/%00", 404, "introuvable"),
        ("/x%0d%0aX:1/", 404, "not found\n"),
    ],
)
def test_paths(client, path, status, body):
    response = client.get(path)
    assert (response.status_code, response.text) == (status, body)


def test_a_folder_redirects_to_its_slash_and_keeps_the_query(client):
    response = client.get("/fr/how-to?x=1")
    assert (response.status_code, response.location) == (301, "/fr/how-to/?x=1")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "gzip"), ("", None), ("gzip;q=0", None), ("br", None)],
)
def test_texts_are_compressed_for_browsers_that_take_it(client, accepted, encoding):
    response = client.get("/fr/how-to/", headers={"Accept-Encoding": accepted})
    body = gzip.decompress(response.data) if encoding else response.data
    assert (response.headers.get("Content-Encoding"), body.decode()) == (encoding, "<p>é</p>")
    assert response.headers["Vary"] == "Accept-Encoding"


def test_only_reading(client):
    assert client.put("/fr/how-to/").status_code == 405


def test_a_taken_port_is_said_plainly():
    first = Server()
    try:
        with pytest.raises(PortTakenError, match=f"port {first.port} is taken"):
            Server(first.port)
    finally:
        first.close()


def test_a_server_elsewhere_is_taken_at_its_word():
    with Stack({"widget": "https://pay.example.com/"}) as stack:
        assert stack.public["widget"] == "https://pay.example.com"
        assert set(stack.servers) == {"help"}


def test_an_answer_is_closed_though_its_reader_is_gone():
    closed = []

    class Answer:
        def __iter__(self):
            yield b"some"
            yield b"more"

        def close(self):
            closed.append(True)

    answer = _closed_at_its_end(Answer())
    assert next(answer) == b"some"
    answer.close()  # as Python does once nobody holds it
    assert closed == [True]
    assert list(_closed_at_its_end(Answer())) == [b"some", b"more"]
    assert closed == [True, True]
