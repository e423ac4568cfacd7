-- The agency is also told that money it was told of was taken back. Which of its reports that corrects is kept; none where the packet had told of it.
alter table agency_report drop constraint agency_report_kind_check;
alter table agency_report add constraint agency_report_kind_check check (kind in ('payment', 'credit', 'reversal'));
alter table agency_report add column corrects uuid;
alter table agency_report add constraint agency_report_corrects_check check (corrects is null or kind = 'reversal');
-- What the packet tells already was never told under an id of its own.
alter table agency_report add column in_packet boolean not null default false;
alter table agency_report no force row level security;
alter table agency_case no force row level security;
update agency_report r set in_packet = true from agency_case c where c.tenant_id = r.tenant_id and c.id = r.case_id and r.sent_at = r.made_at and r.made_at = c.packet_at;
alter table agency_report force row level security;
alter table agency_case force row level security;
call kvitt_classify('agency_report', 'C2', 'corrects', 'in_packet');
