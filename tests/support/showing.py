"""Ways to show a text, a button or a field oddly, but so that a reader sees it."""

from tests.support.hiding import CURTAIN, PIXEL, THINGS, beneath, own, within

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
    "under a clear pane that is inert": (
        "text",
        "<p>Paid</p><div inert style='position:fixed;inset:0'><p>x</p></div>",
    ),
    "beside an inert box": (
        "button",
        "<button>Pay now</button>"
        "<div inert style='position:fixed;right:0;top:0;width:99px;background:#abc'>x</div>",
    ),
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
        "<div style='height:0;overflow:hidden'><div id=d popover>"
        "<button>Pay now</button></div></div>"
        "<script>d.showPopover()</script>",
    ),
    "a field with a label above it": (
        "field",
        "<div style='position:relative'><input id=f style='padding-top:14px'>"
        "<label for=f style='position:absolute;left:4px;top:0;pointer-events:none'>"
        "Name</label></div>",
    ),
    "an image behind in the same button": (
        "button",
        f"<button><img alt='' src='{PIXEL}' width=16 height=16> Pay now</button>",
    ),
    "a page from right to left": (
        "text",
        "<script>document.documentElement.dir='rtl'</script>"
        "<div style='width:2000px'></div><p>Paid</p>",
    ),
}
