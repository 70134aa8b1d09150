"""Ways to hide a text, a button or a field, or to make it useless."""

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="

THINGS = {
    "text": ("status", "<p{own}>Paid</p>", "Paid"),
    "button": ("button", "<button type=button{own}>Pay now</button>", "Pay now"),
    "field": ("textbox", "<label for=f>Name</label> <input id=f{own}>", "Name"),
}


def own(style: str, thing: str, extra: str = "") -> str:
    """A thing with a style of its own."""
    _, html, _ = THINGS[thing]
    return html.format(own=f' {extra} style="{style}"')


def within(style: str, thing: str, extra: str = "") -> str:
    """A thing in a box with a style."""
    _, html, _ = THINGS[thing]
    return f'<div {extra} style="{style}">{html.format(own="")}</div>'


def beneath(cover: str, thing: str) -> str:
    """A thing under something."""
    _, html, _ = THINGS[thing]
    return html.format(own="") + cover


CURTAIN = "<div style='position:fixed;inset:0;background:{};{}'>{}</div>"

#: Styles that hide: on the thing itself, and on a box around it.
HIDING = {
    "display": "display:none",
    "visibility": "visibility:hidden",
    "opacity": "opacity:0",
    "hardly any opacity": "opacity:.01",
    "off to the left": "position:absolute;left:-9999px",
    "above the top": "position:absolute;top:-500px",
    "fixed to the right": "position:fixed;left:900px;top:10px",
    "fixed below": "position:fixed;left:10px;top:700px",
    "scale 0": "transform:scale(0)",
    "the property scale": "scale:0",
    "turned edgeways": "transform:rotateY(90deg)",
    "moved away": "transform:translateX(-3000px)",
    "a clip path of nothing": "clip-path:inset(50%)",
    "a clip path elsewhere": "clip-path:circle(3px at 300px 300px)",
    "a polygon of nothing": "clip-path:polygon(0 0, 0 0, 0 0)",
    "the old clip": "position:absolute;clip:rect(0 0 0 0)",
    "a filter of opacity": "filter:opacity(0)",
    "a mask of nothing": "mask-image:linear-gradient(transparent, transparent)",
    "a pixel": "position:absolute;width:1px;height:1px;overflow:hidden;padding:0;border:0",
    "no height": "display:block;height:0;overflow:hidden;padding:0;border:0",
    "no maximal height": "display:block;max-height:0;overflow:hidden;padding:0;border:0",
    "no width": "display:block;width:0;overflow:hidden;padding:0;border:0",
    "zoom": "zoom:.01",
}
#: Styles that hide words only.
WORDLESS = {
    "no font size": "font-size:0",
    "a font of one pixel": "font-size:1px",
    "transparent ink": "color:transparent",
    "transparent fill": "-webkit-text-fill-color:transparent",
    "ink like the ground": "color:#fff;background:#fff",
    "ink nearly like the ground": "color:#fafafa;background:#fff",
    "indented away": "display:block;text-indent:-9999px;overflow:hidden;text-align:left",
    "letters piled up": "letter-spacing:-1em",
    "blurred": "filter:blur(20px)",
}
#: Styles of a box that hide what it holds.
FOLDING = {
    "content visibility": "content-visibility:hidden",
    "content beyond an edge": "height:30px;overflow:hidden;padding-top:60px;box-sizing:border-box",
}
#: Pictures that a filter takes away.
FILTERED = {
    "bright to nothing": "background:#fff;color:#999;filter:brightness(20)",
    "contrast gone": "background:#fff;filter:contrast(0)",
}
COVERS = {
    "a curtain": CURTAIN.format("#fff", "", ""),
    "a curtain that lets the pointer through": CURTAIN.format("#fff", "pointer-events:none", ""),
    "a curtain with words": CURTAIN.format("#def", "", "Please wait"),
    "an inert curtain": CURTAIN.replace("<div", "<div inert").format("#fff", "", ""),
    "a curtain nearly opaque": CURTAIN.format("rgba(255,255,255,.97)", "", ""),
    "a curtain of a gradient": CURTAIN.format("linear-gradient(#fff, #eee)", "", ""),
    "a curtain drawn by ::before": "<style>body::before{content:'';position:fixed;inset:0;"
    "background:#fff;z-index:1}</style>",
    "a picture": f"<img alt='' src='{PIXEL}' "
    "style='position:fixed;inset:0;width:100%;height:100%'>",
    "a frame": "<iframe srcdoc='<body style=background:white>' "
    "style='position:fixed;inset:0;width:100%;height:100%;border:0'></iframe>",
    "a frosted pane": "<div style='position:fixed;inset:0;backdrop-filter:blur(40px)'></div>",
    "a shadow root": "<x-c></x-c><script>document.querySelector('x-c').attachShadow({mode:'open'})"
    ".innerHTML='<div style=\"position:fixed;inset:0;background:white\"></div>'</script>",
}

HIDDEN = {
    **{
        f"{thing}: {name}": (thing, own(style, thing))
        for name, style in HIDING.items()
        for thing in THINGS
    },
    **{
        f"{thing} in a box: {name}": (thing, within(style, thing))
        for name, style in {**HIDING, **FOLDING}.items()
        for thing in THINGS
    },
    **{
        f"{thing}: {name}": (thing, own(style, thing))
        for name, style in WORDLESS.items()
        for thing in ("text", "button")
    },
    **{
        f"text in a box: {name}": ("text", within(style, "text"))
        for name, style in {**WORDLESS, **FILTERED}.items()
    },
    **{
        f"{thing} under {name}": (thing, beneath(cover, thing))
        for name, cover in COVERS.items()
        for thing in THINGS
    },
    **{f"{thing}: hidden": (thing, own("", thing, "hidden")) for thing in THINGS},
    **{f"{thing}: inert": (thing, own("", thing, "inert")) for thing in ("button", "field")},
    **{f"{thing} in a box: inert": (thing, within("", thing, "inert")) for thing in THINGS},
    "closed details": ("text", "<details><summary>More</summary><p>Paid</p></details>"),
    "a product of opacities over ancestors": (
        "text",
        "<div style='opacity:.3'><div style='opacity:.3'>"
        "<p style='opacity:.3'>Paid</p></div></div>",
    ),
    "white on white, out of a dark box": (
        "text",
        "<div style='position:relative;height:20px;background:#000;color:#fff'>"
        "<p style='position:absolute;top:100px'>Paid</p></div>",
    ),
    "beyond a page that doesn't scroll": (
        "text",
        "<style>html{overflow:hidden}</style><div style='height:3000px'></div><p>Paid</p>",
    ),
    "behind its own box": (
        "text",
        "<div style='background:#fff'><p style='position:relative;z-index:-1'>Paid</p></div>",
    ),
    "covered by its own child": (
        "button",
        "<button style='position:relative'>Pay now"
        "<i style='position:absolute;inset:0;background:#ddd'></i></button>",
    ),
}

UNUSABLE = {
    "button: disabled": ("button", own("", "button", "disabled"), "disabled"),
    "field: disabled": ("field", own("", "field", "disabled"), "disabled"),
    "field: read-only": ("field", own("", "field", "readonly"), "read-only"),
    "button: aria-disabled": ("button", own("", "button", "aria-disabled=true"), "disabled"),
    "button: no clicks": ("button", own("pointer-events:none", "button"), "no clicks"),
    "button in a box: no clicks": ("button", within("pointer-events:none", "button"), "no clicks"),
    "field in a box: no clicks": ("field", within("pointer-events:none", "field"), "no clicks"),
    "button under glass": ("button", beneath(CURTAIN.format("none", "", ""), "button"), "covered"),
    "field under glass": ("field", beneath(CURTAIN.format("none", "", ""), "field"), "covered"),
    **{
        f"{thing}: disabled fieldset": (
            thing,
            f"<fieldset disabled>{THINGS[thing][1].format(own='')}</fieldset>",
            "disabled",
        )
        for thing in ("button", "field")
    },
    **{
        f"{thing} in a box: aria-disabled": (
            thing,
            within("", thing, "aria-disabled=true"),
            "disabled",
        )
        for thing in ("button", "field")
    },
}
