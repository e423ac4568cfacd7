-- How a ledger draws what is due from payers who signed a standing authority in their bank (AvtaleGiro).
create table debit_setup (
  tenant_id uuid not null,
  ledger_id uuid not null,
  -- The payee's account, and the sender's customer unit at the operator.
  account text not null,
  sender text not null check (sender ~ '^[0-9]{8}$'),
  -- The part of a KID that stands for a customer: digits fixed_from .. fixed_from + fixed_length - 1.
  fixed_from smallint not null check (fixed_from between 1 and 25),
  fixed_length smallint not null check (fixed_length between 1 and 25),
  -- Who tells the payer of a claim.
  notify text not null check (notify in ('bank', 'payee')),
  -- Days from sending to the due date; null is the rule's.
  lead_days smallint check (lead_days between 4 and 60),
  state text not null check (state in ('active', 'paused')),
  changed_at timestamptz not null,
  primary key (tenant_id, ledger_id),
  unique (tenant_id, account),
  check (fixed_from + fixed_length <= 26)
);
call kvitt_classify('debit_setup', 'C1', 'tenant_id', 'ledger_id', 'account', 'sender', 'fixed_from', 'fixed_length', 'notify', 'lead_days', 'state', 'changed_at');
call kvitt_protect('debit_setup', 'select, insert, update');

-- Transmission and assignment numbers, seven digits: none is given twice.
create table debit_counter (
  tenant_id uuid primary key,
  next_no integer not null check (next_no between 1 and 10000000)
);
call kvitt_classify('debit_counter', 'C1', 'tenant_id', 'next_no');
call kvitt_protect('debit_counter', 'select, insert, update');

-- A payer's standing authority, as the operator lists it. match_kid is the customer's part of its KID, or the whole of a short one.
create table debit_mandate (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  account text not null,
  kid text not null,
  match_kid text not null,
  written_notice boolean not null,
  since_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index debit_mandate_current on debit_mandate (tenant_id, account, kid) where ended_at is null;
create index debit_mandate_match on debit_mandate (tenant_id, ledger_id, match_kid) where ended_at is null;
call kvitt_classify('debit_mandate', 'C2', 'tenant_id', 'id', 'ledger_id', 'account', 'kid', 'match_kid', 'written_notice', 'since_at', 'changed_at', 'ended_at');
call kvitt_protect('debit_mandate', 'select, insert, update');

-- Lists of authorities that were taken: each assignment of a file once.
create table debit_list (
  tenant_id uuid not null,
  id uuid not null,
  -- Null when the account is not set up here.
  ledger_id uuid,
  file_sha256 bytea not null,
  account text not null,
  assignment_no text not null,
  complete boolean not null,
  started integer not null,
  changed integer not null,
  ended integer not null,
  notes jsonb not null,
  taken_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, file_sha256, account, assignment_no)
);
create index debit_list_ledger on debit_list (tenant_id, ledger_id, id);
call kvitt_classify('debit_list', 'C2', 'tenant_id', 'id', 'ledger_id', 'file_sha256', 'account', 'assignment_no', 'complete', 'started', 'changed', 'ended', 'notes', 'taken_at');
call kvitt_protect('debit_list', 'select, insert');

-- A file of claims and cancellations as it leaves. laid_at: when it was laid where the bank fetches it.
create table debit_file (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  name text not null,
  sha256 bytea not null,
  byte_length bigint not null,
  transmission_no integer not null,
  claims_no integer,
  cancellations_no integer,
  claims integer not null,
  cancellations integer not null,
  total_minor bigint not null check (total_minor > 0),
  sent_on date not null,
  made_at timestamptz not null,
  laid_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, transmission_no),
  check ((claims = 0) = (claims_no is null)),
  check ((cancellations = 0) = (cancellations_no is null)),
  check (claims + cancellations > 0)
);
create index debit_file_ledger on debit_file (tenant_id, ledger_id, id);
create index debit_file_to_lay on debit_file (tenant_id, id) where laid_at is null;
call kvitt_classify('debit_file', 'C1', 'tenant_id', 'id', 'ledger_id', 'name', 'sha256', 'byte_length', 'transmission_no', 'claims_no', 'cancellations_no', 'claims', 'cancellations', 'total_minor', 'sent_on', 'made_at', 'laid_at');
call kvitt_protect('debit_file', 'select, insert, update');

-- One claim on a payer's account, for an item and its due date. round 1 is the claim that took the place of a cancelled one.
create table debit_request (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  mandate_id uuid not null,
  term_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  kid text not null,
  state text not null check (state in ('planned', 'withdrawn', 'refused', 'sent', 'cancelSent', 'cancelled', 'settled', 'notSettled')),
  -- Why it was withdrawn, refused or cancelled: a word.
  why text,
  replaces uuid,
  notify text check (notify in ('bank', 'payee')),
  file_id uuid,
  cancel_file_id uuid,
  bank_line_id uuid,
  planned_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((state in ('planned', 'withdrawn', 'refused')) = (file_id is null)),
  check ((file_id is null) = (sent_at is null)),
  check ((state = 'settled') = (bank_line_id is not null)),
  check ((state in ('planned', 'sent', 'cancelSent')) = (ended_at is null))
);
-- Never two claims on a payer for one item at a time.
create unique index debit_request_live on debit_request (tenant_id, item_id) where state in ('planned', 'sent');
-- For one due date an item is claimed once, and once more in the place of a claim that was cancelled.
create unique index debit_request_term on debit_request (tenant_id, item_id, term_on) where file_id is not null and replaces is null;
create unique index debit_request_replaces on debit_request (tenant_id, replaces) where replaces is not null and state not in ('withdrawn', 'refused');
create unique index debit_request_line on debit_request (tenant_id, bank_line_id) where bank_line_id is not null;
create index debit_request_item on debit_request (tenant_id, item_id, id);
create index debit_request_waiting on debit_request (tenant_id, ledger_id, term_on) where state in ('planned', 'sent', 'cancelSent');
create index debit_request_ended on debit_request (tenant_id, ended_at) where state in ('notSettled', 'cancelled');
call kvitt_classify('debit_request', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'mandate_id', 'term_on', 'amount_minor', 'kid', 'state', 'why', 'replaces', 'notify', 'file_id', 'cancel_file_id', 'bank_line_id', 'planned_at', 'sent_at', 'ended_at');
call kvitt_protect('debit_request', 'select, insert, update');
