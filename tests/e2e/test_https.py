"""The same over HTTPS, each server under its own name, with a certificate made for the test."""

import ssl

import pytest
import trustme

from acquit.product import load
from acquit.site.build import build
from acquit.site.serving import Stack
from acquit.walk.walker import Walker
from tests.support.stack import HOSTS


@pytest.fixture(scope="module")
def secure_stack(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("https")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS.values(), "127.0.0.1").configure_cert(context)
    with Stack(settings.servers, hosts=HOSTS, context=context) as stack:
        build(settings, folder, addresses=stack.public, locales=["fr"])
        stack.start_product()
        stack.start_help(folder)
        yield stack


def test_a_procedure_over_https(secure_stack, browser, tmp_path):
    drivers = load("widget.product").drivers
    walker = Walker(browser, drivers, tmp_path, ignore_https_errors=True)
    url = f"{secure_stack.public['help']}/fr/how-to/make-an-immediate-payment/"
    assert url.startswith("https://help.example.com:")
    walk = walker.walk(url, 1)
    assert walk.failure is None, walk.failure.sentence()
    store = secure_stack.servers["bank"].app.extensions["store"]
    assert [charge.amount.minor for charge in store.charges()] == [18050]
