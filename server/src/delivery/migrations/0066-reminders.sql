-- Follow-up speaks by messages too: a friendly word, two reminders, and the letters a market's law asks for before a claim is collected.
alter table dispatch drop constraint dispatch_kind_check;
alter table dispatch add constraint dispatch_kind_check check (kind in ('payLink', 'choiceReminder', 'invoice', 'creditNote', 'amountChanged', 'receipt', 'courtesyNotice', 'accountStatement', 'nudge', 'remind1', 'remind2', 'collectionNotice', 'paymentDemand'));
