-- A report that was made by itself and put away: the bytes lie in the file store under their hash. A ledger has one of a kind for each month.
create table filed_report (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('aging')),
  month_on date not null,
  as_of_on date not null,
  known_at timestamptz not null,
  sha256 bytea not null,
  byte_length bigint not null,
  totals jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, kind, month_on)
);
call kvitt_classify('filed_report', 'C1', 'tenant_id', 'id', 'ledger_id', 'kind', 'month_on', 'as_of_on', 'known_at', 'sha256', 'byte_length', 'totals');
call kvitt_protect('filed_report', 'select, insert');
