-- Money that an approved decision sends from a ledger's bank account: written to a file for the bank, settled by the statement's debit.
create table payment_order (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  -- The payable item: its reference is what the bank tells back.
  item_id uuid not null,
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  -- Name, address and account of the payee.
  payee_sealed bytea not null,
  proposal_id uuid not null,
  made_at timestamptz not null,
  file_id uuid,
  -- Taken back before the bank did it, or refused by the bank: the payee has the money to good again.
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, item_id),
  unique (tenant_id, ledger_id, reference)
);
create index payment_order_waiting on payment_order (tenant_id, ledger_id, id) where file_id is null and cancelled_at is null;
call kvitt_classify('payment_order', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'reference', 'amount_minor', 'currency', 'proposal_id', 'made_at', 'file_id', 'cancelled_at');
call kvitt_classify('payment_order', 'C3 a payee''s account and address', 'payee_sealed');
call kvitt_protect('payment_order', 'select, insert, update');

-- A file of payment orders as the bank gets it. Its bytes are kept: after a broken line the same ones are sent again.
create table payment_file (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  bank_account_id uuid not null,
  execute_on date not null,
  orders integer not null check (orders > 0),
  total_minor bigint not null check (total_minor > 0),
  sha256 bytea not null,
  bytes_sealed bytea not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (tenant_id, id)
);
create index payment_file_ledger on payment_file (tenant_id, ledger_id, id);
call kvitt_classify('payment_file', 'C2', 'tenant_id', 'id', 'ledger_id', 'bank_account_id', 'execute_on', 'orders', 'total_minor', 'sha256', 'made_by', 'made_at');
call kvitt_classify('payment_file', 'C3 payees'' accounts and addresses', 'bytes_sealed');
call kvitt_protect('payment_file', 'select, insert');
