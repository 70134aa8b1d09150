"""E-mail addresses that a letter of ours can be sent to."""

from email_validator import EmailNotValidError, validate_email


def mailable(text: str) -> str:
    """Return an address as it is written to. Raises EmailNotValidError."""
    if "=?" in text:  # which mail programs would decode
        raise EmailNotValidError("an encoded word is no address")
    return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
