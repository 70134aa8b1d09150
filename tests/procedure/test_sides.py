"""On which side of the screen a sentence says that a control is."""

import re

import pytest

from tests.support.pages import HEAD, render


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("On the left sidebar, select {pay}.", "left"),
        ("In the left-hand navigation, select {pay}.", "left"),
        ("In the upper-right corner, select {pay}.", "top right"),
        ("Select {pay} in the lower left corner.", "bottom left"),
        ("Select {pay} at the bottom of the page.", "bottom"),
        ("In the top menu, under {section}, select {pay}.", "top"),
        ("On the right, select {pay}.", "right"),
        ("Select the {pay} button on the right.", "right"),
        # Other words.
        ("To the right of {due}, select {pay}.", None),
        ("Select {pay} to go to the top.", None),
        ("Scroll down the left menu. Select {pay}.", None),
        ("Select {pay}, and look at the right sidebar.", None),
    ],
)
def test_sides_are_read(sentence, sides):
    page = render(f"{HEAD}1. {sentence}\n")
    found = re.search(r'data-control="pay"[^>]*data-sides="([^"]*)"', page)
    assert (found[1] if found else None) == sides


def test_a_result_is_on_a_side():
    page = render(f"{HEAD}1. Select {{pay}}.\n\nAt the top of the page, {{paid}} appears.\n")
    assert re.findall(r'data-control="(\w+)"[^>]*data-sides="(\w+)"', page) == [("paid", "top")]


def test_a_side_belongs_to_the_control_that_comes_next():
    page = render(f"{HEAD}1. On the left sidebar, select {{invoices}}, and then select {{pay}}.\n")
    assert re.findall(r'data-control="(\w+)"[^>]*data-sides', page) == ["invoices"]
