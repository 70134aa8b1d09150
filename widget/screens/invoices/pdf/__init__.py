"""An invoice as a PDF."""
