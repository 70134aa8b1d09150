"""What a reader sees and what not: many ways to hide a thing, and as many to show it oddly."""

import pytest

WRAP = "<div style='{style}'>{inner}</div>"
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
    "a curtain nearly opaque": CURTAIN.format("rgba(255,255,255,.97)", "", ""),
    "a curtain of a gradient": CURTAIN.format("linear-gradient(#fff, #eee)", "", ""),
    "a curtain drawn by ::before": "<style>body::before{content:'';position:fixed;inset:0;"
    "background:#fff;z-index:1}</style>",
    "a picture": f"<img alt='' src='{PIXEL}' style='position:fixed;inset:0;width:100%;height:100%'>",
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
        "<div style='opacity:.3'><div style='opacity:.3'><p style='opacity:.3'>Paid</p></div></div>",
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


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_is_not_seen(sheet, name):
    thing, body = HIDDEN[name]
    kind, _, label = THINGS[thing]
    said = sheet.look(kind, label, body)
    assert said
    assert ": it is " in said or "shows “”" in said or "covered" in said, said


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_can_not_be_used_is_said_so(sheet, name):
    thing, body, words = UNUSABLE[name]
    kind, _, label = THINGS[thing]
    assert words in sheet.look(kind, label, body)


#: Styles that show a thing all the same: on itself, and on a box around it.
SHOWING = {
    "nothing odd": "",
    "a small rotation": "transform:rotate(4deg)",
    "skewed": "transform:skew(8deg)",
    "scaled up": "transform:scale(1.2)",
    "translated": "transform:translate(40px, 10px)",
    "half transparent": "opacity:.5",
    "zoomed": "zoom:1.3",
    "relative": "position:relative;left:20px",
    "absolute": "position:absolute;top:50px;left:100px",
    "fixed at the bottom": "position:fixed;bottom:10px;left:10px",
    "sticky": "position:sticky;top:0",
    "floated": "float:right",
    "right to left": "direction:rtl",
    "grey, as a filter": "filter:grayscale(1)",
    "a drop shadow": "filter:drop-shadow(1px 1px 2px #888)",
    "a little darker": "filter:brightness(.9)",
    "a fade at the end": "mask-image:linear-gradient(to right, #000 70%, transparent)",
    "a clip path that leaves it": "clip-path:inset(0)",
    "multiplied": "mix-blend-mode:multiply",
    "a gradient behind": "background:linear-gradient(#fff, #cde)",
    "upper case": "text-transform:uppercase",
    "wide letters": "letter-spacing:.3em",
    "a shadow of letters": "text-shadow:0 0 3px #999",
    "vertical": "writing-mode:vertical-rl",
    "dark": "background:#111;color:#ddd",
    "in three dimensions": "transform:perspective(400px) rotateX(10deg)",
    "contained": "contain:content",
}
#: Boxes around a thing.
BOXES = {
    "columns": "column-count:2",
    "a scroll container": "height:60px;overflow:auto;padding-top:900px;box-sizing:border-box",
    "below a long page": "padding-top:3000px",
    "far to the right": "padding-left:2500px;width:900px",
    "flex": "display:flex;flex-direction:row-reverse",
    "grid": "display:grid;place-items:center",
    "display contents": "display:contents",
    "overflow hidden, large enough": "overflow:hidden;height:80px",
    "content visibility auto": "content-visibility:auto",
    "a table": "display:table",
}
ODD = {
    **{
        f"{thing}: {name}": (thing, own(style, thing))
        for name, style in SHOWING.items()
        for thing in THINGS
    },
    **{
        f"{thing} in a box: {name}": (thing, within(style, thing))
        for name, style in {**SHOWING, **BOXES}.items()
        for thing in THINGS
    },
    "low but readable contrast": ("text", own("color:#767676;background:#fff", "text")),
    "pale": ("text", own("color:#bbb", "text")),
    "letters filled with a gradient": (
        "text",
        own(
            "background:linear-gradient(90deg,#06c,#c06);-webkit-background-clip:text;color:transparent",
            "text",
        ),
    ),
    "white letters with a shadow": ("text", own("color:#fff;text-shadow:0 0 2px #000", "text")),
    "white letters with an outline": (
        "text",
        own("color:#fff;-webkit-text-stroke:1px #000", "text"),
    ),
    "under a veil": ("text", beneath(CURTAIN.format("rgba(0,0,0,.4)", "", ""), "text")),
    "under a veil of no pointer": (
        "button",
        beneath(CURTAIN.format("rgba(0,0,0,.3)", "pointer-events:none", ""), "button"),
    ),
    "escaping a parent that hides its overflow": (
        "button",
        "<div style='height:0;overflow:hidden'><button style='position:absolute;top:40px'>"
        "Pay now</button></div>",
    ),
    "fixed in a box that hides its overflow": (
        "button",
        "<div style='height:0;overflow:hidden'><button style='position:fixed;top:40px'>"
        "Pay now</button></div>",
    ),
    "an underlined letter": ("button", "<button><u>P</u>ay now</button>"),
    "a large first letter": (
        "text",
        "<style>p::first-letter{font-size:3em;color:red}</style><p>Paid</p>",
    ),
    "a shadow root": (
        "button",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'})"
        ".innerHTML='<button>Pay now</button>'</script>",
    ),
    "a text in a shadow root": (
        "text",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'})"
        ".innerHTML='<p>Paid</p>'</script>",
    ),
    "a field in a shadow root": (
        "field",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'})"
        ".innerHTML='<label for=n>Name</label><input id=n>'</script>",
    ),
    "slotted": (
        "text",
        "<x-s><span slot=a>Paid</span></x-s><script>document.querySelector('x-s')"
        ".attachShadow({mode:'open'}).innerHTML='<div><slot name=a></slot></div>'</script>",
    ),
    "beneath a sticky header until scrolled": (
        "button",
        "<div style='position:sticky;top:0;height:80px;background:#fff;z-index:1'>Top</div>"
        "<button style='margin-top:-60px'>Pay now</button><div style='height:2000px'></div>"
        "<script>scrollTo(0, 40)</script>",
    ),
    "on a picture": ("text", f"<div style='background:url({PIXEL}) #fff'><p>Paid</p></div>"),
    "white on a dark gradient": (
        "text",
        own("color:#fff;background:linear-gradient(#123,#345)", "text"),
    ),
    "a dialog": (
        "button",
        "<dialog id=d><button>Pay now</button></dialog><script>d.showModal()</script>",
    ),
    "a popover out of a folded box": (
        "button",
        "<div style='height:0;overflow:hidden'><div id=d popover><button>Pay now</button></div></div>"
        "<script>d.showPopover()</script>",
    ),
    "a field with a label above it": (
        "field",
        "<div style='position:relative'><input id=f style='padding-top:14px'>"
        "<label for=f style='position:absolute;left:4px;top:0;pointer-events:none'>Name</label></div>",
    ),
    "an image behind in the same button": (
        "button",
        f"<button><img alt='' src='{PIXEL}' width=16 height=16> Pay now</button>",
    ),
    "a page from right to left": (
        "text",
        "<script>document.documentElement.dir='rtl'</script><div style='width:2000px'></div><p>Paid</p>",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_shown_oddly_is_seen(sheet, name):
    thing, body = ODD[name]
    kind, _, label = THINGS[thing]
    assert sheet.look(kind, label, body) == ""


#: Decoration, and what is none: kind, label, screen, whether it is seen as such.
WORDS = {
    "a sign for the eyes": ("status", "Paid", "<p><span aria-hidden=true>●</span> Paid</p>", True),
    "a sign in the text": ("status", "Paid", "<p>✓ Paid</p>", True),
    "::before": ("status", "Paid", "<style>p::before{content:'★ '}</style><p>Paid</p>", True),
    "a suffix for ears": (
        "button",
        "Pay now",
        "<button>Pay now<span style='position:absolute;width:1px;height:1px;overflow:hidden;"
        "clip-path:inset(50%)'> for invoice 5</span></button>",
        True,
    ),
    "words for the eyes, others for ears": (
        "button",
        "Pay",
        "<button aria-label='Pay invoice 5'><span aria-hidden=true>Pay</span></button>",
        True,
    ),
    "a soft hyphen": ("button", "Pay now", "<button>Pay&shy; now</button>", True),
    "a zero-width space": ("button", "Pay now", "<button>Pay&#8203; now</button>", True),
    "a no-break space": ("button", "Pay now", "<button>Pay&nbsp;now</button>", True),
    "several spaces and lines": ("button", "Pay now", "<button>\n  Pay\n now </button>", True),
    "an arrow": ("button", "Pay now", "<button>Pay now →</button>", True),
    "an icon font": (
        "button",
        "Pay now",
        "<button><i aria-hidden=true>credit_card</i> Pay now</button>",
        True,
    ),
    "a picture with a text": (
        "button",
        "Pay now",
        "<button><svg width=9 height=9><title>card</title></svg>Pay now</button>",
        True,
    ),
    "a counter": ("link", "Messages", "<a href=/m>Messages <span>3</span></a>", True),
    "a colon": ("textbox", "Name", "<label>Name: <input></label>", True),
    "a star": ("textbox", "Name", "<label>Name * <input></label>", True),
    "a star of its own": ("textbox", "Name", "<label>Name<span>*</span> <input></label>", True),
    "a colon and a star": ("textbox", "Name", "<label>Name<b>*</b>: <input></label>", True),
    "a message with a button": (
        "status",
        "Saved",
        "<div role=status>Saved <button aria-label=Close>×</button></div>",
        True,
    ),
    "a heading that is a link": ("heading", "Bills", "<h2><a href=/b>Bills</a></h2>", True),
    "a placeholder": ("textbox", "Name", "<input placeholder=Name>", True),
    "a name on top": (
        "button",
        "Pay now",
        "<button aria-label='Pay now, invoice 5'>Pay now</button>",
        True,
    ),
    "a summary": ("button", "More", "<details><summary>More</summary>x</details>", True),
    "a number": ("textbox", "Count", "<label>Count <input type=number></label>", True),
    "a password": ("textbox", "Code", "<label>Code <input type=password></label>", True),
    "a date": ("textbox", "Day", "<label>Day <input type=date></label>", True),
    "a fieldset of radios": (
        "radiogroup",
        "Size",
        "<fieldset><legend>Size</legend><label><input type=radio> S</label></fieldset>",
        True,
    ),
    "a list of many": (
        "listbox",
        "Sizes",
        "<label>Sizes <select multiple><option>S<option>L</select></label>",
        True,
    ),
    "a switch": (
        "switch",
        "Sound",
        "<button role=switch aria-checked=false>Sound</button>",
        True,
    ),
    "an ARIA combobox": (
        "combobox",
        "City",
        "<p id=l>City</p><div role=combobox aria-labelledby=l tabindex=0 "
        "style='border:1px solid;width:99px'>…</div>",
        True,
    ),
    "an icon": (
        "icon",
        "Delete",
        "<button aria-label=Delete><svg width=20 height=20><rect width=20 height=20 /></svg></button>",
        True,
    ),
    "a file": ("file", "Receipt", "<label>Receipt <input type=file></label>", True),
    "another word": ("button", "Pay now", "<button>Pay now!</button>", False),
    "a word more": ("button", "Pay now", "<button>Pay now, please</button>", False),
    "a word of its own more": ("button", "Pay", "<button>Pay <span>later</span></button>", False),
    "another text": ("status", "Paid", "<p>Paid late</p>", False),
    "another case": ("button", "Pay now", "<button>pay now</button>", False),
    "only for ears": ("button", "Pay now", "<button aria-label='Pay now'>OK</button>", False),
    "for ears another name": (
        "button",
        "Pay now",
        "<button aria-label=Cancel>Pay now</button>",
        False,
    ),
    "a button without words": (
        "button",
        "Delete",
        "<button aria-label=Delete><svg width=20 height=20><rect width=20 height=20 /></svg></button>",
        False,
    ),
    "an icon with words": ("icon", "Delete", "<button>Delete</button>", False),
    "a link for a button": ("button", "Pay", "<a href=/p>Pay</a>", False),
    "a button for a link": ("link", "Pay", "<button>Pay</button>", False),
    "a text for a heading": ("heading", "Bills", "<p>Bills</p>", False),
    "an option for a text": ("status", "Paid", "<select><option>Paid</select>", False),
    "a name for ears only": ("textbox", "Name", "<input aria-label=Name>", False),
    "a value": ("value", "Ada", "<p>Hello, Ada!</p>", True),
    "a value in pieces": ("value", "Ada Lovelace", "<p>by <b>Ada</b> Lovelace</p>", True),
    "a part of a word": ("value", "Ada", "<p>Hello, Adam!</p>", False),
    "a part of a number": ("value", "50.00", "<p>150.00</p>", False),
    "a number cut short": ("value", "5", "<p>5.00</p>", False),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_without_decoration(sheet, name):
    kind, label, body, is_seen = WORDS[name]
    said = sheet.look(kind, label, body)
    assert (said == "") is is_seen, said
