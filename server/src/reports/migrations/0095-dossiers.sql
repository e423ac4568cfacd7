-- A dossier that somebody took of a bill: what it held under one hash, its files in the file store under theirs. The same content is kept once.
create table dossier (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  invoice_id uuid not null,
  profile text not null check (profile in ('forsakringskassan', 'agency', 'court', 'insurer')),
  content_sha256 bytea not null,
  pdf_sha256 bytea not null,
  json_sha256 bytea not null,
  pieces integer not null check (pieces >= 0),
  missing integer not null check (missing >= 0),
  made_by text not null,
  made_at timestamptz not null,
  -- With the vouchers of the year it was made in.
  kept_until_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, invoice_id, profile, content_sha256)
);
call kvitt_classify('dossier', 'C2', 'tenant_id', 'id', 'ledger_id', 'invoice_id', 'profile', 'content_sha256', 'pdf_sha256', 'json_sha256', 'pieces', 'missing', 'made_by', 'made_at', 'kept_until_on');
call kvitt_protect('dossier', 'select, insert');
call kvitt_reference('dossier', 'ledger_id', 'ledger');
call kvitt_reference('dossier', 'invoice_id', 'invoice');
