call kvitt_reference('due_move', 'item_id', 'open_item');
