-- How the legal entity of a ledger presents itself to who reads its documents and messages. Beside the ledger, whose row is read for everything.
create table issuer (
  tenant_id uuid not null,
  ledger_id uuid not null,
  brand text,
  address jsonb not null,
  phone text,
  email text,
  web text,
  logo_svg text check (octet_length(logo_svg) <= 65536),
  accent text check (accent ~ '^#[0-9A-Fa-f]{6}$'),
  registration jsonb not null,
  changed_at timestamptz not null,
  primary key (tenant_id, ledger_id)
);
call kvitt_classify('issuer', 'C1', 'tenant_id', 'ledger_id', 'brand', 'address', 'phone', 'email', 'web', 'logo_svg', 'accent', 'registration', 'changed_at');
call kvitt_protect('issuer', 'select, insert, update');
call kvitt_reference('issuer', 'ledger_id', 'ledger');
