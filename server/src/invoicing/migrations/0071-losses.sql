-- What a collection agency reported as failed, by its document or message id (DP-061). The same again is recognised by its content.
create table loss_report (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  external_id text not null,
  agency text not null,
  received_on date not null,
  content_hash bytea not null,
  filed_by text not null,
  filed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, external_id)
);
call kvitt_classify('loss_report', 'C1', 'tenant_id', 'id', 'ledger_id', 'external_id', 'agency', 'received_on', 'content_hash', 'filed_by', 'filed_at');
call kvitt_protect('loss_report', 'select, insert');

create table loss_report_line (
  tenant_id uuid not null,
  report_id uuid not null,
  line_no integer not null,
  reference text not null,
  -- Null while nobody knows the case: it stays in suspense with head office.
  item_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (tenant_id, report_id, line_no)
);
create index loss_report_line_item on loss_report_line (tenant_id, item_id) where item_id is not null;
call kvitt_classify('loss_report_line', 'C2', 'tenant_id', 'report_id', 'line_no', 'reference', 'item_id', 'amount_minor');
call kvitt_protect('loss_report_line', 'select, insert');

-- A loss that was approved and posted. It rests on an agency's report, or on head office's decision in a case that is named.
create table loss (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  proposal_id uuid not null,
  report_id uuid,
  exception text check (exception in ('deceasedWithoutAssets', 'debtRelief', 'limitation', 'belowAgencyMinimum')),
  capital_minor bigint not null check (capital_minor > 0),
  fees_minor bigint not null check (fees_minor >= 0),
  interest_minor bigint not null check (interest_minor >= 0),
  entry_id uuid not null,
  posted_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, proposal_id, item_id),
  constraint loss_has_ground check ((report_id is null) <> (exception is null))
);
create index loss_item on loss (tenant_id, item_id);
create index loss_day on loss (tenant_id, ledger_id, posted_on);
call kvitt_classify('loss', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'proposal_id', 'report_id', 'exception', 'capital_minor', 'fees_minor', 'interest_minor', 'entry_id', 'posted_on');
call kvitt_protect('loss', 'select, insert');

-- Money that came for a loss after all (DP-064).
create table loss_recovery (
  tenant_id uuid not null,
  id uuid not null,
  loss_id uuid not null,
  ledger_id uuid not null,
  entry_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  recovered_on date not null,
  primary key (tenant_id, id)
);
create index loss_recovery_loss on loss_recovery (tenant_id, loss_id);
call kvitt_classify('loss_recovery', 'C2', 'tenant_id', 'id', 'loss_id', 'ledger_id', 'entry_id', 'amount_minor', 'recovered_on');
call kvitt_protect('loss_recovery', 'select, insert');

-- What the practice system is to credit too, and whether it has: Kvitt's own credit notes and losses.
create table practice_credit (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('credit', 'lossAfterCollection')),
  -- The credit note, or the loss.
  subject_id uuid not null,
  invoice_id uuid not null,
  external_id text,
  number text not null,
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  made_on date not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  practice_id text,
  primary key (tenant_id, id),
  unique (tenant_id, kind, subject_id, external_id)
);
create index practice_credit_waiting on practice_credit (tenant_id, ledger_id, made_on) where confirmed_at is null;
create index practice_credit_subject on practice_credit (tenant_id, subject_id);
call kvitt_classify('practice_credit', 'C2', 'tenant_id', 'id', 'ledger_id', 'kind', 'subject_id', 'invoice_id', 'external_id', 'number', 'reference', 'amount_minor', 'made_on', 'made_at', 'confirmed_at', 'practice_id');
call kvitt_protect('practice_credit', 'select, insert, update');

call kvitt_reference('loss_report', 'ledger_id', 'ledger');
call kvitt_reference('loss_report_line', 'report_id', 'loss_report');
call kvitt_reference('loss_report_line', 'item_id', 'open_item');
call kvitt_reference('loss', 'item_id', 'open_item');
call kvitt_reference('loss', 'proposal_id', 'proposal');
call kvitt_reference('loss', 'report_id', 'loss_report');
call kvitt_reference('loss', 'entry_id', 'entry');
call kvitt_reference('loss_recovery', 'loss_id', 'loss');
call kvitt_reference('loss_recovery', 'entry_id', 'entry');
call kvitt_reference('practice_credit', 'invoice_id', 'invoice');
