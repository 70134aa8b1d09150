"""What the theme leaves amiss in a page that it has rendered."""

from markupsafe import escape


def mended(output: str, search: str) -> str:
    """Return a page's HTML with the theme's mistakes mended; `search` is what the search is called.

    Its search has no name and says nothing of what it finds; what chooses the colours by itself
    takes the focus, though nobody sees it; and its script asks for a site map beside each
    `rel="alternate"`, which leads to a page here. To browsers and search engines a space in `rel`
    means nothing.
    """
    dialog = 'data-md-component="search" role="dialog"'
    output = output.replace(dialog, f'{dialog} aria-label="{escape(search)}"')
    found = '<div class="md-search-result__meta">'
    output = output.replace(found, f'{found[:-1]} role="status">')
    # A box that scrolls and holds links needs no stop of its own.
    output = output.replace(' tabindex="0" data-md-scrollfix', " data-md-scrollfix")
    colours = '<input class="md-option"'
    output = output.replace(colours, f'{colours} tabindex="-1"')
    return output.replace('<link rel="alternate" href=', '<link rel="alternate " href=')
