"""The preview: pages as they are asked for, help in the text."""
