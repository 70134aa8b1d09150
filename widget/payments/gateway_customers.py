"""The gateway's customers: one for each account, made there when it is first needed."""

from sqlalchemy import select

from widget.core.gateway import Gateway, Key
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Account


def customer_of(database: Database, gateway: Gateway, account_id: int) -> str:
    """Return the gateway's reference of an account's customer.

    It is kept before anything is asked for: who was interrupted in between gets the same one, or
    leaves one at the gateway that nothing belongs to. Raises GatewayUnavailableError.
    """
    mine = select(Account.gateway_customer, Account.id).where(Account.id == account_id)
    with database.read(account_id) as session:
        known = session.scalar(mine)
    if known is not None:
        return str(known)
    made = gateway.create_customer(account_id)
    with account_transaction(database, account_id) as session:
        account = session.get_one(Account, account_id)
        if account.gateway_customer is None:
            account.gateway_customer = made
        return account.gateway_customer


def key_of(
    database: Database, gateway: Gateway, account_id: int, key: str, *, is_page: bool
) -> Key:
    """Return the key of a request of an account's. Raises GatewayUnavailableError."""
    return Key(customer_of(database, gateway, account_id), key, is_page)
