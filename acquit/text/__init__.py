"""What a text holds beside words: references, code, links, tags; and days."""
