create table number_series (
  tenant_id uuid not null,
  id uuid not null,
  prefix text not null,
  next_no bigint not null check (next_no > 0),
  primary key (tenant_id, id)
);
call kvitt_classify('number_series', 'C1', 'tenant_id', 'id', 'prefix', 'next_no');
call kvitt_protect('number_series', 'select, insert, update');

-- A ledger ("regnskap"): one accounting entity, one currency, one chart of accounts.
create table ledger (
  tenant_id uuid not null,
  id uuid not null,
  clinic_id uuid not null,
  name text not null,
  org_no text not null,
  market text not null,
  currency text not null,
  series_id uuid not null,
  state text not null check (state in ('active', 'inactive')),
  active_from_on date,
  settings jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call kvitt_classify('ledger', 'C1', 'tenant_id', 'id', 'clinic_id', 'name', 'org_no', 'market', 'currency', 'series_id', 'state', 'active_from_on', 'settings', 'created_at');
call kvitt_protect('ledger', 'select, insert, update');
create policy clinic_scope on ledger as restrictive for all
  using (case when (select current_setting('app.ledgers')) = '*' then true else id = any ((select string_to_array(current_setting('app.ledgers'), ','))::uuid[]) end);

create table account (
  tenant_id uuid not null,
  ledger_id uuid not null,
  code text not null,
  role text not null,
  name text not null,
  primary key (tenant_id, ledger_id, code)
);
call kvitt_classify('account', 'C1', 'tenant_id', 'ledger_id', 'code', 'role', 'name');
call kvitt_protect('account', 'select, insert, update');

create table period (
  tenant_id uuid not null,
  ledger_id uuid not null,
  first_on date not null,
  last_on date not null,
  closed_at timestamptz,
  primary key (tenant_id, ledger_id, first_on),
  check (last_on >= first_on)
);
call kvitt_classify('period', 'C1', 'tenant_id', 'ledger_id', 'first_on', 'last_on', 'closed_at');
call kvitt_protect('period', 'select, insert, update');

create table entry (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('invoice', 'creditNote', 'payment', 'allocation', 'split', 'fee', 'interest', 'supplierInvoice', 'statement', 'refund', 'writeOff', 'reversal', 'opening')),
  booked_on date not null,
  recorded_at timestamptz not null,
  source_kind text not null,
  source_id uuid,
  reverses uuid,
  explanation jsonb,
  primary key (tenant_id, id),
  check ((kind = 'reversal') = (reverses is not null))
);
-- Twice is once: an invoice, a bank line, a supplier invoice or a statement line has one entry of its kind.
create unique index entry_source on entry (tenant_id, source_id, source_kind, kind) where kind in ('invoice', 'creditNote', 'payment', 'supplierInvoice', 'statement');
create unique index entry_reversed_once on entry (tenant_id, reverses) where reverses is not null;
create index entry_by_day on entry (tenant_id, ledger_id, booked_on);
-- Entries are only appended, so a block range index finds what was recorded after an instant at next to no cost.
create index entry_recorded on entry using brin (recorded_at) with (pages_per_range = 32);
call kvitt_classify('entry', 'C2', 'tenant_id', 'id', 'ledger_id', 'kind', 'booked_on', 'recorded_at', 'source_kind', 'source_id', 'reverses', 'explanation');
call kvitt_protect('entry', 'select, insert');

-- One row moves an amount from the credit account to the debit account, so an unbalanced entry cannot be written.
create table posting (
  tenant_id uuid not null,
  entry_id uuid not null,
  line smallint not null,
  ledger_id uuid not null,
  booked_on date not null,
  debit text not null,
  credit text not null,
  amount_minor bigint not null check (amount_minor > 0),
  debit_item_id uuid,
  credit_item_id uuid,
  primary key (tenant_id, entry_id, line),
  check ((debit, debit_item_id) is distinct from (credit, credit_item_id))
);
create index posting_by_day on posting (tenant_id, ledger_id, booked_on);
create index posting_debit_item on posting (tenant_id, debit_item_id) where debit_item_id is not null;
create index posting_credit_item on posting (tenant_id, credit_item_id) where credit_item_id is not null;
call kvitt_classify('posting', 'C2', 'tenant_id', 'entry_id', 'line', 'ledger_id', 'booked_on', 'debit', 'credit', 'amount_minor', 'debit_item_id', 'credit_item_id');
call kvitt_protect('posting', 'select, insert');

-- What somebody owes or is owed. open_minor is a cache over the postings; no index holds it, so that settling an item touches no index page.
create table open_item (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  side text not null check (side in ('receivable', 'payable', 'credit')),
  kind text not null check (kind in ('invoice', 'instalment', 'fee', 'interest', 'compensation', 'insurerPart', 'supplierInvoice', 'customerCredit', 'unallocated', 'returned')),
  account text not null,
  party_id uuid,
  parent_id uuid,
  document_id uuid,
  reference text,
  opened_on date not null,
  due_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  open_minor bigint not null,
  custody text not null default 'own' check (custody in ('own', 'administered', 'sold', 'agency')),
  primary key (tenant_id, id),
  check (open_minor between 0 and amount_minor)
) with (fillfactor = 80);
create unique index open_item_reference on open_item (tenant_id, ledger_id, reference) where kind in ('invoice', 'instalment', 'insurerPart');
create index open_item_party on open_item (tenant_id, party_id) where party_id is not null;
create index open_item_parent on open_item (tenant_id, parent_id) where parent_id is not null;
-- Parts of split bills by the day they are due: few.
create index open_item_part on open_item (tenant_id, ledger_id, due_on) where kind = 'instalment' and parent_id is not null;
create index open_item_document on open_item (tenant_id, document_id) where document_id is not null;
-- Lists and search over the few items that have no party, or a reference outside the index above: an invoice's item touches no page of these.
create index open_item_nobody on open_item (tenant_id, ledger_id, due_on, id) where party_id is null;
create index open_item_other_reference on open_item (tenant_id, reference) where reference is not null and kind not in ('invoice', 'instalment', 'insurerPart');
call kvitt_classify('open_item', 'C2', 'tenant_id', 'id', 'ledger_id', 'side', 'kind', 'account', 'party_id', 'parent_id', 'document_id', 'reference', 'opened_on', 'due_on', 'amount_minor', 'open_minor', 'custody');
call kvitt_protect('open_item', 'select, insert, update');
