call kvitt_reference('proposal', 'ledger_id', 'ledger');
call kvitt_reference('proposal_line', 'proposal_id', 'proposal');
