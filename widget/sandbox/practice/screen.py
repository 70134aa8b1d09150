"""The blueprint of practice's own screens."""

from flask import Blueprint

bp = Blueprint("practice", __name__, url_prefix="/<locale>/practice")
