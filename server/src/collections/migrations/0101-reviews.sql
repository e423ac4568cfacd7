-- A meeting about what is outstanding (S3-06): people go through a clinic's claims and say of each what is done, by whom and by when.
create table review (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  held_on date not null,
  -- Who was there, in words.
  present_sealed bytea,
  opened_by text not null,
  opened_at timestamptz not null,
  closed_by text,
  closed_at timestamptz,
  primary key (tenant_id, id),
  check ((closed_at is null) = (closed_by is null))
);
-- One at a time: what a second would decide is decided in the first.
create unique index review_open on review (tenant_id, ledger_id) where closed_at is null;
create index review_held on review (tenant_id, ledger_id, held_on desc, id);
call kvitt_classify('review', 'C2', 'tenant_id', 'id', 'ledger_id', 'held_on', 'opened_by', 'opened_at', 'closed_by', 'closed_at');
call kvitt_classify('review', 'C3 sealed', 'present_sealed');
call kvitt_protect('review', 'select, insert, update');
call kvitt_reference('review', 'ledger_id', 'ledger');

-- A claim on its agenda: why, as it stood when the meeting began, and what was said and decided.
create table review_item (
  tenant_id uuid not null,
  review_id uuid not null,
  item_id uuid not null,
  ledger_id uuid not null,
  place integer not null check (place > 0),
  reasons text[] not null check (reasons <@ array['carried', 'promiseBroken', 'disputed', 'headOffice', 'over90', 'untouched', 'largest', 'byHand'] and cardinality(reasons) > 0),
  open_minor bigint not null check (open_minor > 0),
  due_on date not null,
  -- Which state of it somebody saw who decides: 0 until something is said.
  version integer not null default 0,
  decision text check (decision in ('routine', 'telephone', 'plan', 'headOffice', 'loss', 'hold', 'nothing')),
  words_sealed bytea,
  owner_id text,
  by_on date,
  decided_by text,
  decided_at timestamptz,
  done_on date,
  done_by text,
  primary key (tenant_id, review_id, item_id),
  check ((decided_at is null) = (decided_by is null)),
  check ((done_on is null) = (done_by is null)),
  check (decision in ('telephone', 'plan', 'headOffice', 'loss', 'hold') or (owner_id is null and by_on is null and done_on is null))
);
create index review_item_of on review_item (tenant_id, item_id, review_id);
create index review_item_undone on review_item (tenant_id, ledger_id) where done_on is null and decision in ('telephone', 'plan', 'headOffice', 'loss', 'hold');
call kvitt_classify('review_item', 'C2', 'tenant_id', 'review_id', 'item_id', 'ledger_id', 'place', 'reasons', 'open_minor', 'due_on', 'version', 'decision', 'owner_id', 'by_on', 'decided_by', 'decided_at', 'done_on', 'done_by');
call kvitt_classify('review_item', 'C3 sealed', 'words_sealed');
call kvitt_protect('review_item', 'select, insert, update');
call kvitt_reference('review_item', 'review_id', 'review');
call kvitt_reference('review_item', 'item_id', 'open_item');
