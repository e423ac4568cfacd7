-- What a partner promises and asks for under an agreement: bank days until money is on the account, and its price, checked against its invoices.
alter table payment_agreement add column payout_bank_days smallint check (payout_bank_days between 0 and 30);
-- For each payment taken: a sum, and a share of it in hundredths of a percent; the partner's number on its invoices.
alter table payment_agreement add column fee_minor bigint check (fee_minor >= 0);
alter table payment_agreement add column fee_basis_points smallint check (fee_basis_points between 0 and 2000);
alter table payment_agreement add column fee_org_no text;
alter table payment_agreement add check ((fee_minor is null) = (fee_org_no is null) and (fee_basis_points is null) = (fee_org_no is null));
call kvitt_classify('payment_agreement', 'C1', 'payout_bank_days', 'fee_minor', 'fee_basis_points', 'fee_org_no');
