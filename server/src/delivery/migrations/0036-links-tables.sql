-- A link by which one recipient settles one claim. Of its token only the SHA-256 is kept (SEC-30).
create table pay_link (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  recipient_id uuid not null,
  -- Null for a link on a slip that was printed at the desk.
  message_id uuid,
  token_hash bytea not null,
  made_at timestamptz not null,
  revoked_at timestamptz,
  seen_at timestamptz,
  failures smallint not null default 0,
  locked_until timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);
create index pay_link_item on pay_link (tenant_id, item_id, recipient_id);
create index pay_link_recipient on pay_link (tenant_id, recipient_id) where revoked_at is null;
create index pay_link_message on pay_link (tenant_id, message_id) where message_id is not null;
call kvitt_classify('pay_link', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'recipient_id', 'message_id', 'made_at', 'revoked_at', 'seen_at', 'failures', 'locked_until');
call kvitt_classify('pay_link', 'C3 hash of a random secret', 'token_hash');
call kvitt_protect('pay_link', 'select, insert, update');

-- Whose a token is, asked before a tenant is known. Holds hashes of random secrets and nothing of the claim.
create table pay_link_address (
  token_hash bytea primary key,
  tenant_id uuid not null
);
call kvitt_classify('pay_link_address', 'C3 hash of a random secret', 'token_hash');
call kvitt_classify('pay_link_address', 'C1', 'tenant_id');
grant select, insert on pay_link_address to kvitt_app;
