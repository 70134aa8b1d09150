"""Pictures of the practice account are the same from run to run: its day and numbers are held."""

from datetime import date

from acquit.product import load
from acquit.walk.album import Album
from acquit.walk.walker import Walker
from tests.support.databases import databases
from tests.support.stack import serving
from widget.core.numbers import case_number, payment_reference
from widget.sandbox.repeating import practice_clock, still
from widget.sandbox.servers import widget

PAGE = "how-to/make-a-one-time-payment"


def test_pictures_of_a_payment_are_the_same_again(browser, settings, stack, address, tmp_path):
    drivers = load(settings.options.product).drivers

    def pictures():
        """Of a run of its own: with a database of its own, as each `acquit walk` has."""
        album = Album(tmp_path / "pictures", "mouse", "light")
        with still(), databases(tmp_path) as found:
            app = widget(stack.addresses, found.new("sqlite"))
            with serving(stack, "widget", app):
                walk = Walker(browser, drivers, None, album=album).walk(address("fr", PAGE))
            app.extensions["widget"].database.close()
        assert walk.failure is None, walk.failure.sentence()
        return album.pictures

    first = pictures()
    assert len(first) >= 8
    assert [file for file, each in pictures().items() if each.changed] == []


def test_numbers_and_days_repeat_and_only_meanwhile():
    def told():
        with still():
            assert practice_clock().date() == date(2026, 6, 15)
            return [payment_reference(), case_number(), payment_reference()]

    assert told() == told()
    assert practice_clock().date() != date(2026, 6, 15)
    assert payment_reference() != payment_reference()
