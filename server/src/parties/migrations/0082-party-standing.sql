-- What of a person stops what is sent to them: dead since a day, or an identity that the authorities protect. A party without a row has neither.
create table party_standing (
  tenant_id uuid not null,
  party_id uuid not null,
  deceased_on date,
  protected_identity boolean not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, party_id)
);
call kvitt_classify('party_standing', 'C2', 'tenant_id', 'party_id', 'deceased_on', 'protected_identity', 'set_by', 'set_at');
call kvitt_protect('party_standing', 'select, insert, update');
call kvitt_reference('party_standing', 'party_id', 'party');
