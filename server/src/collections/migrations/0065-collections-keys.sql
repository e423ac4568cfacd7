-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('follow_up_weekday', 'clinic_id', 'clinic');
call kvitt_reference('follow_up_letter', 'ledger_id', 'ledger');
call kvitt_reference('follow_up_step', 'item_id', 'open_item');
call kvitt_reference('follow_up_step', 'letter_id', 'follow_up_letter');
call kvitt_reference('follow_up_step', 'policy_id', 'follow_up_policy');
call kvitt_reference('follow_up_dispute', 'item_id', 'open_item');
call kvitt_reference('follow_up_promise', 'item_id', 'open_item');
call kvitt_reference('follow_up_hold', 'item_id', 'open_item');
call kvitt_reference('follow_up_hold', 'renews', 'follow_up_hold');
call kvitt_reference('follow_up_note', 'item_id', 'open_item');
call kvitt_reference('follow_up_declaration', 'bank_account_id', 'bank_account');
call kvitt_reference('follow_up_run', 'ledger_id', 'ledger');
