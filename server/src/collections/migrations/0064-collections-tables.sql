-- A version of a follow-up policy: the whole of it for the chain, changes for a clinic, a payer or an item. An item follows what was in force
-- on its invoice date, so a version is never changed; it begins to count when it is approved, and is then the standing approval of its reminders.
create table follow_up_policy (
  tenant_id uuid not null,
  id uuid not null,
  scope text not null check (scope in ('chain', 'clinic', 'payer', 'item')),
  -- The clinic, payer or item; null for the chain.
  scope_id uuid,
  name text not null check (char_length(name) between 1 and 60),
  valid_from_on date not null,
  content jsonb not null,
  locks text[] not null default '{}',
  made_by text not null,
  made_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  primary key (tenant_id, id),
  check ((scope = 'chain') = (scope_id is null)),
  check ((approved_by is null) = (approved_at is null))
);
create index follow_up_policy_scope on follow_up_policy (tenant_id, scope, scope_id, valid_from_on);
call kvitt_classify('follow_up_policy', 'C1', 'tenant_id', 'id', 'scope', 'scope_id', 'name', 'valid_from_on', 'content', 'locks', 'made_by', 'made_at', 'approved_by', 'approved_at');
call kvitt_protect('follow_up_policy', 'select, insert, update');

-- The weekday on which a clinic looks at its follow-up, and on which its steps are taken where the policy says weekly (DP-018). Monday is 1.
create table follow_up_weekday (
  tenant_id uuid not null,
  clinic_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, clinic_id)
);
call kvitt_classify('follow_up_weekday', 'C1', 'tenant_id', 'clinic_id', 'weekday', 'set_by', 'set_at');
call kvitt_protect('follow_up_weekday', 'select, insert, update');

-- What one payer is told of one or more steps on one day (E18).
create table follow_up_letter (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  payer_id uuid not null,
  recipient_id uuid not null,
  level text not null check (level in ('nudge', 'remind1', 'remind2', 'collectionNotice', 'paymentDemand')),
  wording text not null,
  sender text not null check (sender in ('clinic', 'headOffice')),
  dispatch_key text not null,
  taken_on date not null,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, dispatch_key)
);
call kvitt_classify('follow_up_letter', 'C2', 'tenant_id', 'id', 'ledger_id', 'payer_id', 'recipient_id', 'level', 'wording', 'sender', 'dispatch_key', 'taken_on', 'made_at');
call kvitt_protect('follow_up_letter', 'select, insert');

-- The move log: each step of an item, written before anything is sent.
create table follow_up_step (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  level text not null check (level in ('nudge', 'remind1', 'remind2', 'collectionNotice', 'paymentDemand', 'headOffice', 'agency')),
  -- 1, and one more each time the step was called off before any channel took it.
  round smallint not null check (round > 0),
  letter_id uuid,
  policy_id uuid not null,
  target_on date not null,
  taken_on date not null,
  -- Working days from the target, or from the end of a stop, to the day it was taken.
  lag smallint not null check (lag >= 0),
  amount_minor bigint not null check (amount_minor > 0),
  fee_minor bigint not null check (fee_minor >= 0),
  fee_item_id uuid,
  deadline_on date,
  next_step_on date,
  proposal_id uuid not null,
  line_no integer not null,
  -- `run`, or who pressed.
  taken_by text not null,
  taken_at timestamptz not null,
  explanation jsonb not null,
  primary key (tenant_id, id),
  -- Exactly once, whatever is run again.
  constraint follow_up_step_once unique (tenant_id, item_id, level, round),
  check ((level in ('headOffice', 'agency')) = (letter_id is null)),
  check ((fee_minor > 0) = (fee_item_id is not null))
);
create index follow_up_step_letter on follow_up_step (tenant_id, letter_id) where letter_id is not null;
create index follow_up_step_ledger on follow_up_step (tenant_id, ledger_id, taken_on);
call kvitt_classify('follow_up_step', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'level', 'round', 'letter_id', 'policy_id', 'target_on', 'taken_on', 'lag', 'amount_minor', 'fee_minor', 'fee_item_id', 'deadline_on', 'next_step_on', 'proposal_id', 'line_no', 'taken_by', 'taken_at', 'explanation');
call kvitt_protect('follow_up_step', 'select, insert');

-- What a patient said against a claim, as staff took it down; it stops every step until it is answered in writing (DP-032).
create table follow_up_dispute (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  opened_on date not null,
  channel text not null check (channel in ('telephone', 'letter', 'email', 'message', 'inPerson')),
  words_sealed bytea not null,
  registered_by text not null,
  registered_at timestamptz not null,
  answered_on date,
  outcome text check (outcome in ('rejected', 'upheld')),
  answer_sealed bytea,
  answered_by text,
  answered_at timestamptz,
  primary key (tenant_id, id),
  check ((outcome is null) = (answered_on is null) and (outcome is null) = (answered_by is null)
    and (outcome is null) = (answered_at is null) and (outcome is null) = (answer_sealed is null)),
  check (answered_on >= opened_on)
);
create unique index follow_up_dispute_open on follow_up_dispute (tenant_id, item_id) where outcome is null;
create index follow_up_dispute_item on follow_up_dispute (tenant_id, item_id, id);
create index follow_up_dispute_ledger on follow_up_dispute (tenant_id, ledger_id, opened_on) where outcome is null;
call kvitt_classify('follow_up_dispute', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'opened_on', 'channel', 'registered_by', 'registered_at', 'answered_on', 'outcome', 'answered_by', 'answered_at');
call kvitt_classify('follow_up_dispute', 'C3 sealed', 'words_sealed', 'answer_sealed');
call kvitt_protect('follow_up_dispute', 'select, insert, update');

-- A day the patient has promised to pay on (E13).
create table follow_up_promise (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  made_on date not null,
  promised_on date not null,
  channel text not null check (channel in ('telephone', 'letter', 'email', 'message', 'inPerson')),
  words_sealed bytea not null,
  registered_by text not null,
  registered_at timestamptz not null,
  primary key (tenant_id, id),
  check (promised_on >= made_on)
);
create index follow_up_promise_item on follow_up_promise (tenant_id, item_id, id);
call kvitt_classify('follow_up_promise', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'made_on', 'promised_on', 'channel', 'registered_by', 'registered_at');
call kvitt_classify('follow_up_promise', 'C3 sealed', 'words_sealed');
call kvitt_protect('follow_up_promise', 'select, insert');

-- A technical stop by head office's finance department, with a reason and an end (DP-033). Renewed is one more; ended early has a day it ended.
create table follow_up_hold (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  reason text not null check (reason in ('disputeUnderReview', 'deceased', 'protectedIdentity', 'bankruptcyOrDebtRelief', 'wrongDebtor', 'bankFileMissing', 'systemFault')),
  from_on date not null,
  -- The last day held.
  ends_on date not null,
  renews uuid,
  set_by text not null,
  set_at timestamptz not null,
  ended_on date,
  ended_by text,
  primary key (tenant_id, id),
  check (ends_on >= from_on),
  check ((ended_on is null) = (ended_by is null))
);
create index follow_up_hold_item on follow_up_hold (tenant_id, item_id, id);
create index follow_up_hold_ledger on follow_up_hold (tenant_id, ledger_id, ends_on) where ended_on is null;
call kvitt_classify('follow_up_hold', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'reason', 'from_on', 'ends_on', 'renews', 'set_by', 'set_at', 'ended_on', 'ended_by');
call kvitt_protect('follow_up_hold', 'select, insert, update');

-- What was said and by which way, whoever began.
create table follow_up_note (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  said_on date not null,
  channel text not null check (channel in ('telephone', 'letter', 'email', 'message', 'inPerson')),
  direction text not null check (direction in ('fromPayer', 'toPayer', 'own')),
  text_sealed bytea not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id)
);
create index follow_up_note_item on follow_up_note (tenant_id, item_id, id);
call kvitt_classify('follow_up_note', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'said_on', 'channel', 'direction', 'written_by', 'written_at');
call kvitt_classify('follow_up_note', 'C3 sealed', 'text_sealed');
call kvitt_protect('follow_up_note', 'select, insert');

-- Where no file will come: two persons of head office say that a bank account is complete through a day (DP-017).
create table follow_up_declaration (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  bank_account_id uuid not null,
  through_on date not null,
  reason text not null,
  declared_by text not null,
  declared_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  primary key (tenant_id, id),
  check ((confirmed_by is null) = (confirmed_at is null)),
  constraint follow_up_declaration_two_persons check (confirmed_by <> declared_by)
);
create index follow_up_declaration_account on follow_up_declaration (tenant_id, bank_account_id, through_on);
call kvitt_classify('follow_up_declaration', 'C1', 'tenant_id', 'id', 'ledger_id', 'bank_account_id', 'through_on', 'reason', 'declared_by', 'declared_at', 'confirmed_by', 'confirmed_at');
call kvitt_protect('follow_up_declaration', 'select, insert, update');

-- One run for each ledger and day (DP-019). `waiting`: bank data was missing, or it was far above its usual size; the next run makes it up.
create table follow_up_run (
  tenant_id uuid not null,
  ledger_id uuid not null,
  day_on date not null,
  state text not null check (state in ('waiting', 'tooLarge', 'done')),
  -- What was missing: bank account, day it is complete through, and why.
  missing jsonb not null default '[]',
  -- Steps the policy's own approval covers: what the usual size is reckoned from.
  steps integer not null default 0,
  proposal_id uuid,
  ran_at timestamptz not null,
  primary key (tenant_id, ledger_id, day_on)
);
call kvitt_classify('follow_up_run', 'C1', 'tenant_id', 'ledger_id', 'day_on', 'state', 'missing', 'steps', 'proposal_id', 'ran_at');
call kvitt_protect('follow_up_run', 'select, insert, update');
