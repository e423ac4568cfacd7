-- Sign-in is global: a person is one user in all the tenants they work for. These tables therefore have no tenant policy; they hold no
-- tenant's business, and the roles that open a tenant's data stand in `membership`, which has one.
-- Their columns are what the sign-in library asks for, plus our own at the end of each table.

create table sign_in_user (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  two_factor_enabled boolean not null default false,
  -- How the person wants their screens, in every browser they use; no language is the browser's own.
  language text check (language in ('nb', 'sv', 'da', 'it', 'en')),
  letter_keys boolean not null default true,
  density text not null default 'comfortable' check (density in ('comfortable', 'compact')),
  colour_mode text not null default 'system' check (colour_mode in ('system', 'light', 'dark'))
);
call kvitt_classify('sign_in_user', 'C1 a member of staff at work', 'id', 'name', 'email', 'email_verified', 'image', 'created_at', 'updated_at', 'two_factor_enabled', 'language', 'letter_keys', 'density', 'colour_mode');
grant select, insert, update on sign_in_user to kvitt_app;

create table sign_in_session (
  id text primary key,
  user_id text not null references sign_in_user (id),
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- By Kvitt's clock: when the password was given, when the second factor was last shown, when the session was last used (SEC-22, SEC-24).
  signed_in_at timestamptz not null,
  factor_at timestamptz,
  used_at timestamptz not null
);
create index sign_in_session_user on sign_in_session (user_id);
call kvitt_classify('sign_in_session', 'C1', 'id', 'user_id', 'token', 'expires_at', 'ip_address', 'user_agent', 'created_at', 'updated_at', 'signed_in_at', 'factor_at', 'used_at');
grant select, insert, update, delete on sign_in_session to kvitt_app;

create table sign_in_account (
  id text primary key,
  user_id text not null references sign_in_user (id),
  account_id text not null,
  provider_id text not null check (provider_id = 'credential'),
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index sign_in_account_user on sign_in_account (user_id);
call kvitt_classify('sign_in_account', 'C1 argon2id hash of the password', 'id', 'user_id', 'account_id', 'provider_id', 'access_token', 'refresh_token', 'id_token', 'access_token_expires_at', 'refresh_token_expires_at', 'scope', 'password', 'created_at', 'updated_at');
grant select, insert, update on sign_in_account to kvitt_app;

create table sign_in_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_verification_identifier on sign_in_verification (identifier);
call kvitt_classify('sign_in_verification', 'C1 a sign-in that waits for its second factor', 'id', 'identifier', 'value', 'expires_at', 'created_at', 'updated_at');
grant select, insert, update, delete on sign_in_verification to kvitt_app;

create table sign_in_two_factor (
  id text primary key,
  user_id text not null unique references sign_in_user (id),
  secret text not null,
  backup_codes text not null,
  verified boolean not null,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  -- The last time step a code was taken for: it is never taken again (SEC-23).
  last_step bigint
);
call kvitt_classify('sign_in_two_factor', 'C3 sealed with the sign-in secret', 'id', 'user_id', 'secret', 'backup_codes', 'verified', 'failed_verification_count', 'locked_until', 'last_step');
grant select, insert, update, delete on sign_in_two_factor to kvitt_app;

-- A passkey: a key pair that lives in a person's device; the device checks its owner, so it is password and second factor in one (SEC-22).
create table sign_in_passkey (
  id text primary key,
  user_id text not null references sign_in_user (id),
  name text not null,
  -- The host it was made for: a browser offers it nowhere else.
  host text not null,
  credential_id text not null unique,
  public_key bytea not null,
  -- The device's count of signatures, for devices that count: it only ever grows.
  signed_count bigint not null,
  transports text[] not null,
  -- May the device's maker carry it to the owner's other devices?
  synced boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_passkey_user on sign_in_passkey (user_id);
call kvitt_classify('sign_in_passkey', 'C1 public keys', 'id', 'user_id', 'name', 'host', 'credential_id', 'public_key', 'signed_count', 'transports', 'synced', 'created_at', 'used_at');
grant select, insert, update, delete on sign_in_passkey to kvitt_app;

-- What a passkey is asked to sign, once. The browser that asked holds a token, of which only the hash is here.
create table sign_in_challenge (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('signIn', 'stepUp', 'register')),
  challenge text not null,
  origin text not null,
  user_id text,
  expires_at timestamptz not null,
  check ((user_id is null) = (purpose = 'signIn'))
);
create index sign_in_challenge_expiry on sign_in_challenge (expires_at);
call kvitt_classify('sign_in_challenge', 'C1 minutes old', 'token_hash', 'purpose', 'challenge', 'origin', 'user_id', 'expires_at');
grant select, insert, delete on sign_in_challenge to kvitt_app;

-- Which tenants a user may choose from; what they may do there stands in the tenant's own `membership`.
create table sign_in_tenant (
  user_id text not null references sign_in_user (id),
  tenant_id uuid not null references tenant (id),
  -- Locked out of this tenant since: roles stay as they are and open nothing.
  locked_at timestamptz,
  primary key (user_id, tenant_id)
);
call kvitt_classify('sign_in_tenant', 'C1', 'user_id', 'tenant_id', 'locked_at');
grant select, insert, update, delete on sign_in_tenant to kvitt_app;

-- Counters of rate limits (SEC-27). Unlogged: after a crash counting begins anew. Keys are hashes, networks and tenant ids.
create unlogged table sign_in_rate (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
call kvitt_classify('sign_in_rate', 'C1', 'key', 'points', 'expire');
grant select, insert, update, delete on sign_in_rate to kvitt_app;

-- A program's key may be bound to single ledgers.
alter table api_key add column ledger_ids uuid[];
-- When it was last used, noted at most once a minute.
alter table api_key add column last_used_at timestamptz;
call kvitt_classify('api_key', 'C1', 'ledger_ids', 'last_used_at');

-- How long a claimed idempotency key of a handler with several transactions is held.
alter table idempotency_key add column lease_until timestamptz;
call kvitt_classify('idempotency_key', 'C2 the answer as it was given, allow-listed fields', 'lease_until');

-- The server looks whether its migrations are applied before it says that it is ready.
grant select on schema_migration to kvitt_app;
