-- Money of an attempt that went back to the payer, or came again: what we asked the partner for, what the partner did of itself, and what the
-- payer's bank took in a dispute and gave again. Written down before it is asked.
create table money_back (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  attempt_id uuid not null,
  kind text not null check (kind in ('refund', 'refundSeen', 'chargeback', 'chargebackWon')),
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('asked', 'done', 'refused')),
  -- Whose credit is meant; null gives back what the attempt itself gave.
  credit_item_id uuid,
  reason text,
  proposal_id uuid,
  -- Why the partner refused: a word of the port.
  problem text,
  asked_at timestamptz not null,
  done_at timestamptz,
  primary key (tenant_id, id),
  check ((kind = 'refund') = (proposal_id is not null)),
  check (kind = 'refund' or state = 'done')
);
-- An approved proposal asks once, whatever is run again.
create unique index money_back_proposal on money_back (tenant_id, proposal_id) where proposal_id is not null;
-- One at a time of an attempt: the partner's running total then says which one was done.
create unique index money_back_one_asked on money_back (tenant_id, attempt_id) where state = 'asked';
create index money_back_attempt on money_back (tenant_id, attempt_id, id);
create index money_back_asked on money_back (tenant_id, asked_at) where state = 'asked';
call kvitt_classify('money_back', 'C2', 'tenant_id', 'id', 'ledger_id', 'attempt_id', 'kind', 'amount_minor', 'state', 'credit_item_id', 'reason', 'proposal_id', 'problem', 'asked_at', 'done_at');
call kvitt_protect('money_back', 'select, insert, update');

-- Follow-up of an item rests until a day: the payer disputes it or says it is paid, or a person decided so.
create table item_pause (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('dispute', 'saysPaid', 'person')),
  reason text,
  -- When the payer says it was paid, and by which bank.
  paid_on date,
  bank text,
  from_on date not null,
  until_on date not null,
  made_at timestamptz not null,
  made_by text not null check (made_by in ('payer', 'staff')),
  ended_at timestamptz,
  ended_by text check (ended_by in ('payer', 'staff')),
  primary key (tenant_id, id),
  check (until_on >= from_on),
  check ((kind = 'saysPaid') = (paid_on is not null and bank is not null)),
  check ((ended_at is null) = (ended_by is null))
);
-- One of a kind at a time: saying it again is saying it once.
create unique index item_pause_standing on item_pause (tenant_id, item_id, kind) where ended_at is null;
create index item_pause_ledger on item_pause (tenant_id, ledger_id, until_on) where ended_at is null;
call kvitt_classify('item_pause', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'kind', 'reason', 'paid_on', 'bank', 'from_on', 'until_on', 'made_at', 'made_by', 'ended_at', 'ended_by');
call kvitt_protect('item_pause', 'select, insert, update');
