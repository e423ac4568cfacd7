-- The ask for payment of an open item, one for each who is asked: what was chosen, and what happens next if nothing is.
create table payment_request (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  recipient_id uuid not null,
  -- Counts how often this recipient was asked anew, after a change of contact.
  round smallint not null default 1,
  choice text not null check (choice in ('none', 'warned', 'card', 'wallet', 'partPayment', 'invoice')),
  chosen_by text check (chosen_by in ('payer', 'desk', 'default', 'preference')),
  chosen_on date,
  asked_on date not null,
  warn_on date not null,
  default_on date not null,
  warned_on date,
  -- The day the invoice was sent on its way: from then on nothing is asked any more.
  invoiced_on date,
  courtesy_on date,
  -- The day on which there is something to decide; null when nothing is left to.
  next_on date,
  ended_at timestamptz,
  ended_why text check (ended_why in ('settled', 'otherCustody', 'withdrawn', 'contactChanged')),
  primary key (tenant_id, id),
  unique (tenant_id, item_id, recipient_id),
  check ((choice in ('none', 'warned')) = (chosen_by is null) and (chosen_by is null) = (chosen_on is null)),
  check ((ended_at is null) = (ended_why is null) and (ended_at is null or next_on is null)),
  check (default_on > warn_on and warn_on > asked_on)
);
create index payment_request_next on payment_request (tenant_id, ledger_id, next_on, id) where next_on is not null;
create index payment_request_unchosen on payment_request (tenant_id, ledger_id, default_on, id) where choice in ('none', 'warned') and ended_at is null;
create index payment_request_recipient on payment_request (tenant_id, recipient_id) where ended_at is null;
call kvitt_classify('payment_request', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'recipient_id', 'round', 'choice', 'chosen_by', 'chosen_on', 'asked_on', 'warn_on', 'default_on', 'warned_on', 'invoiced_on', 'courtesy_on', 'next_on', 'ended_at', 'ended_why');
call kvitt_protect('payment_request', 'select, insert, update');

-- Open items of which nobody may be asked until the clinic adds or confirms a contact, or splits the claim between guardians.
create table request_need (
  tenant_id uuid not null,
  item_id uuid not null,
  ledger_id uuid not null,
  reason text not null check (reason in ('minorWithoutGuardian', 'ageUnknown', 'unreachable', 'guardiansShare', 'foreignNumber')),
  since timestamptz not null,
  solved_at timestamptz,
  primary key (tenant_id, item_id)
);
create index request_need_open on request_need (tenant_id, ledger_id, item_id) where solved_at is null;
call kvitt_classify('request_need', 'C2', 'tenant_id', 'item_id', 'ledger_id', 'reason', 'since', 'solved_at');
call kvitt_protect('request_need', 'select, insert, update');

-- Who accepted invoices by e-mail from a ledger: when, how, and which words were read (FR-34). The address is kept as a blind index alone.
create table invoice_consent (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  party_id uuid not null,
  how text not null check (how in ('payPage', 'desk')),
  text_version text not null check (char_length(text_version) between 1 and 40),
  email_blind bytea not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, id)
);
create unique index invoice_consent_standing on invoice_consent (tenant_id, ledger_id, party_id) where withdrawn_at is null;
call kvitt_classify('invoice_consent', 'C2', 'tenant_id', 'id', 'ledger_id', 'party_id', 'how', 'text_version', 'given_at', 'withdrawn_at');
call kvitt_classify('invoice_consent', 'C3 blind index', 'email_blind');
call kvitt_protect('invoice_consent', 'select, insert, update');
