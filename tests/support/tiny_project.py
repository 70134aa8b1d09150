"""Small projects over the sample product, to be built in English and French."""

from pathlib import Path

from acquit import strings
from tests.support.pages import catalogue
from tests.support.project import Done, command

CONFIG = """site_name: Help
theme: {{name: material, font: false}}
extra: {{generator: false}}
markdown_extensions: {extensions}
{more}
plugins:
  - search
  - acquit:
      languages: {{en: English, fr: Français}}
      product: tests.support.sample
      catalogue: {{folder: locales, domain: docs}}
      product_catalogue: {{folder: locales, domain: product}}
"""
HEAD = """---
{more}procedure:
  scenario: company
  role: owner
---
# Pay {{: #pay }}

Pay an invoice.

"""
STEPS = "1. Select {pay}.\n"
#: What a page of HEAD and STEPS says, and the labels of its controls.
FRENCH = {
    "Help": "Aide",
    "Pay": "Payer",
    "Pay an invoice.": "Payez une facture.",
    "Select {pay}.": "Sélectionnez {pay}.",
}
LABELS = {"pay|Pay now": "Payer maintenant", "paid|Paid": "Payée", "invoices|Invoices": "Factures"}
OWN = {
    "Show me": "Montrez-moi",
    "Each step of this page was done in a browser on {date}, in this language.": "Fait le {date}.",
    "Start over": "Recommencer",
    "Start over with a new practice account?": "Recommencer avec un autre compte\u202f?",
    "Do this in my account": "Le faire dans mon compte",
    "Use my account here": "Utiliser mon compte ici",
    "Go back to practice": "Revenir à l’entraînement",
    "Your own account": "Votre propre compte",
    "Pictures of the steps": "Les étapes en images",
    "Previous step": "Étape précédente",
    "Next step": "Étape suivante",
    "Step {number} of {count}": "Étape {number} sur {count}",
    "{label}: show it in the practice account": "{label} : montrer",
    "{label} is not on the screen yet": "{label} n’est pas encore affiché",
    "Done:": "Fait :",
    "No step is left: follow what the screen says": "Rien de plus",
    "Everything is done, and it worked": "Terminé",
    "Try it here": "Essayer ici",
    "Open in a new tab": "Ouvrir dans un nouvel onglet",
    "Practice account for this procedure": "Compte d’entraînement",
    "Parts of this page are not yet translated. They are shown in English.": "Pas tout.",
    "This page was translated automatically. It may contain mistakes.": "Machine.",
    "The English page has changed since this translation.": "En retard.",
    "About this page": "À propos",
    "Last updated: {date}": "Mise à jour : {date}",
    "Translated from English on {date}.": "Traduite {date}.",
    "Translated from English automatically on {date}.": "Machine, {date}.",
    "Search": "Recherche",
    "This page does not exist": "Page introuvable",
    "Go to the home page": "Accueil",
    "Back to footnote {number} in the text": "Retour à la note {number}",
    "Link to this section": "Lien vers cette section",
    "How the procedures were tested": "Comment les procédures ont été testées",
    strings.TESTED_HOW: "Pas à pas.",
    "Way": "Manière",
    "Procedures done": "Procédures effectuées",
    "Last tested": "Dernier test",
    "{done} of {count}": "{done} sur {count}",
    "Not tested": "Non testé",
    "With a mouse": "À la souris",
    "With the keyboard alone": "Au clavier seul",
    strings.BY_SCREEN_READER: "Sans regarder",
    "On a phone": "Sur un téléphone",
    "Enlarged to 400%": "Avec un zoom de 400 %",
    "Without JavaScript": "Sans JavaScript",
}


def project(
    folder: Path,
    body: str,
    french: dict[str, str] | None = None,
    *,
    head: str = "",
    extensions: str = "[admonition, attr_list, tables]",
    more: str = "",
) -> Path:
    """Write a project with one page: HEAD, then `body`; `french` is what the body needs more."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    text = HEAD.format(more=head) + body
    (folder / "docs/index.md").write_text(text, encoding="utf-8")
    config = CONFIG.format(extensions=extensions, more=more)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    catalogue(folder / "locales", "fr", "docs", {**OWN, **FRENCH, **(french or {})})
    catalogue(folder / "locales", "fr", "product", LABELS)
    return folder


def build(folder: Path, *arguments: str) -> Done:
    """Build strictly."""
    return command(folder, "build", "--strict", *arguments)


def page(folder: Path, locale: str = "fr", name: str = "index.html") -> str:
    return (folder / "site" / locale / name).read_text(encoding="utf-8")
