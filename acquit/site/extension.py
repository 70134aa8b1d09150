"""The Markdown extension as a project's options want it."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from acquit.procedure.extension import ProcedureExtension
from acquit.site.settings import Options, fallback_of, fill_in, from_here


def make_extension(
    options: Options, locale: str, root: Path, config: MkDocsConfig, addresses: Mapping[str, str]
) -> ProcedureExtension:
    """Return the extension that renders a project's pages in a language. Raises PluginError.

    `addresses` are those of the project's servers.
    """
    return ProcedureExtension(
        product=options.product,
        folder=str(from_here(root, options.catalogue.folder)),
        domain=options.catalogue.domain,
        product_folder=str(from_here(root, options.product_catalogue.folder)),
        product_domain=options.product_catalogue.domain,
        source_locale=options.source_locale,
        locale=locale,
        frame=fill_in(options.frame, addresses),
        account=fill_in(options.account, addresses),
        account_frame=fill_in(options.account_frame, addresses),
        fallback=fallback_of(options, locale),
        extensions=[str(name) for name in config.markdown_extensions],
        extension_configs=config.mdx_configs,
    )
