-- What people did, read by action and time (ids carry theirs): the work that invoices cause is counted over months, and what was only looked at is not read.
create index audit_event_by_persons on audit_event (tenant_id, action, id) where actor_kind in ('user', 'operatingSystemUser');
