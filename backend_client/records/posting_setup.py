"""Accounts, posting groups and which account each of them means; the plant's settings."""

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import word
from backend_client.terms import PostingGroupType


class PlantSetting(SQLModel, table=True):
    """One setting of the plant."""

    __tablename__ = "plant_setup"

    key: str = Field(primary_key=True, max_length=50)
    value: str = Field(default="", max_length=250)


class PostingGroup(SQLModel, table=True):
    """A posting group of one of the four kinds."""

    __tablename__ = "posting_groups"

    type: PostingGroupType = Field(primary_key=True, sa_type=word(PostingGroupType))
    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class GLAccount(SQLModel, table=True):
    """An account of the general ledger."""

    __tablename__ = "gl_accounts"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    account_type: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    income_balance: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    account_category: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class InventoryPostingSetup(SQLModel, table=True):
    """Accounts of stock, work in process and variance by location and inventory posting group."""

    __tablename__ = "posting_setup"

    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    inventory_posting_group: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    inventory_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    inventory_account_interim: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    wip_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    material_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    capacity_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    subcontracted_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    cap_overhead_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    mfg_overhead_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    material_non_inv_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class GeneralPostingSetup(SQLModel, table=True):
    """Accounts of the other side by business and product posting group."""

    __tablename__ = "general_posting_setup"

    gen_bus_posting_group: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    sales_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    purch_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    inventory_adjmt_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    direct_cost_applied_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    overhead_applied_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    purchase_variance_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    cogs_account: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
