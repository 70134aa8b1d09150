"""A shop in three screens that all end with the same button, on a server that may be slow."""

from threading import Event

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

FRENCH = {
    "Your name": "Votre nom",
    "Day of arrival": "Jour d’arrivée",
    "Size": "Taille",
    "Small": "Petite",
    "Large": "Grande",
    "Gift wrap": "Emballage cadeau",
    "Delivery": "Livraison",
    "Post": "Poste",
    "Courier": "Coursier",
    "Continue": "Continuer",
    "Order": "Commande",
    "Check your order": "Vérifiez votre commande",
    "Thank you": "Merci",
    "Order number": "Numéro de commande",
}
#: Longer than a walk waits for anything but a page that is on its way.
SLOW_SECONDS = 2.6


class Shop:
    """The application; `submitted` counts the forms by screen."""

    def __init__(self, addresses=None):
        self.submitted = {1: 0, 2: 0, 3: 0}
        self.answers = []
        self.is_slow = False
        self.last = 3

    def __call__(self, environ, start):
        return self.respond(Request(environ))(environ, start)

    def respond(self, request: Request) -> Response:
        parts = request.path.strip("/").split("/")
        if parts[0] not in ("en", "fr") or len(parts) > 2:
            return Response("no such page", 404)
        screen = int(parts[1]) if len(parts) == 2 else 1
        if request.method == "POST":
            self.submitted[screen] += 1
            self.answers.append(request.form.to_dict())
            if self.is_slow:
                Event().wait(SLOW_SECONDS)
            following = 4 if screen >= self.last else screen + 1
            return redirect(f"/{parts[0]}/{following}", 303)
        return Response(self.page(parts[0], screen), content_type="text/html; charset=utf-8")

    def page(self, locale: str, screen: int) -> str:
        def say(text: str) -> str:
            return FRENCH[text] if locale == "fr" else text

        options = "".join(f"<option value={v[0]}>{say(v)}</option>" for v in ("Small", "Large"))
        screens = {
            1: f"<h1>{say('Order')}</h1>"
            f"<p><label for=n>{say('Your name')}</label><input id=n name=name></p>"
            f"<p><label for=d>{say('Day of arrival')}</label><input id=d name=day></p>"
            f"<p><label for=s>{say('Size')}</label>"
            f"<select id=s name=size><option></option>{options}</select></p>"
            f"<p><label><input type=checkbox name=gift>{say('Gift wrap')}</label></p>",
            2: f"<h1>{say('Order')}</h1>"
            f"<div role=radiogroup aria-labelledby=g><p id=g>{say('Delivery')}</p>"
            f"<label><input type=radio name=by value=post> {say('Post')}</label>"
            f"<label><input type=radio name=by value=courier> {say('Courier')}</label></div>",
            3: f"<h1>{say('Check your order')}</h1>",
            4: f"<h1>{say('Thank you')}</h1><p><span>{say('Order number')}</span> 17</p>",
        }
        button = f"<button>{say('Continue')}</button>" if screen < 4 else ""
        action = f"/{locale}/{screen}"
        form = f"<form method=post action={action}>{screens[screen]}{button}</form>"
        return f"<!doctype html><html lang={locale}><title>Shop</title><body>{form}</body></html>"


def create(addresses) -> Shop:
    """The factory that mkdocs.yml names."""
    return Shop(addresses)
