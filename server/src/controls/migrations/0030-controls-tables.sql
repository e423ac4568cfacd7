create table proposal (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid,
  kind text not null,
  as_of_on date not null,
  state text not null check (state in ('open', 'approved', 'applying', 'paused', 'applied', 'cancelled', 'withdrawn', 'expired')),
  content_hash bytea not null,
  totals jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  -- When it is too old to be approved, or the approval too old to be used. Null while a request waits that does not lapse (DP-056).
  expires_at timestamptz,
  -- One-person mode: approved by who made it, and not carried out before this moment.
  not_before timestamptz,
  primary key (tenant_id, id),
  -- SEC-12: what takes two persons is never approved by who made it, but in one-person mode, a day before anything happens.
  constraint proposal_two_persons check (approved_by is null or approved_by <> made_by or coalesce(totals ->> 'twoPersons', '0') = '0'
    or coalesce(not_before >= approved_at + interval '24 hours', false)),
  constraint proposal_lapses check (state <> 'approved' or expires_at is not null)
);
create index proposal_open on proposal (tenant_id, kind, made_at) where state in ('open', 'approved', 'applying', 'paused');
call kvitt_classify('proposal', 'C1', 'tenant_id', 'id', 'ledger_id', 'kind', 'as_of_on', 'state', 'content_hash', 'totals', 'made_by', 'made_at', 'approved_by', 'approved_at', 'expires_at', 'not_before');
call kvitt_protect('proposal', 'select, insert, update');

create table proposal_line (
  tenant_id uuid not null,
  proposal_id uuid not null,
  line_no integer not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  seen_hash bytea not null,
  amount_minor bigint not null,
  state text not null check (state in ('proposed', 'held')),
  reason text,
  -- What is held back until a day is not proposed anew before it.
  held_until_on date,
  explanation jsonb not null,
  primary key (tenant_id, proposal_id, line_no),
  constraint proposal_line_held_until check (held_until_on is null or state = 'held')
);
create index proposal_line_subject on proposal_line (tenant_id, subject_kind, subject_id);
-- What is held back until a day, by that day: an ordinary line touches no page of this one.
create index proposal_line_held on proposal_line (tenant_id, held_until_on, proposal_id, line_no) where held_until_on is not null;
call kvitt_classify('proposal_line', 'C2', 'tenant_id', 'proposal_id', 'line_no', 'action', 'subject_kind', 'subject_id', 'seen_hash', 'amount_minor', 'state', 'reason', 'held_until_on', 'explanation');
call kvitt_protect('proposal_line', 'select, insert, update');

-- What became of a line. A row of its own: a run then writes a few bytes for each line instead of the whole line anew, and what was approved
-- stays as it was.
create table proposal_outcome (
  tenant_id uuid not null,
  proposal_id uuid not null,
  line_no integer not null,
  state text not null check (state in ('stale', 'applied', 'failed')),
  reason text,
  result_id uuid,
  primary key (tenant_id, proposal_id, line_no)
);
create index proposal_outcome_failed on proposal_outcome (tenant_id, proposal_id) where state = 'failed';
call kvitt_classify('proposal_outcome', 'C2', 'tenant_id', 'proposal_id', 'line_no', 'state', 'reason', 'result_id');
call kvitt_protect('proposal_outcome', 'select, insert, delete');

-- Something that a person must see: a bank file that did not come, a check that failed.
create table alarm (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  day_on date not null,
  raised_at timestamptz not null,
  detail jsonb not null,
  cleared_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, kind, subject_kind, subject_id, day_on)
);
call kvitt_classify('alarm', 'C1', 'tenant_id', 'id', 'kind', 'subject_kind', 'subject_id', 'day_on', 'raised_at', 'detail', 'cleared_at');
call kvitt_protect('alarm', 'select, insert, update');

create table check_run (
  tenant_id uuid not null,
  id uuid not null,
  ran_at timestamptz not null,
  -- The names of the checks that were asked: a later version may ask others.
  asked text[] not null,
  breaches jsonb not null,
  primary key (tenant_id, id)
);
call kvitt_classify('check_run', 'C1', 'tenant_id', 'id', 'ran_at', 'asked', 'breaches');
call kvitt_protect('check_run', 'select, insert');
