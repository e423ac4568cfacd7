-- A visit's part of an invoice that the state pays by itself (SE). Its open item is the state's, never the patient's: it hangs on no invoice there,
-- so that whatever asks the patient cannot reach it; here stands which invoice and visit it is of.
create table state_part (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  invoice_id uuid not null,
  claim_id uuid not null,
  patient_id uuid,
  visit_id text not null,
  -- The open item, on the account of what the state owes.
  item_id uuid not null,
  patient_minor bigint not null check (patient_minor >= 0),
  amount_minor bigint not null check (amount_minor > 0),
  opened_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, item_id),
  unique (tenant_id, invoice_id, claim_id, visit_id)
);
create index state_part_visit on state_part (tenant_id, ledger_id, visit_id);
create index state_part_day on state_part (tenant_id, ledger_id, opened_on);
call kvitt_classify('state_part', 'C2', 'tenant_id', 'id', 'ledger_id', 'invoice_id', 'claim_id', 'patient_id', 'visit_id', 'item_id', 'patient_minor', 'amount_minor', 'opened_on');
call kvitt_protect('state_part', 'select, insert');

-- What a credit took off a part: off what the state still owed, or owed back to it where it had paid.
create table state_credit (
  tenant_id uuid not null,
  id uuid not null,
  part_id uuid not null,
  ledger_id uuid not null,
  -- The credit note of the patient's part.
  note_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  entry_id uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, part_id, note_id)
);
call kvitt_classify('state_credit', 'C2', 'tenant_id', 'id', 'part_id', 'ledger_id', 'note_id', 'amount_minor', 'entry_id');
call kvitt_protect('state_credit', 'select, insert');

-- A weekly pay-out as the state specified it: what it settles becomes one item, its deposit, which the bank's line then pays.
create table state_payout (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  external_id text not null,
  paid_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  item_id uuid not null,
  entry_id uuid not null,
  content_hash bytea not null,
  filed_by text not null,
  filed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, external_id)
);
create index state_payout_day on state_payout (tenant_id, ledger_id, paid_on);
call kvitt_classify('state_payout', 'C1', 'tenant_id', 'id', 'ledger_id', 'external_id', 'paid_on', 'amount_minor', 'item_id', 'entry_id', 'content_hash', 'filed_by', 'filed_at');
call kvitt_protect('state_payout', 'select, insert');

create table state_payout_line (
  tenant_id uuid not null,
  payout_id uuid not null,
  line_no integer not null,
  visit_id text not null,
  -- Below nothing where the state kept back what it had reclaimed.
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (tenant_id, payout_id, line_no)
);
create index state_payout_line_visit on state_payout_line (tenant_id, visit_id);
call kvitt_classify('state_payout_line', 'C2', 'tenant_id', 'payout_id', 'line_no', 'visit_id', 'amount_minor');
call kvitt_protect('state_payout_line', 'select, insert');

-- What the state wants back of a part it has paid, by the agency's own id of its decision.
create table state_reclaim (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  part_id uuid not null,
  external_id text not null,
  reclaimed_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- What is owed back, until a pay-out keeps it.
  item_id uuid not null,
  entry_id uuid not null,
  content_hash bytea not null,
  filed_by text not null,
  filed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, external_id)
);
create index state_reclaim_part on state_reclaim (tenant_id, part_id);
call kvitt_classify('state_reclaim', 'C2', 'tenant_id', 'id', 'ledger_id', 'part_id', 'external_id', 'reclaimed_on', 'amount_minor', 'item_id', 'entry_id', 'content_hash', 'filed_by', 'filed_at');
call kvitt_protect('state_reclaim', 'select, insert');

-- Why a measure is missing or was late, in a person's words: the gap stays and is explained (DP-072).
create table state_gap_note (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  invoice_id uuid not null,
  words_sealed bytea not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id)
);
create index state_gap_note_invoice on state_gap_note (tenant_id, invoice_id, id);
call kvitt_classify('state_gap_note', 'C2', 'tenant_id', 'id', 'ledger_id', 'invoice_id', 'written_by', 'written_at');
call kvitt_classify('state_gap_note', 'C3 sealed', 'words_sealed');
call kvitt_protect('state_gap_note', 'select, insert');

-- A treatment that the state pays all of asks nothing of the patient.
alter table claim drop constraint claim_amount_minor_check;
alter table claim add constraint claim_amount_minor_check check (amount_minor >= 0);
alter table invoice drop constraint invoice_check;
alter table invoice add constraint invoice_check check (total_minor >= 0 and total_minor = net_minor + vat_minor);
