"""Which words remain when decoration is taken away, and for which kinds of controls."""

import pytest

DRAWING = "<svg width=20 height=20><rect width=20 height=20 /></svg>"
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
        f"<button aria-label=Delete>{DRAWING}</button>",
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
        f"<button aria-label=Delete>{DRAWING}</button>",
        False,
    ),
    "an icon of the style sheet": (
        "icon",
        "Delete",
        "<style>button::before{content:'✖'}</style><button aria-label=Delete></button>",
        True,
    ),
    "an icon that isn't drawn": (
        "icon",
        "Delete",
        "<button aria-label=Delete style='width:30px;height:30px'>"
        "<svg width=20 height=20 style='opacity:0'></svg></button>",
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
