create table bank_account (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  number text not null,
  agreement_id text,
  recipient text,
  kid_lengths integer[] not null default '{}',
  kid_modulus text check (kid_modulus in ('mod10', 'mod11')),
  detail_source text not null check (detail_source in ('ocrgiro', 'camt054', 'camt053')),
  proof_source text not null check (proof_source in ('camt053', 'none')),
  cutover_on date,
  opening_minor bigint not null default 0,
  file_expected_by time,
  closed_from_on date,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
call kvitt_classify('bank_account', 'C1', 'tenant_id', 'id', 'ledger_id', 'number', 'agreement_id', 'recipient', 'kid_lengths', 'kid_modulus', 'detail_source', 'proof_source', 'cutover_on', 'opening_minor', 'file_expected_by', 'closed_from_on', 'created_at');
call kvitt_protect('bank_account', 'select, insert, update');

create table bank_file (
  tenant_id uuid not null,
  id uuid not null,
  sha256 bytea not null,
  normalised_sha256 bytea not null,
  format text not null,
  channel text not null check (channel in ('directory', 'upload', 'command', 'bank')),
  content_sha256 bytea not null,
  part_keys text[] not null default '{}',
  sender_key text,
  byte_length bigint not null,
  received_at timestamptz not null,
  received_by text not null,
  state text not null check (state in ('stored', 'rejected', 'quarantined', 'awaitingRelease', 'posting', 'posted')),
  problems jsonb not null,
  totals jsonb not null default '{}',
  primary key (tenant_id, id),
  unique (tenant_id, normalised_sha256)
);
create index bank_file_sender on bank_file (tenant_id, sender_key);
create index bank_file_content on bank_file (tenant_id, content_sha256);
create index bank_file_received on bank_file (tenant_id, received_at);
call kvitt_classify('bank_file', 'C1', 'tenant_id', 'id', 'sha256', 'normalised_sha256', 'content_sha256', 'part_keys', 'format', 'channel', 'sender_key', 'byte_length', 'received_at', 'received_by', 'state', 'problems', 'totals');
call kvitt_protect('bank_file', 'select, insert, update');

-- The bank's lump: payments that stand as one amount on the bank statement.
create table bank_batch (
  tenant_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  ledger_id uuid not null,
  bank_account_id uuid not null,
  batch_key text not null,
  settled_on date not null,
  lines integer not null,
  control_minor bigint not null,
  ledger_minor bigint not null,
  statement_line_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, file_id, batch_key)
);
create index bank_batch_unpaired on bank_batch (tenant_id, bank_account_id, settled_on) where statement_line_id is null;
create index bank_batch_key on bank_batch (tenant_id, bank_account_id, batch_key);
call kvitt_classify('bank_batch', 'C1', 'tenant_id', 'id', 'file_id', 'ledger_id', 'bank_account_id', 'batch_key', 'settled_on', 'lines', 'control_minor', 'ledger_minor', 'statement_line_id');
call kvitt_protect('bank_batch', 'select, insert, update');

-- One payment of a detail file. amount_minor is what the payer paid; charge_minor of it stayed with our bank.
create table bank_line (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  batch_id uuid not null,
  line_no integer not null,
  fingerprint bytea not null,
  settled_on date not null,
  paid_on date,
  kind text not null,
  amount_minor bigint not null,
  charge_minor bigint not null default 0,
  reference text,
  payer_sealed bytea,
  payer_blind bytea,
  text_sealed bytea,
  state text not null check (state in ('matched', 'part', 'over', 'closed', 'credited', 'noReference', 'badCheck', 'unknown', 'ambiguous', 'otherOwner', 'repeated', 'possibleDuplicate', 'reversal', 'held', 'solved')),
  explanation jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, fingerprint)
);
create index bank_line_reference on bank_line (tenant_id, reference, settled_on) where reference is not null;
create index bank_line_batch on bank_line (tenant_id, batch_id, line_no);
-- The work list: only what a person has to look at.
create index bank_line_work on bank_line (tenant_id, settled_on, id) where state in ('over', 'closed', 'credited', 'noReference', 'badCheck', 'unknown', 'ambiguous', 'otherOwner', 'possibleDuplicate', 'held');
-- Lines that posted nothing, for the day proof: paired lumps are short by them.
create index bank_line_unposted on bank_line (tenant_id, ledger_id) where state in ('repeated', 'held');
-- Search by amount, newest first.
create index bank_line_amount on bank_line (tenant_id, amount_minor, settled_on);
create index bank_line_payer on bank_line (tenant_id, payer_blind) where payer_blind is not null;
call kvitt_classify('bank_line', 'C2', 'tenant_id', 'id', 'ledger_id', 'batch_id', 'line_no', 'fingerprint', 'settled_on', 'paid_on', 'kind', 'amount_minor', 'charge_minor', 'reference', 'state', 'explanation');
call kvitt_classify('bank_line', 'C3 sealed, and its blind index', 'payer_sealed', 'payer_blind', 'text_sealed');
call kvitt_protect('bank_line', 'select, insert, update');

-- Lines that a person put off until a day, with a reason. Only the queue leaves them out; what proves money counts them as ever.
create table line_snooze (
  tenant_id uuid not null,
  line_id uuid not null,
  ledger_id uuid not null,
  until_on date not null,
  reason text not null,
  snoozed_by text not null,
  snoozed_at timestamptz not null,
  primary key (tenant_id, line_id)
);
create index line_snooze_until on line_snooze (tenant_id, ledger_id, until_on);
call kvitt_classify('line_snooze', 'C2', 'tenant_id', 'line_id', 'ledger_id', 'until_on', 'reason', 'snoozed_by', 'snoozed_at');
call kvitt_protect('line_snooze', 'select, insert, update');

create table bank_statement (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  bank_account_id uuid not null,
  file_id uuid not null,
  statement_key text not null,
  sequence_no bigint,
  from_on date not null,
  to_on date not null,
  opening_minor bigint not null,
  closing_minor bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, bank_account_id, statement_key)
);
create index bank_statement_chain on bank_statement (tenant_id, bank_account_id, to_on);
call kvitt_classify('bank_statement', 'C1', 'tenant_id', 'id', 'ledger_id', 'bank_account_id', 'file_id', 'statement_key', 'sequence_no', 'from_on', 'to_on', 'opening_minor', 'closing_minor');
call kvitt_protect('bank_statement', 'select, insert');

create table statement_line (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  statement_id uuid not null,
  line_no integer not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null,
  bank_ref text,
  end_to_end_id text,
  line_key text not null,
  text_sealed bytea,
  state text not null check (state in ('open', 'paired', 'posted', 'held')),
  explanation jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, line_key)
);
create index statement_line_statement on statement_line (tenant_id, statement_id, line_no);
create index statement_line_open on statement_line (tenant_id, booked_on) where state in ('open', 'held');
call kvitt_classify('statement_line', 'C2', 'tenant_id', 'id', 'ledger_id', 'statement_id', 'line_no', 'booked_on', 'value_on', 'amount_minor', 'bank_ref', 'end_to_end_id', 'line_key', 'state', 'explanation');
call kvitt_classify('statement_line', 'C3 sealed', 'text_sealed');
call kvitt_protect('statement_line', 'select, insert, update');
