-- A ledger's agreement with a collection agency: who the agency knows the creditor as, and when cases leave.
create table agency_agreement (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  agency text not null check (char_length(agency) between 2 and 70),
  client_id text not null check (char_length(client_id) between 1 and 60),
  -- What our calls are signed with; null until it is given.
  secret_sealed bytea,
  state text not null check (state in ('active', 'paused')),
  -- Cases leave on the so-manieth such weekday of a month (X-15); Monday is 1.
  leaves_week smallint not null check (leaves_week between 1 and 4),
  leaves_weekday smallint not null check (leaves_weekday between 1 and 5),
  -- How far the agency's statuses were taken.
  told_through text,
  polled_at timestamptz,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id),
  check (state = 'paused' or secret_sealed is not null)
);
call kvitt_classify('agency_agreement', 'C1', 'tenant_id', 'id', 'ledger_id', 'agency', 'client_id', 'state', 'leaves_week', 'leaves_weekday', 'told_through', 'polled_at', 'made_at', 'changed_at');
call kvitt_classify('agency_agreement', 'C3 sealed with the tenant''s key', 'secret_sealed');
call kvitt_protect('agency_agreement', 'select, insert, update');

-- A claim on its way to the agency, there, or back. `listed`: on the stop-list; `sending`: its packet is made and goes under this id until it is answered.
create table agency_case (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  agreement_id uuid not null,
  step_id uuid not null,
  state text not null check (state in ('listed', 'sending', 'atAgency', 'ended')),
  -- The last that the agency said.
  status text,
  ended text check (ended in ('takenOff', 'objected', 'refused', 'rejected', 'withdrawn', 'stopped', 'failed', 'paid')),
  -- A word for why: of the decision, of what the packet lacked, or the agency's code.
  why text,
  listed_on date not null,
  leaves_on date not null,
  -- When the clinic was told of it (X-15).
  told_at timestamptz,
  packet_sealed bytea,
  packet_hash bytea,
  packet_at timestamptz,
  reference text,
  handed_at timestamptz,
  capital_minor bigint not null check (capital_minor > 0),
  collected_minor bigint not null default 0 check (collected_minor >= 0),
  withdraw_asked_at timestamptz,
  withdraw_by text,
  ended_on date,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, step_id),
  check (leaves_on >= listed_on),
  check ((state = 'ended') = (ended is not null) and (state = 'ended') = (ended_on is not null)),
  check ((packet_sealed is null) = (packet_hash is null) and (packet_sealed is null) = (packet_at is null)),
  check (state not in ('sending', 'atAgency') or packet_sealed is not null)
);
create unique index agency_case_open on agency_case (tenant_id, item_id) where state <> 'ended';
create index agency_case_item on agency_case (tenant_id, item_id, id);
create index agency_case_reference on agency_case (tenant_id, agreement_id, reference) where reference is not null;
create index agency_case_open_ledger on agency_case (tenant_id, ledger_id, leaves_on) where state <> 'ended';
call kvitt_classify('agency_case', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'agreement_id', 'step_id', 'state', 'status', 'ended', 'why', 'listed_on', 'leaves_on', 'told_at', 'packet_hash', 'packet_at', 'reference', 'handed_at', 'capital_minor', 'collected_minor', 'withdraw_asked_at', 'withdraw_by', 'ended_on', 'made_at');
call kvitt_classify('agency_case', 'C3 sealed', 'packet_sealed');
call kvitt_protect('agency_case', 'select, insert, update');

-- Each status as it came, once by the agency's own id.
create table agency_event (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  agreement_id uuid not null,
  external_id text not null,
  -- Null while nobody knows the case (E35).
  case_id uuid,
  reference text not null,
  status text not null,
  -- The agency's own word.
  said text not null,
  occurred_on date not null,
  reason text,
  capital_minor bigint check (capital_minor >= 0),
  interest_minor bigint check (interest_minor >= 0),
  fee_minor bigint check (fee_minor >= 0),
  own_costs_minor bigint check (own_costs_minor >= 0),
  remitted_minor bigint check (remitted_minor >= 0),
  remittance text,
  content_hash bytea not null,
  outcome text not null check (outcome in ('taken', 'unknownCase', 'unknownStatus', 'amountWrong')),
  entry_id uuid,
  received_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, agreement_id, external_id),
  check ((outcome = 'unknownCase') = (case_id is null))
);
create index agency_event_case on agency_event (tenant_id, case_id, id) where case_id is not null;
call kvitt_classify('agency_event', 'C2', 'tenant_id', 'id', 'ledger_id', 'agreement_id', 'external_id', 'case_id', 'reference', 'status', 'said', 'occurred_on', 'reason', 'capital_minor', 'interest_minor', 'fee_minor', 'own_costs_minor', 'remitted_minor', 'remittance', 'content_hash', 'outcome', 'entry_id', 'received_at');
call kvitt_protect('agency_event', 'select, insert');

-- Money and credits that came to the clinic while the case was at the agency, told the same day (DP-023).
create table agency_report (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  case_id uuid not null,
  entry_id uuid not null,
  kind text not null check (kind in ('payment', 'credit')),
  amount_minor bigint not null check (amount_minor > 0),
  on_day date not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  -- The agency's code, where it would not take it.
  refused text,
  primary key (tenant_id, id),
  unique (tenant_id, case_id, entry_id)
);
create index agency_report_waiting on agency_report (tenant_id, ledger_id, id) where sent_at is null and refused is null;
call kvitt_classify('agency_report', 'C2', 'tenant_id', 'id', 'ledger_id', 'case_id', 'entry_id', 'kind', 'amount_minor', 'on_day', 'made_at', 'sent_at', 'refused');
call kvitt_protect('agency_report', 'select, insert, update');

-- The clinic is told which cases leave and when: their number and sum, no names (X-15).
create table agency_notice (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  day_on date not null,
  leaves_on date not null,
  recipient text not null,
  cases integer not null check (cases > 0),
  amount_minor bigint not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, day_on, leaves_on, recipient)
);
call kvitt_classify('agency_notice', 'C1', 'tenant_id', 'id', 'ledger_id', 'day_on', 'leaves_on', 'recipient', 'cases', 'amount_minor', 'made_at', 'sent_at');
call kvitt_protect('agency_notice', 'select, insert, update');
