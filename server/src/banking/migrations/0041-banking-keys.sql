call kvitt_reference('bank_account', 'ledger_id', 'ledger');
call kvitt_reference('bank_batch', 'file_id', 'bank_file');
call kvitt_reference('bank_batch', 'bank_account_id', 'bank_account');
call kvitt_reference('bank_line', 'batch_id', 'bank_batch');
call kvitt_reference('bank_statement', 'bank_account_id', 'bank_account');
call kvitt_reference('bank_statement', 'file_id', 'bank_file');
call kvitt_reference('statement_line', 'statement_id', 'bank_statement');
call kvitt_reference('bank_batch', 'statement_line_id', 'statement_line');
