-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('agency_agreement', 'ledger_id', 'ledger');
call kvitt_reference('agency_case', 'item_id', 'open_item');
call kvitt_reference('agency_case', 'agreement_id', 'agency_agreement');
call kvitt_reference('agency_case', 'step_id', 'follow_up_step');
call kvitt_reference('agency_event', 'agreement_id', 'agency_agreement');
call kvitt_reference('agency_event', 'case_id', 'agency_case');
call kvitt_reference('agency_event', 'entry_id', 'entry');
call kvitt_reference('agency_report', 'case_id', 'agency_case');
call kvitt_reference('agency_report', 'entry_id', 'entry');
call kvitt_reference('agency_notice', 'ledger_id', 'ledger');
