-- What a clinic pays in wages in a month, as it says itself: what its unpaid bills are measured against (S3-31).
create table ledger_payroll (
  tenant_id uuid not null,
  ledger_id uuid not null,
  month_minor bigint not null check (month_minor > 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, ledger_id)
);
call kvitt_classify('ledger_payroll', 'C1', 'tenant_id', 'ledger_id', 'month_minor', 'set_by', 'set_at');
call kvitt_protect('ledger_payroll', 'select, insert, update, delete');
call kvitt_reference('ledger_payroll', 'ledger_id', 'ledger');
