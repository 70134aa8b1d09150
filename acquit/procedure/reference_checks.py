"""A reference names a control that exists, a value that is given, a label that is whole."""

from collections.abc import Collection, Iterable, Iterator

from acquit.keys import KEYS
from acquit.kinds import KEY
from acquit.problems import Problem, Wrong, did_you_mean, is_near
from acquit.procedure.blocks import Block
from acquit.procedure.frontmatter import Named
from acquit.procedure.labels import placeholders
from acquit.procedure.reference_uses import ReferenceUses
from acquit.product import Product
from acquit.text import inline
from acquit.text.references import PARTS, Mention, mentions


def check_references(
    page_blocks: Iterable[Block],
    uses: ReferenceUses,
    data: Collection[str] | None,
    product: Product,
) -> Iterator[Problem]:
    """Each reference names a control that exists, or a value that `data` gives.

    None: nobody knows what `data` gives.
    """
    for block in page_blocks:
        spans = inline.addresses(block.text)
        for use in uses[id(block)]:
            wrong = _wrong_with_reference(use.mention, data, product)
            if any(use.mention.start in span for span in spans):
                name = use.mention.name
                wrong = Wrong(
                    f"the reference {use.mention.written} in an address",
                    f"write %7B{name}%7D for the braces themselves",
                )
            if wrong:
                yield wrong.at(use.location)


def _wrong_with_reference(
    mention: Mention, data: Collection[str] | None, product: Product
) -> Wrong | None:
    name, part, _ = mention
    if part not in PARTS:
        parts = [f"{{{name}.{part}}}" if part else f"{{{name}}}" for part in PARTS]
        hint = f"write {', '.join(parts[:-1])} or {parts[-1]}"
        if is_near(part, PARTS):
            hint = did_you_mean(part, PARTS, f"{{{{{name}.{{}}}}}}")
        return Wrong(f"unknown part {mention.written}", hint)
    if part == "value":
        if data is None or name in data:
            return None
        if name in product.controls:
            hint = f"give it one in the front matter: data: {{{name}: …}}"
            return Wrong(f"{mention.written} has no value", hint)
    if name not in product.controls:
        return Wrong(f"unknown control {{{name}}}", unknown_hint(mention, product))
    filled = placeholders(product.controls[name].label)
    lacking = [] if data is None else [p for p in filled if p not in data]
    if lacking:
        hint = f"give it in the front matter: data: {{{lacking[0]}: …}}"
        label = product.controls[name].label
        return Wrong(f"nothing fills {lacking[0]} in {{{name}}}, whose label is {label!r}", hint)
    return None


def unknown_hint(mention: Mention, product: Product) -> str:
    """Return the nearest control's name, and how to write what is no reference."""
    own = [name for name in product.controls if product.controls[name].kind != KEY]
    near = did_you_mean(mention.name, own, "{{{}}}")
    if mention.name.endswith("_key"):
        word = mention.name.removesuffix("_key")
        akin = [name for name in KEYS if word in name.split("_")]
        near = "known keys: " + ", ".join(f"{{{name}}}" for name in akin or KEYS)
    return f"{near}{'' if near.endswith('?') else ';'} \\{mention.written} prints the braces"


def check_plain(messages: Iterable[Named], product: Product) -> Iterator[Problem]:
    """What quoted values, titles and keywords name exists, and is a label that is whole."""
    for message in messages:
        for mention in mentions(message.text):
            if wrong := _wrong_in_plain(mention, product):
                yield wrong.at(message.location)


def _wrong_in_plain(mention: Mention, product: Product) -> Wrong | None:
    if mention.name not in product.controls:
        return Wrong(f"unknown control {mention.written}", unknown_hint(mention, product))
    if mention.part not in ("", "label"):
        return Wrong(
            f"{mention.written} in the front matter", f"write {{{mention.name}}} for its label"
        )
    if placeholders(product.controls[mention.name].label):
        label = product.controls[mention.name].label
        return Wrong(
            f"nothing fills {mention.written}, whose label is {label!r}", "write the words"
        )
    return None
