call kvitt_reference('party_role', 'party_id', 'party');
call kvitt_reference('party_external', 'party_id', 'party');
call kvitt_reference('contact_point', 'party_id', 'party');
call kvitt_reference('party_relation', 'party_id', 'party');
call kvitt_reference('party_relation', 'related_id', 'party');
call kvitt_reference('party_word', 'party_id', 'party');
call kvitt_reference('party_note', 'party_id', 'party');
