call kvitt_reference('filed_report', 'ledger_id', 'ledger');
