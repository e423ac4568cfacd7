-- Money that a clinic holds for a customer ahead of treatment. The money itself is the customer's credit in the ledger, an open item like any other;
-- this says that it stays until it is used or asked back, and where it came from.
create table deposit (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  party_id uuid not null,
  -- The customer's credit that holds it.
  item_id uuid not null,
  -- Taken on the clinic's own card terminal, or a credit that the customer lets stand.
  origin text not null check (origin in ('terminal', 'credit')),
  -- The number on the terminal's slip.
  receipt text,
  amount_minor bigint not null check (amount_minor > 0),
  received_on date not null,
  made_at timestamptz not null,
  made_by text not null,
  taken_back_at timestamptz,
  primary key (tenant_id, id),
  check ((origin = 'terminal') = (receipt is not null))
);
-- A slip is one deposit, whoever writes it down again.
create unique index deposit_receipt on deposit (tenant_id, ledger_id, received_on, receipt) where receipt is not null and taken_back_at is null;
create unique index deposit_item on deposit (tenant_id, item_id) where taken_back_at is null;
create index deposit_party on deposit (tenant_id, party_id, id);
call kvitt_classify('deposit', 'C2', 'tenant_id', 'id', 'ledger_id', 'party_id', 'item_id', 'origin', 'receipt', 'amount_minor', 'received_on', 'made_at', 'made_by', 'taken_back_at');
call kvitt_protect('deposit', 'select, insert, update');
