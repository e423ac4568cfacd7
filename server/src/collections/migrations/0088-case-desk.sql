-- Who of head office looks after a case, what is done next and when, and what was decided (DP-020, DP-021).
create table desk_case (
  tenant_id uuid not null,
  item_id uuid not null,
  ledger_id uuid not null,
  owner_id text,
  next_action text check (next_action in ('telephone', 'plan', 'agency', 'hold', 'answer', 'wait')),
  next_on date,
  decision text check (decision in ('telephone', 'plan', 'agency', 'hold')),
  decided_on date,
  decided_by text,
  changed_at timestamptz not null,
  primary key (tenant_id, item_id),
  check ((next_action is null) = (next_on is null)),
  check ((decision is null) = (decided_on is null) and (decision is null) = (decided_by is null))
);
create index desk_case_owner on desk_case (tenant_id, owner_id) where owner_id is not null;
call kvitt_classify('desk_case', 'C2', 'tenant_id', 'item_id', 'ledger_id', 'owner_id', 'next_action', 'next_on', 'decision', 'decided_on', 'decided_by', 'changed_at');
call kvitt_protect('desk_case', 'select, insert, update');
call kvitt_reference('desk_case', 'item_id', 'open_item');
call kvitt_reference('desk_case', 'ledger_id', 'ledger');

-- Questions and answers between clinic and head office, kept on the case (S2-31).
create table desk_message (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  -- Null for a question.
  answers uuid,
  asked_of text not null check (asked_of in ('headOffice', 'clinic')),
  words_sealed bytea not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, answers)
);
create index desk_message_item on desk_message (tenant_id, item_id, id);
call kvitt_classify('desk_message', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'answers', 'asked_of', 'written_by', 'written_at');
call kvitt_classify('desk_message', 'C3 sealed', 'words_sealed');
call kvitt_protect('desk_message', 'select, insert');
call kvitt_reference('desk_message', 'item_id', 'open_item');
call kvitt_reference('desk_message', 'answers', 'desk_message');
