-- A clinic's month-end pack: its bytes lie in the file store under their hash and never change; what becomes of it stands here.
create table month_pack (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  month_on date not null,
  as_of_on date not null,
  known_at timestamptz not null,
  sha256 bytea not null,
  byte_length bigint not null,
  totals jsonb not null,
  -- The third working day after the month: head office has it by then.
  due_on date not null,
  -- One hash over the ends of the tenant's chains at the end of the month, as the pack prints it.
  chain_root text not null,
  signed_by text,
  signed_at timestamptz,
  delivered_at timestamptz,
  -- Head office got it before anybody had signed it.
  delivered_unsigned boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, month_on),
  check ((signed_by is null) = (signed_at is null)),
  check (signed_at is null or delivered_at is not null)
);
call kvitt_classify('month_pack', 'C1', 'tenant_id', 'id', 'ledger_id', 'month_on', 'as_of_on', 'known_at', 'sha256', 'byte_length', 'totals', 'due_on', 'chain_root', 'signed_by', 'signed_at', 'delivered_at', 'delivered_unsigned');
call kvitt_protect('month_pack', 'select, insert, update');
call kvitt_reference('month_pack', 'ledger_id', 'ledger');

-- Who was told of a pack by mail, and chased for a signature: once a day and reader, under one id however often it is tried.
create table month_pack_message (
  tenant_id uuid not null,
  id uuid not null,
  pack_id uuid not null,
  kind text not null check (kind in ('delivered', 'chased')),
  day_on date not null,
  recipient text not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, pack_id, kind, day_on, recipient)
);
call kvitt_classify('month_pack_message', 'C2', 'tenant_id', 'id', 'pack_id', 'kind', 'day_on', 'recipient', 'made_at', 'sent_at');
call kvitt_protect('month_pack_message', 'select, insert, update');
call kvitt_reference('month_pack_message', 'pack_id', 'month_pack');
