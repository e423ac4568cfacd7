-- How often every overdue claim is to be worked (S3-24); no row is a week.
create table follow_up_cycle (
  tenant_id uuid not null,
  cycle text not null check (cycle in ('weekly', 'twoWeekly', 'monthly')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id)
);
call kvitt_classify('follow_up_cycle', 'C1', 'tenant_id', 'cycle', 'set_by', 'set_at');
call kvitt_protect('follow_up_cycle', 'select, insert, update');
