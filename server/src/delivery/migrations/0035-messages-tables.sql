-- Who a ledger's messages come from, where it is not simply its own name.
create table message_sender (
  tenant_id uuid not null,
  ledger_id uuid not null,
  brand text not null check (char_length(brand) between 1 and 60),
  telephone text,
  -- The name registered with the operators.
  sms_sender text not null check (sms_sender ~ '^[A-Za-z0-9]{3,11}$'),
  reply_to text,
  changed_at timestamptz not null,
  primary key (tenant_id, ledger_id)
);
call kvitt_classify('message_sender', 'C1', 'tenant_id', 'ledger_id', 'brand', 'telephone', 'sms_sender', 'reply_to', 'changed_at');
call kvitt_protect('message_sender', 'select, insert, update');

-- One thing to tell one recipient, by a ladder of channels. The key is the caller's, so that twice is once.
create table dispatch (
  tenant_id uuid not null,
  id uuid not null,
  key text not null,
  kind text not null check (kind in ('payLink', 'choiceReminder', 'invoice', 'creditNote', 'amountChanged', 'receipt', 'courtesyNotice', 'accountStatement')),
  ledger_id uuid not null,
  item_id uuid,
  recipient_id uuid not null,
  language text not null,
  -- Channels joined by commas.
  ladder text not null,
  beside text not null,
  state text not null check (state in ('open', 'done', 'failed', 'cancelled')),
  why text,
  not_before timestamptz not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  check ((state = 'open') = (ended_at is null))
);
create index dispatch_open on dispatch (tenant_id, id) where state = 'open';
call kvitt_classify('dispatch', 'C2', 'tenant_id', 'id', 'key', 'kind', 'ledger_id', 'item_id', 'recipient_id', 'language', 'ladder', 'beside', 'state', 'why', 'not_before', 'made_at', 'ended_at');
call kvitt_protect('dispatch', 'select, insert, update');

-- One try by one channel. Contact and text are sealed with the recipient's key as they were handed over; links in the text are masked.
create table message (
  tenant_id uuid not null,
  id uuid not null,
  dispatch_id uuid not null,
  ledger_id uuid not null,
  item_id uuid,
  recipient_id uuid not null,
  kind text not null,
  channel text not null check (channel in ('sms', 'email', 'paper', 'ehf', 'efaktura')),
  -- The rung of the ladder, from nought; null beside it.
  rung smallint,
  state text not null check (state in ('queued', 'handedOver', 'accepted', 'delivered', 'seen', 'failed', 'bounced', 'cancelled')),
  -- When it is to be handed over, or looked at because nothing was heard; null when nothing more is awaited.
  next_at timestamptz,
  -- The first moment it could leave: a day of silence is counted from here.
  due_at timestamptz not null,
  leased_until timestamptz,
  tries smallint not null default 0,
  check_code text,
  told_minor bigint,
  told_reference text,
  segments smallint,
  reason text,
  partner_code text,
  partner_reference text,
  business_answer text check (business_answer in ('accepted', 'rejected')),
  contact_sealed bytea,
  contact_blind bytea,
  text_sealed bytea,
  made_at timestamptz not null,
  handed_over_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, dispatch_id, channel)
) with (fillfactor = 70);
create unique index message_code on message (tenant_id, ledger_id, check_code) where check_code is not null;
create index message_due on message (tenant_id, channel, next_at, id) where state in ('queued', 'handedOver');
create index message_silent on message (tenant_id, channel, next_at, id) where state = 'accepted' and next_at is not null;
create index message_item on message (tenant_id, item_id, id) where item_id is not null;
create index message_recipient on message (tenant_id, recipient_id, id);
call kvitt_classify('message', 'C2', 'tenant_id', 'id', 'dispatch_id', 'ledger_id', 'item_id', 'recipient_id', 'kind', 'channel', 'rung', 'state', 'next_at', 'due_at', 'leased_until', 'tries', 'check_code', 'told_minor', 'told_reference', 'segments', 'reason', 'partner_code', 'partner_reference', 'business_answer', 'made_at', 'handed_over_at', 'ended_at');
call kvitt_classify('message', 'C3 sealed, and its blind index', 'contact_sealed', 'contact_blind', 'text_sealed');
call kvitt_protect('message', 'select, insert, update');

-- Whose a message is, asked when a channel tells of it, before a tenant is known. Ids, and nothing of the message.
create table message_address (
  message_id uuid primary key,
  tenant_id uuid not null
);
call kvitt_classify('message_address', 'C1', 'message_id', 'tenant_id');
grant select, insert on message_address to kvitt_app;

-- What a channel said of a message. The same event is kept once.
create table delivery_proof (
  tenant_id uuid not null,
  message_id uuid not null,
  event_id text not null,
  state text not null check (state in ('accepted', 'delivered', 'undelivered', 'businessAccepted', 'businessRejected')),
  reason text,
  partner_code text,
  at timestamptz not null,
  noted_at timestamptz not null,
  primary key (tenant_id, message_id, event_id)
);
call kvitt_classify('delivery_proof', 'C2', 'tenant_id', 'message_id', 'event_id', 'state', 'reason', 'partner_code', 'at', 'noted_at');
call kvitt_protect('delivery_proof', 'select, insert');

-- What a person must look at, because no channel reached the recipient, or because the content may not leave.
create table delivery_task (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  dispatch_id uuid not null,
  message_id uuid,
  item_id uuid,
  recipient_id uuid not null,
  kind text not null check (kind in ('failed', 'bounced', 'needsContact', 'contentRefused', 'setUp', 'businessRejected', 'wrongPerson')),
  -- The rule of a finding, or the channel's reason; never the value.
  rule text,
  opened_at timestamptz not null,
  solved_at timestamptz,
  solved_by text,
  solution text check (solution in ('newContact', 'sentAgain', 'handled', 'delivered', 'settled', 'cancelled')),
  primary key (tenant_id, id),
  check ((solved_at is null) = (solved_by is null) and (solved_at is null) = (solution is null))
);
create unique index delivery_task_once on delivery_task (tenant_id, dispatch_id, kind) where solved_at is null;
create index delivery_task_open on delivery_task (tenant_id, ledger_id, id) where solved_at is null;
create index delivery_task_recipient on delivery_task (tenant_id, recipient_id) where solved_at is null;
call kvitt_classify('delivery_task', 'C2', 'tenant_id', 'id', 'ledger_id', 'dispatch_id', 'message_id', 'item_id', 'recipient_id', 'kind', 'rule', 'opened_at', 'solved_at', 'solved_by', 'solution');
call kvitt_protect('delivery_task', 'select, insert, update');

-- A contact that wants, or should get, nothing by a channel.
create table contact_stop (
  tenant_id uuid not null,
  channel text not null,
  contact_blind bytea not null,
  why text not null check (why in ('receiverRefuses', 'wrongPerson')),
  since timestamptz not null,
  primary key (tenant_id, channel, contact_blind)
);
call kvitt_classify('contact_stop', 'C2', 'tenant_id', 'channel', 'why', 'since');
call kvitt_classify('contact_stop', 'C3 blind index', 'contact_blind');
call kvitt_protect('contact_stop', 'select, insert, delete');
