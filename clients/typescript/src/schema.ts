// Made by `npm run docs:generate` from the OpenAPI document.

export interface paths {
    "/api/v1/ledgers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledgers in reach, by name, each with the day it is there. */
        get: operations["getLedgers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ledger. */
        get: operations["getLedgersByLedgerId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ticks a ledger in: from this day its claims are taken. A second time changes nothing. */
        post: operations["postLedgersByLedgerIdActivation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/deactivation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes no new claims for a ledger from now on; what is open runs to its end. */
        post: operations["postLedgersByLedgerIdDeactivation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clinics in reach, by name. */
        get: operations["getClinics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a ledger is set up: steps to activation and who is waited for, series, accounts, bank accounts, months. */
        get: operations["getLedgersByLedgerIdSetUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/closed-months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the oldest open month for good: nothing is booked in it any more. A second time changes nothing. */
        post: operations["postLedgersByLedgerIdClosedMonths"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what a ledger has settled for itself, from now on: what is not named stays, null is as every ledger starts. What is booked or issued stays. */
        patch: operations["patchLedgersByLedgerIdSettings"];
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/accounts/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Renames an account of the ledger's chart; its number changes only before the ledger is first activated and anything is booked. */
        patch: operations["patchLedgersByLedgerIdAccountsByCode"];
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Claims in the order they came; `needsContact` gives those that somebody at the clinic must look at. */
        get: operations["getLedgersByLedgerIdClaims"];
        put?: never;
        /** Takes one claim. 201 when it is new, 200 when it was taken before by its external id; NEEDS_CONTACT when nobody can be reached. */
        post: operations["postLedgersByLedgerIdClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/claims/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes up to 1,000 claims in 256 KB, all or none; each problem names its claim by `line`, from 1. */
        post: operations["postLedgersByLedgerIdClaimsBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/claims/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the claims of a CSV file, all or none. The same file again recognises them. */
        post: operations["postLedgersByLedgerIdClaimsCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/claims/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One claim by the practice system's id, without its texts. */
        get: operations["getLedgersByLedgerIdClaimsByExternalId"];
        put?: never;
        post?: never;
        /** Withdraws a claim that no money has come for. A second time changes nothing. */
        delete: operations["deleteLedgersByLedgerIdClaimsByExternalId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invoices and credit notes in the order they were made, without their lines. */
        get: operations["getLedgersByLedgerIdInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{invoiceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One invoice with its lines. What was treated is shown to roles that meet the patient, and each reading is kept. */
        get: operations["getInvoicesByInvoiceId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/number-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every number of the ledger's series explained: Kvitt's own without a hole, the practice system's with its holes. */
        get: operations["getLedgersByLedgerIdNumberReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/invoice-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invoices and credit notes of a ledger, newest first, with what is left on each. `q` is a number, a reference, a customer's number or name. A page may be short, even empty, and go on: the next one looks further. */
        get: operations["getLedgersByLedgerIdInvoiceList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/invoice-list/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What all invoices of a filter come to: how many, their sum, what is left to pay and what of it is late. */
        get: operations["getLedgersByLedgerIdInvoiceListSums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same list whole, to take away: customers by their numbers. */
        get: operations["getLedgersByLedgerIdReportsInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{invoiceId}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One invoice as somebody looks at it: state, left to pay, payer, lines, all that happened to it and its reversals. The reading is kept. */
        get: operations["getInvoicesByInvoiceIdStanding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{invoiceId}/credit-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is left to credit of an invoice, and how much of it one person may grant alone (SEC-13). */
        get: operations["getInvoicesByInvoiceIdCreditTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{invoiceId}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits an invoice: all that is left, an amount, or amounts of lines, VAT included. Above what one person may grant it waits for a CFO or CEO. */
        post: operations["postInvoicesByInvoiceIdCredits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/waiting-claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits to be invoiced on a day, counted and summed, when it would be due, and the runs that wait or are under way. */
        get: operations["getLedgersByLedgerIdWaitingClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/invoice-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes the invoices of a day, today in the ledger's zone unless one is named. Nothing is booked. A run that is under way is answered instead (200). */
        post: operations["postLedgersByLedgerIdInvoiceProposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/match-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes where payments belong that have exactly one good answer. Nothing is booked. */
        post: operations["postLedgersByLedgerIdMatchProposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals, newest first. */
        get: operations["getProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal: its totals, and the hash that an approval signs. */
        get: operations["getProposalsByProposalId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What exactly will be done, line by line, each with its explanation; afterwards, what became of it. */
        get: operations["getProposalsByProposalIdLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/held-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps lines back with a reason: they stay in the proposal and are not applied. Those that are named, or all that are ready (`proposed`) or have changed since the preview (`changed`). */
        post: operations["postProposalsByProposalIdHeldLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves exactly what the hash names. Whoever made an invoice run or a matching may approve it too. */
        post: operations["postProposalsByProposalIdApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a proposal back before it is applied. */
        post: operations["postProposalsByProposalIdWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/application": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies an approved proposal, each line read again; one that was cut goes on where it was. Not in the service window: what is under way then pauses, and goes on after it. */
        post: operations["postProposalsByProposalIdApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/lines/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All lines of a proposal as a file, with what became of each; people by their numbers. */
        get: operations["getProposalsByProposalIdLinesFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How its lines stand, by state and reason with a sample of each, what changed since the preview, who did what, and what one may do. */
        get: operations["getProposalsByProposalIdProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/released-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes holds back, of the lines that are named or of all, as long as nobody has approved. */
        post: operations["postProposalsByProposalIdReleasedLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops applying after the lines under way; applying it again goes on where it was. */
        post: operations["postProposalsByProposalIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops for good after the lines under way: what is applied stays, the rest is not done. */
        post: operations["postProposalsByProposalIdCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposalId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes ready once more the lines that failed for one cause; apply the proposal again to do them. */
        post: operations["postProposalsByProposalIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/supplier-invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a supplier's invoice, once by supplier and number: 201 when it is new, 200 when it was taken before. */
        post: operations["postLedgersByLedgerIdSupplierInvoices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/supplier-invoices/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the supplier invoices of a CSV file, all or none. */
        post: operations["postLedgersByLedgerIdSupplierInvoicesCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/ocr-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that tell what was paid, after a transmission number, oldest first, at most 200. */
        get: operations["getLedgersByLedgerIdOcrFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/ocr-files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file's bytes, the same whenever they are asked for. */
        get: operations["getLedgersByLedgerIdOcrFilesByFileId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/ocr-files/{fileId}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms that a file was loaded. A second time changes nothing. */
        post: operations["postLedgersByLedgerIdOcrFilesByFileIdAck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds people and companies by customer number, whole telephone number or e-mail address, or part of the name. */
        get: operations["getParties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties/{partyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person or company with contact points and who stands behind it. The reading is kept. */
        get: operations["getPartiesByPartyId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties/{partyId}/contact-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a contact point; it takes the place of the one of its kind and purpose. Claims that needed a contact are looked at again. */
        post: operations["postPartiesByPartyIdContactPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties/{partyId}/payment-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes how a party wants its invoices: one each or one for a period, and by which channel. */
        patch: operations["patchPartiesByPartyIdPaymentPreferences"];
        trace?: never;
    };
    "/api/v1/parties/{partyId}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A party in one glance: owed, overdue, next due, who pays for it, where it is reached (masked), flags. The reading is kept. */
        get: operations["getPartiesByPartyIdCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties/{partyId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a party, newest first: invoices, credit notes, payments, reversals, notes, contact points. The reading is kept. */
        get: operations["getPartiesByPartyIdTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parties/{partyId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a note about a party. Identity and card numbers are refused. */
        post: operations["postPartiesByPartyIdNotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One box: people by name, number or telephone, invoices and payments by number, reference or amount. At most eight of each. */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: which bank file, bank line, proposal, party, or ledger's invoices changed, as it is committed. Connect again when it ends. */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bank accounts in reach, by number, each with the ledger that owns it. */
        get: operations["getBankAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/bank-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a bank account to the ledger that its payments and statements post to. */
        post: operations["postLedgersByLedgerIdBankAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-accounts/{bankAccountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a bank account from now on; what is not named stays. Sources, cut-over and opening balance stand once the bank has told of it. Closed from a day, its files of that day and later wait for a person, and none is expected. */
        patch: operations["patchBankAccountsByBankAccountId"];
        trace?: never;
    };
    "/api/v1/bank-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files from the bank, newest first: what each brought and where its money went. */
        get: operations["getBankFiles"];
        put?: never;
        /** Takes a file from the bank, checks it whole and lets it wait for a second person. 200 when it was here before. */
        post: operations["postBankFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file with what was found wrong or strange in it, the first 200 findings. */
        get: operations["getBankFilesByFileId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-files/{fileId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines of a file in their order, and what became of each: its state, and the invoices its money settled. */
        get: operations["getBankFilesByFileIdLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-files/{fileId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases a file that another person uploaded, in one-person mode also one's own, of which the accountant is told; its payments are matched and posted. */
        post: operations["postBankFilesByFileIdRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-files/{fileId}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a file that waits, with a reason: nothing of it is posted. */
        post: operations["postBankFilesByFileIdRefusal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a line off until a day, with a reason: it is out of the queue until then, and no less unexplained. */
        put: operations["putBankLinesByLineIdSnooze"];
        post?: never;
        /** Brings a line that was put off back into the queue at once. */
        delete: operations["deleteBankLinesByLineIdSnooze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statement-lines/{lineId}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a line off until a day, with a reason: it is out of the queue until then, and no less unexplained. */
        put: operations["putStatementLinesByLineIdSnooze"];
        post?: never;
        /** Brings a line that was put off back into the queue at once. */
        delete: operations["deleteStatementLinesByLineIdSnooze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/bank-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One queue of payments and statement lines that wait for a person, by money times days waited; how much waits and how much is put off, what the newest day brought, when the next file comes. */
        get: operations["getLedgersByLedgerIdBankQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments that wait for a person, oldest first. */
        get: operations["getBankLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The line at hand: its text, where its money may belong, surest first, and who owes there. Each view is kept. */
        get: operations["getBankLinesByLineId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/open-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open and may be meant: by an invoice's number, a payment reference, an amount, or a name for roles that see people. At most twenty. */
        get: operations["getLedgersByLedgerIdOpenItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}/solution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Places a payment's money on open items, and the rest with a party as credit. The entry can be taken back. */
        post: operations["postBankLinesByLineIdSolution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves the money where it is, with a reason: an overpayment stays the payer's credit. */
        post: operations["postBankLinesByLineIdAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/solutions/{entryId}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the solution of a payment or of a statement line back: the line waits again. */
        post: operations["postSolutionsByEntryIdReversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a payment which looks told before is one of its own: it is posted and waits to be placed. */
        post: operations["postBankLinesByLineIdRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bank-lines/{lineId}/dismissal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a payment which looks told before is that earlier one: it stays unposted. */
        post: operations["postBankLinesByLineIdDismissal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statement-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statement lines that nothing explains yet, oldest first. */
        get: operations["getStatementLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statement-lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The line at hand: its text, where its money may belong, surest first, and who owes there. Each view is kept. */
        get: operations["getStatementLinesByLineId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statement-lines/{lineId}/solution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Places money on the statement that no payment file explains; the parts make up the whole line. */
        post: operations["postStatementLinesByLineIdSolution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cash, receivables and work at a glance, over all ledgers in reach or one, by currency. Each figure has its rule and the addresses of its rows. */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows behind a part of a figure: their values add up to the part's. Addresses are given by the figures. */
        get: operations["getHomeRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/filed-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports that were made and put away by themselves, one aging for each month, newest first. */
        get: operations["getLedgersByLedgerIdFiledReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/filed-reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A filed report's bytes, the same whenever they are asked for. */
        get: operations["getLedgersByLedgerIdFiledReportsByReportId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/aging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receivables by days overdue, or since they were issued, in all and by customer. */
        get: operations["getLedgersByLedgerIdReportsAging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/aging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receivables by age over the ledgers in reach or one: by clinic, kind of payer or insurer. The rows behind a cell are lines of the sub-ledger. */
        get: operations["getReportsAging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/reskontro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sub-ledger of receivables: each open item with its history, and the items beside their accounts. */
        get: operations["getLedgersByLedgerIdReportsReskontro"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reskontro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The control totals of the sub-ledger beside their accounts, and what the lines that fit come to. */
        get: operations["getLedgersByLedgerIdReskontro"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reskontro/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines of the sub-ledger by customer and due day, page by page; each with what its customer comes to. A page may be short, even empty, and go on: the next one looks further. */
        get: operations["getLedgersByLedgerIdReskontroLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each account received, gave and holds. */
        get: operations["getLedgersByLedgerIdReportsTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/number-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate of the ledger's number series: first, last, missing, for each ledger that shares it. */
        get: operations["getLedgersByLedgerIdNumberCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/account-statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer's dealings with the ledger from a day to a day, with opening and closing balance. */
        get: operations["getLedgersByLedgerIdReportsAccountStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/day-proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The øre proof of a day: every equation with its parts, the rows behind them and the difference. */
        get: operations["getLedgersByLedgerIdReportsDayProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/day-proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof of every day from one to another, without the rows behind it. */
        get: operations["getLedgersByLedgerIdReportsDayProofs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/currentness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the ledger current as of this morning: the newest files of each bank account. */
        get: operations["getLedgersByLedgerIdReportsCurrentness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The journal whole, in order of day and record: every entry with its postings. */
        get: operations["getLedgersByLedgerIdReportsJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The journal in order of day and record, page by page. As a file, the header X-Next-Cursor goes on. */
        get: operations["getLedgersByLedgerIdEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/reports/day-proof/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows behind a number of the day's proof, newest first: all pages together add up to the number. */
        get: operations["getLedgersByLedgerIdReportsDayProofRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/exports/hledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger's books for hledger, streamed: entries by their ids, no payer's name. Who took them is kept. */
        get: operations["getLedgersByLedgerIdExportsHledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers/{ledgerId}/exports/beancount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger's books for beancount, streamed: entries by their ids, no payer's name. Who took them is kept. */
        get: operations["getLedgersByLedgerIdExportsBeancount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person must see, newest first: a bank file that did not come, a check that failed. */
        get: operations["getAlarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{alarmId}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that somebody has seen an alarm and looks after it: it stands no longer. */
        post: operations["postAlarmsByAlarmIdAcknowledgement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every statement that must always hold, and how each stood in the newest run. */
        get: operations["getChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/check-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs through all checks, newest first: how many were asked, which did not hold, and by how many rows. */
        get: operations["getCheckRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Asks one check now and shows the rows that break it, at most fifty: ids, codes and amounts, no names. */
        get: operations["getChecksByName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, newest first: who, what, on which subject, when; as a file all that fits, and that it was taken is kept. */
        get: operations["getAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The actions and the actors that stand in the trail of late, to choose a filter from. */
        get: operations["getAuditWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to when the books and the trail are sealed, and whether the chains held when they were last gone through. */
        get: operations["getSeal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** First step: e-mail address and password. The second factor comes next, or is set up when there is none. */
        post: operations["postSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Second step: the code that the authenticator shows. A code is taken once. */
        post: operations["postSignInSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up a second factor: the address to show as a QR code for an authenticator app. */
        post: operations["postSignInEnrolment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/enrolment/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the second factor with its first code; from now on one is signed in. */
        post: operations["postSignInEnrolmentConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends this session. */
        post: operations["postSignOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows the second factor again, for what needs a fresh one; the session gets a new token. */
        post: operations["postStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's own password; all other sessions end. */
        post: operations["postMePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions, the last used first. */
        get: operations["getMeSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's own sessions. */
        delete: operations["deleteMeSessionsBySessionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to sign in with a passkey: what the browser's WebAuthn call takes. It can be answered once, within five minutes. */
        post: operations["postSignInPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a passkey, which is password and second factor in one. */
        post: operations["postSignInPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/step-up/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to show the second factor again with one of one's passkeys. */
        post: operations["postStepUpPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/step-up/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows the second factor again with a passkey; the session gets a new token. */
        post: operations["postStepUpPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to add a passkey: what the browser's WebAuthn call takes. Needs a fresh second factor. */
        post: operations["postMePasskeysOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own passkeys, the oldest first. */
        get: operations["getMePasskeys"];
        put?: never;
        /** Adds a passkey under a name of one's own; all other sessions end. Needs a fresh second factor. */
        post: operations["postMePasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/{passkeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes one of one's own passkeys; all other sessions end. Needs a fresh second factor. */
        delete: operations["deleteMePasskeysByPasskeyId"];
        options?: never;
        head?: never;
        /** Renames one of one's own passkeys. Needs a fresh second factor. */
        patch: operations["patchMePasskeysByPasskeyId"];
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who one is, the tenants one may choose with X-Kvitt-Tenant, one's roles in the chosen one with what they allow, and one's preferences. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's preferences; what is not named stays. */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/api/v1/demo-sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In a demo only: one user for each role, with password and a code of the second factor that is good now. */
        get: operations["getDemoSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant and its settings. */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the name or a setting; what is not named stays. One-person mode lets who uploads a bank file release it, and tells the accountant. */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each role may do and how far, and what each scope of an API key opens. */
        get: operations["getRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users with a role here, by e-mail address. */
        get: operations["getUsers"];
        put?: never;
        /** Adds a user. The answer is the only time the first password is seen; it is null for somebody who already has one. */
        post: operations["postUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["getUsersByUserId"];
        put?: never;
        post?: never;
        /** Ends a user's work here at once; what they did stays on record. */
        delete: operations["deleteUsersByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a user's roles; their sessions end. */
        put: operations["putUsersByUserIdRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/second-factor-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a lost second factor away; the user sets up a new one at the next sign-in. */
        post: operations["postUsersByUserIdSecondFactorReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Locks a user out at once; roles stay and open nothing until the lock is lifted. */
        post: operations["postUsersByUserIdLock"];
        /** Lets a locked user in again, with the roles they had. */
        delete: operations["deleteUsersByUserIdLock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of programs, newest first, without their secrets. */
        get: operations["getApiKeys"];
        put?: never;
        /** Makes a key for a program. The answer is the only time the key is seen. */
        post: operations["postApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a key's successor, seen only in this answer; the old key ends after so many hours. */
        post: operations["postApiKeysByKeyIdRotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a key at once. */
        delete: operations["deleteApiKeysByKeyId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs by itself: last run, next run, how it went; and what failed for good and waits for a person. */
        get: operations["getJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/job-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a job now that may run at any time; one that waits or runs already is not started twice. */
        post: operations["postJobRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failed-jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a job that failed for good all its attempts again. */
        post: operations["postFailedJobsByJobIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemInput: {
            type: string;
            title: string;
            status: number;
            code: string;
            sentence: string;
            remedy: string;
            requestId: string;
            problems?: {
                code: string;
                sentence: string;
                line?: number;
                field?: string;
                value?: string;
                rule?: string;
            }[];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            sentence: string;
            remedy: string;
            requestId: string;
            problems?: {
                code: string;
                sentence: string;
                line?: number;
                field?: string;
                value?: string;
                rule?: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLedgers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            clinicId: string;
                            name: string;
                            orgNo: string;
                            market: string;
                            currency: string;
                            /** Format: uuid */
                            seriesId: string;
                            /** @enum {string} */
                            state: "active" | "inactive";
                            activeFromOn: string | null;
                            /** Format: date */
                            today: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        clinicId: string;
                        name: string;
                        orgNo: string;
                        market: string;
                        currency: string;
                        /** Format: uuid */
                        seriesId: string;
                        /** @enum {string} */
                        state: "active" | "inactive";
                        activeFromOn: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdActivation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    from: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdDeactivation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClinics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "dental" | "veterinary";
                            timeZone: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdSetUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clinic: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "dental" | "veterinary";
                            timeZone: string;
                        };
                        steps: {
                            /** @enum {string} */
                            step: "chart" | "bankAccount" | "agreement" | "practiceSystem" | "people" | "active" | "firstFile";
                            done: boolean;
                            /** @enum {string} */
                            waitsFor: "finance" | "bank" | "practiceSystem" | "admin";
                        }[];
                        series: {
                            prefix: string;
                            nextNo: number;
                            sharedWith: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                        };
                        accounts: {
                            /** @enum {string} */
                            role: "receivable" | "boughtClaims" | "vippsClearing" | "cardClearing" | "partnerClearing" | "partnerReceivable" | "recourse" | "bankClearing" | "bank" | "clientBank" | "payable" | "vatOut" | "vatIn" | "vatSettlement" | "customerCredit" | "owedToClinic" | "unallocated" | "incomeTaxable" | "incomeZero" | "incomeExempt" | "feeIncome" | "serviceCost" | "rounding" | "paymentCost" | "creditLoss" | "interestIncome";
                            code: string;
                            name: string;
                        }[];
                        accountNumbersOpen: boolean;
                        bankAccounts: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            agreementId: string | null;
                            recipient: string | null;
                            kidLengths: number[];
                            kidModulus: ("mod10" | "mod11") | null;
                            /** @enum {string} */
                            detailSource: "ocrgiro" | "camt054" | "camt053";
                            /** @enum {string} */
                            proofSource: "camt053" | "none";
                            cutoverOn: string | null;
                            openingMinor: number | null;
                            fileExpectedBy: string | null;
                            closedFromOn: string | null;
                            lastToldOn: string | null;
                        }[];
                        vatRegistered: boolean;
                        paymentTermDays: number | null;
                        usualTermDays: number;
                        remittanceRecipient: string | null;
                        agingBuckets: number[];
                        referenceDigits: {
                            customer: number;
                            series: number;
                        } | null;
                        usualReferenceDigits: {
                            customer: number;
                            series: number;
                        };
                        months: {
                            /** Format: date */
                            firstOn: string;
                            /** Format: date */
                            lastOn: string;
                            closed: boolean;
                            closedAt: string | null;
                        }[];
                        nextToClose: string | null;
                        firstOpenDay: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdClosedMonths: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    firstOn: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchLedgersByLedgerIdSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    vatRegistered?: boolean;
                    paymentTermDays?: number | null;
                    remittanceRecipient?: string | null;
                    agingBuckets?: number[] | null;
                    referenceDigits?: {
                        customer: number;
                        series: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchLedgersByLedgerIdAccountsByCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "receivable" | "boughtClaims" | "vippsClearing" | "cardClearing" | "partnerClearing" | "partnerReceivable" | "recourse" | "bankClearing" | "bank" | "clientBank" | "payable" | "vatOut" | "vatIn" | "vatSettlement" | "customerCredit" | "owedToClinic" | "unallocated" | "incomeTaxable" | "incomeZero" | "incomeExempt" | "feeIncome" | "serviceCost" | "rounding" | "paymentCost" | "creditLoss" | "interestIncome";
                        code: string;
                        name: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdClaims: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "RECEIVED" | "INVOICED" | "ON_COLLECTIVE" | "WITHDRAWN";
                needsContact?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            claimId: string;
                            externalId: string;
                            kind: string;
                            state: string;
                            needsContact: boolean;
                            amountMinor: number;
                            /** Format: uuid */
                            payerId: string;
                            patientId: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdClaims: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId: string;
                    /** @enum {string} */
                    kind: "INVOICE" | "PLAN_TERM" | "CREDIT" | "BUSINESS_LINE";
                    number?: string | null;
                    kid?: string | null;
                    issueDate?: string | null;
                    dueDate?: string | null;
                    currency: string;
                    amountMinor: number;
                    lines: {
                        text: string;
                        amountMinor: number;
                        vatCode: string;
                        vatMinor: number;
                    }[];
                    patient?: {
                        ref: string;
                        name: string;
                        birthDate?: string | null;
                        birthYear?: number | null;
                    } | null;
                    payer?: {
                        /** @enum {string} */
                        type: "PATIENT" | "GUARDIAN" | "RELATIVE" | "EMPLOYER" | "INSURER" | "BUSINESS";
                        ref?: string | null;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        orgNo?: string | null;
                    } | null;
                    guardian?: ({
                        ref: string;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        shareBasisPoints?: number | null;
                    } | {
                        ref: string;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        shareBasisPoints?: number | null;
                    }[]) | null;
                    choices?: ("CARD" | "VIPPS" | "PART_PAYMENT" | "INVOICE")[] | null;
                    plan?: {
                        externalId: string;
                        /** @enum {string} */
                        kind: "PLANNED" | "PERFORMED";
                        termNo: number;
                        terms: number;
                    } | null;
                    credits?: string | null;
                    businessMode?: ("SINGLE" | "COLLECTIVE") | null;
                    thirdPartyReference?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        claimId: string;
                        state: string;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        claimId: string;
                        state: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdClaimsBatch: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId: string;
                    /** @enum {string} */
                    kind: "INVOICE" | "PLAN_TERM" | "CREDIT" | "BUSINESS_LINE";
                    number?: string | null;
                    kid?: string | null;
                    issueDate?: string | null;
                    dueDate?: string | null;
                    currency: string;
                    amountMinor: number;
                    lines: {
                        text: string;
                        amountMinor: number;
                        vatCode: string;
                        vatMinor: number;
                    }[];
                    patient?: {
                        ref: string;
                        name: string;
                        birthDate?: string | null;
                        birthYear?: number | null;
                    } | null;
                    payer?: {
                        /** @enum {string} */
                        type: "PATIENT" | "GUARDIAN" | "RELATIVE" | "EMPLOYER" | "INSURER" | "BUSINESS";
                        ref?: string | null;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        orgNo?: string | null;
                    } | null;
                    guardian?: ({
                        ref: string;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        shareBasisPoints?: number | null;
                    } | {
                        ref: string;
                        name: string;
                        phone?: string | null;
                        email?: string | null;
                        address?: {
                            line1: string;
                            line2?: string | null;
                            postCode: string;
                            city: string;
                            country?: string | null;
                        } | null;
                        shareBasisPoints?: number | null;
                    }[]) | null;
                    choices?: ("CARD" | "VIPPS" | "PART_PAYMENT" | "INVOICE")[] | null;
                    plan?: {
                        externalId: string;
                        /** @enum {string} */
                        kind: "PLANNED" | "PERFORMED";
                        termNo: number;
                        terms: number;
                    } | null;
                    credits?: string | null;
                    businessMode?: ("SINGLE" | "COLLECTIVE") | null;
                    thirdPartyReference?: string | null;
                }[];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            claimId: string;
                            externalId: string;
                            state: string;
                            isNew: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdClaimsCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            claimId: string;
                            externalId: string;
                            state: string;
                            isNew: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdClaimsByExternalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        claimId: string;
                        externalId: string;
                        kind: string;
                        state: string;
                        needsContact: boolean;
                        amountMinor: number;
                        /** Format: uuid */
                        payerId: string;
                        patientId: string | null;
                        number: string | null;
                        kid: string | null;
                        issueDate: string | null;
                        dueDate: string | null;
                        vatMinor: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLedgersByLedgerIdClaimsByExternalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        claimId: string;
                        state: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdInvoices: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                partyId?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** @enum {string} */
                            kind: "invoice" | "collective" | "creditNote";
                            number: string;
                            /** Format: uuid */
                            partyId: string;
                            patientId: string | null;
                            /** Format: date */
                            issuedOn: string;
                            /** Format: date */
                            dueOn: string;
                            netMinor: number;
                            vatMinor: number;
                            totalMinor: number;
                            reference: string;
                            creditsId: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvoicesByInvoiceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        ledgerId: string;
                        /** @enum {string} */
                        kind: "invoice" | "collective" | "creditNote";
                        number: string;
                        /** Format: uuid */
                        partyId: string;
                        patientId: string | null;
                        /** Format: date */
                        issuedOn: string;
                        /** Format: date */
                        dueOn: string;
                        netMinor: number;
                        vatMinor: number;
                        totalMinor: number;
                        reference: string;
                        creditsId: string | null;
                        lines: {
                            lineNo: number;
                            claimId: string | null;
                            text: string | null;
                            netMinor: number;
                            vatCode: string;
                            vatMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdNumberReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        seriesId: string;
                        own: {
                            first: string;
                            last: string;
                            count: number;
                            unexplained: string[];
                        } | null;
                        practiceSystem: {
                            first: string;
                            last: string;
                            count: number;
                            unexplained: string[];
                            otherLedger: string[];
                        } | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdInvoiceList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "open" | "overdue" | "settled" | "credited";
                kind?: "invoice" | "collective" | "creditNote";
                from?: string;
                to?: string;
                q?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "invoice" | "collective" | "creditNote";
                            number: string;
                            reference: string;
                            /** Format: uuid */
                            partyId: string;
                            customerNo: number;
                            /** Format: date */
                            issuedOn: string;
                            /** Format: date */
                            dueOn: string;
                            totalMinor: number;
                            openMinor: number;
                            creditedMinor: number;
                            /** @enum {string} */
                            state: "open" | "partlyPaid" | "overdue" | "settled" | "credited" | "reversed" | "creditNote";
                            partyName: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdInvoiceListSums: {
        parameters: {
            query?: {
                state?: "open" | "overdue" | "settled" | "credited";
                kind?: "invoice" | "collective" | "creditNote";
                from?: string;
                to?: string;
                q?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        asOf: string;
                        currency: string;
                        count: number;
                        totalMinor: number;
                        openMinor: number;
                        overdueMinor: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsInvoices: {
        parameters: {
            query?: {
                state?: "open" | "overdue" | "settled" | "credited";
                kind?: "invoice" | "collective" | "creditNote";
                from?: string;
                to?: string;
                q?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        asOf: string;
                        currency: string;
                        count: number;
                        totalMinor: number;
                        openMinor: number;
                        overdueMinor: number;
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "invoice" | "collective" | "creditNote";
                            number: string;
                            reference: string;
                            /** Format: uuid */
                            partyId: string;
                            customerNo: number;
                            /** Format: date */
                            issuedOn: string;
                            /** Format: date */
                            dueOn: string;
                            totalMinor: number;
                            openMinor: number;
                            creditedMinor: number;
                            /** @enum {string} */
                            state: "open" | "partlyPaid" | "overdue" | "settled" | "credited" | "reversed" | "creditNote";
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvoicesByInvoiceIdStanding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        ledgerId: string;
                        /** @enum {string} */
                        kind: "invoice" | "collective" | "creditNote";
                        number: string;
                        reference: string;
                        /** Format: date */
                        issuedOn: string;
                        /** Format: date */
                        dueOn: string;
                        netMinor: number;
                        vatMinor: number;
                        totalMinor: number;
                        ledgerName: string;
                        orgNo: string;
                        currency: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "partlyPaid" | "overdue" | "settled" | "credited" | "reversed" | "creditNote";
                        openMinor: number;
                        paidMinor: number;
                        creditedMinor: number;
                        payer: {
                            /** Format: uuid */
                            id: string;
                            customerNo: number;
                            name: string | null;
                        };
                        patient: {
                            /** Format: uuid */
                            id: string;
                            customerNo: number;
                            name: string | null;
                        } | null;
                        credits: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                        } | null;
                        events: {
                            /** Format: uuid */
                            entryId: string;
                            kind: string;
                            /** Format: date */
                            bookedOn: string;
                            /** Format: date-time */
                            recordedAt: string;
                            amountMinor: number;
                            bankLineId: string | null;
                            creditNoteId: string | null;
                            number: string | null;
                            reason: string | null;
                            reversesId: string | null;
                            reversedById: string | null;
                        }[];
                        waiting: {
                            /** Format: uuid */
                            proposalId: string;
                            amountMinor: number;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                        lines: {
                            lineNo: number;
                            text: string | null;
                            netMinor: number;
                            vatCode: string;
                            vatMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvoicesByInvoiceIdCreditTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currency: string;
                        leftMinor: number;
                        limitMinor: number;
                        windowDays: number;
                        creditedMinor: number;
                        aloneMinor: number;
                        lines: {
                            lineNo: number;
                            amountMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postInvoicesByInvoiceIdCredits: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                invoiceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "wrongAmount" | "wrongPayer" | "duplicate" | "notDone" | "complaint" | "goodwill" | "other";
                    words?: string;
                    amountMinor?: number;
                    lines?: {
                        lineNo: number;
                        amountMinor: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        proposalId: string;
                        needsApproval: boolean;
                        creditNoteId: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdWaitingClaims: {
        parameters: {
            query?: {
                asOf?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        asOf: string;
                        /** Format: date */
                        dueOn: string;
                        groups: {
                            /** @enum {string} */
                            kind: "single" | "collective" | "later" | "needsContact";
                            claims: number;
                            customers: number;
                            amountMinor: number;
                        }[];
                        running: string | null;
                        open: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdInvoiceProposals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    asOf?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdMatchProposals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposals: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                ledgerId?: string;
                kind?: string;
                state?: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            ledgerId: string | null;
                            kind: string;
                            /** Format: date */
                            asOf: string;
                            /** @enum {string} */
                            state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                            contentHash: string;
                            totals: {
                                [key: string]: number;
                            };
                            madeBy: string;
                            madeByName: string | null;
                            /** Format: date-time */
                            madeAt: string;
                            approvedBy: string | null;
                            approvedByName: string | null;
                            approvedAt: string | null;
                            /** Format: date-time */
                            expiresAt: string;
                            failedLines: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposalsByProposalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposalsByProposalIdLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "proposed" | "held" | "stale" | "applied" | "failed";
                changed?: "yes";
            };
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            lineNo: number;
                            action: string;
                            subjectKind: string;
                            /** Format: uuid */
                            subjectId: string;
                            amountMinor: number;
                            /** @enum {string} */
                            state: "proposed" | "held" | "stale" | "applied" | "failed";
                            reason: string | null;
                            explanation: {
                                [key: string]: unknown;
                            };
                            resultId: string | null;
                            subject: {
                                /** Format: uuid */
                                partyId: string;
                                customerNo: number | null;
                                name: string | null;
                                externalId: string | null;
                                claims: number;
                                /** Format: date */
                                dueOn: string;
                                changed: boolean;
                                invoiceNumber: string | null;
                            } | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdHeldLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lineNos: number[];
                    reason: string;
                } | {
                    /** @enum {string} */
                    all: "proposed" | "changed";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        held: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    contentHash: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdApplication: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applied: number;
                        stale: number;
                        failed: number;
                        held: number;
                        appliedMinor: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposalsByProposalIdLinesFile: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        proposalId: string;
                        kind: string;
                        state: string;
                        lines: {
                            lineNo: number;
                            action: string;
                            amountMinor: number;
                            /** @enum {string} */
                            state: "proposed" | "held" | "stale" | "applied" | "failed";
                            reason: string | null;
                            customerNo: number | null;
                            externalId: string | null;
                            dueOn: string | null;
                            invoiceNumber: string | null;
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposalsByProposalIdProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        groups: {
                            /** @enum {string} */
                            state: "proposed" | "held" | "stale" | "applied" | "failed";
                            reason: string | null;
                            lines: number;
                            amountMinor: number;
                            sampleLineNo: number;
                        }[];
                        changed: number[];
                        history: {
                            /** Format: date-time */
                            at: string;
                            action: string;
                            byName: string | null;
                        }[];
                        may: {
                            propose: boolean;
                            approve: boolean;
                        };
                        serviceWindow: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            zone: string;
                            /** @enum {string} */
                            standing: "later" | "soon" | "open";
                            resting: boolean;
                        };
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdReleasedLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lineNos: number[];
                } | {
                    /** @enum {string} */
                    all: "held";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        released: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdPause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByProposalIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        ledgerId: string | null;
                        kind: string;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        state: "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
                        contentHash: string;
                        totals: {
                            [key: string]: number;
                        };
                        madeBy: string;
                        madeByName: string | null;
                        /** Format: date-time */
                        madeAt: string;
                        approvedBy: string | null;
                        approvedByName: string | null;
                        approvedAt: string | null;
                        /** Format: date-time */
                        expiresAt: string;
                        failedLines: number;
                        lines: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdSupplierInvoices: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    supplier: {
                        orgNo: string;
                        name: string;
                    };
                    number: string;
                    kid?: string | null;
                    /** Format: date */
                    issueDate: string;
                    /** Format: date */
                    dueDate: string;
                    currency: string;
                    totalMinor: number;
                    lines: {
                        text?: string | null;
                        /** @enum {string} */
                        role: "SERVICE_COST" | "PAYMENT_COST" | "REPAID_CREDIT";
                        creditOfKid?: string | null;
                        netMinor: number;
                        vatMinor: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdSupplierInvoicesCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            isNew: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdOcrFiles: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            transmissionNo: number;
                            /** Format: date */
                            fromOn: string;
                            /** Format: date */
                            toOn: string;
                            lines: number;
                            totalMinor: number;
                            sha256: string;
                            acknowledgedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdOcrFilesByFileId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdOcrFilesByFileIdAck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getParties: {
        parameters: {
            query: {
                q: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            customerNo: number;
                            /** @enum {string} */
                            kind: "person" | "company";
                            name: string;
                            orgNo: string | null;
                            birthYear: number | null;
                            language: string;
                            /** @enum {string} */
                            invoiceMode: "single" | "collective";
                            collectivePeriod: ("month" | "week") | null;
                            delivery: ("efaktura" | "ehf" | "email" | "sms" | "paper") | null;
                            thirdPartyReference: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartiesByPartyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        customerNo: number;
                        /** @enum {string} */
                        kind: "person" | "company";
                        name: string;
                        orgNo: string | null;
                        birthYear: number | null;
                        language: string;
                        /** @enum {string} */
                        invoiceMode: "single" | "collective";
                        collectivePeriod: ("month" | "week") | null;
                        delivery: ("efaktura" | "ehf" | "email" | "sms" | "paper") | null;
                        thirdPartyReference: string | null;
                        roles: string[];
                        contacts: {
                            kind: string;
                            purpose: string;
                            value: string;
                        }[];
                        relations: {
                            /** Format: uuid */
                            relatedId: string;
                            kind: string;
                            shareBasisPoints: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPartiesByPartyIdContactPoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "phone";
                    /** @enum {string} */
                    purpose: "payment" | "appointment";
                    value: string;
                } | {
                    /** @enum {string} */
                    kind: "email";
                    /** @enum {string} */
                    purpose: "payment" | "appointment";
                    value: string;
                } | {
                    /** @enum {string} */
                    kind: "address";
                    /** @enum {string} */
                    purpose: "payment" | "appointment";
                    value: {
                        line1: string;
                        line2?: string;
                        postCode: string;
                        city: string;
                        country?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claimsReached: number;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchPartiesByPartyIdPaymentPreferences: {
        parameters: {
            query?: never;
            header: {
                "if-match": string;
            };
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    invoiceMode?: "single" | "collective";
                    collectivePeriod?: ("month" | "week") | null;
                    delivery?: ("efaktura" | "ehf" | "email" | "sms" | "paper") | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        invoiceMode: "single" | "collective";
                        collectivePeriod: ("month" | "week") | null;
                        delivery: ("efaktura" | "ehf" | "email" | "sms" | "paper") | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartiesByPartyIdCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        customerNo: number;
                        /** @enum {string} */
                        kind: "person" | "company";
                        name: string;
                        orgNo: string | null;
                        birthYear: number | null;
                        language: string;
                        roles: string[];
                        /** Format: date */
                        asOf: string;
                        balances: {
                            currency: string;
                            owedMinor: number;
                            overdueMinor: number;
                            oldestOverdueOn: string | null;
                            nextDueOn: string | null;
                            nextDueMinor: number;
                            creditMinor: number;
                        }[];
                        behind: {
                            /** Format: uuid */
                            partyId: string;
                            customerNo: number;
                            name: string;
                            /** @enum {string} */
                            kind: "payer" | "guardian" | "relative" | "employer";
                            pays: boolean;
                            shareBasisPoints: number | null;
                            balances: {
                                currency: string;
                                owedMinor: number;
                                overdueMinor: number;
                                oldestOverdueOn: string | null;
                                nextDueOn: string | null;
                                nextDueMinor: number;
                                creditMinor: number;
                            }[];
                        }[];
                        preferences: {
                            /** @enum {string} */
                            invoiceMode: "single" | "collective";
                            collectivePeriod: ("month" | "week") | null;
                            delivery: ("efaktura" | "ehf" | "email" | "sms" | "paper") | null;
                        };
                        contacts: {
                            /** @enum {string} */
                            kind: "phone" | "email" | "address";
                            /** @enum {string} */
                            purpose: "payment" | "appointment";
                            masked: string;
                        }[];
                        flags: ("overdue" | "needsContact" | "notReachable" | "hasCredit")[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartiesByPartyIdTimeline: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            code: string;
                            amountMinor: number | null;
                            currency: string | null;
                            ledgerId: string | null;
                            openMinor: number | null;
                            payerId: string | null;
                            facts: {
                                [key: string]: string;
                            };
                            links: {
                                invoiceIds: string[];
                                entryId: string | null;
                                bankLineId: string | null;
                                reversesId: string | null;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPartiesByPartyIdNotes: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                partyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSearch: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parties: {
                            /** Format: uuid */
                            id: string;
                            customerNo: number;
                            /** @enum {string} */
                            kind: "person" | "company";
                            name: string;
                            birthYear: number | null;
                            /** @enum {string} */
                            matched: "customerNo" | "phone" | "email" | "phoneTail" | "name" | "nearName";
                        }[];
                        invoices: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** @enum {string} */
                            kind: "invoice" | "collective" | "creditNote";
                            number: string;
                            reference: string;
                            /** Format: uuid */
                            partyId: string;
                            partyName: string | null;
                            /** Format: date */
                            issuedOn: string;
                            /** Format: date */
                            dueOn: string;
                            currency: string;
                            totalMinor: number;
                            openMinor: number;
                            /** @enum {string} */
                            matched: "number" | "reference" | "amount";
                        }[];
                        payments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** Format: date */
                            settledOn: string;
                            currency: string;
                            amountMinor: number;
                            reference: string | null;
                            state: string;
                            /** @enum {string} */
                            matched: "reference" | "amount";
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: {
                seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            number: string;
                            agreementId: string | null;
                            recipient: string | null;
                            kidLengths: number[];
                            kidModulus: ("mod10" | "mod11") | null;
                            /** @enum {string} */
                            detailSource: "ocrgiro" | "camt054" | "camt053";
                            /** @enum {string} */
                            proofSource: "camt053" | "none";
                            cutoverOn: string | null;
                            openingMinor: number;
                            fileExpectedBy: string | null;
                            closedFromOn: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLedgersByLedgerIdBankAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    agreementId?: string;
                    recipient?: string;
                    kidLengths?: number[];
                    /** @enum {string} */
                    kidModulus?: "mod10" | "mod11";
                    /** @enum {string} */
                    detailSource: "ocrgiro" | "camt054" | "camt053";
                    /** @enum {string} */
                    proofSource: "camt053" | "none";
                    /** Format: date */
                    cutoverOn?: string;
                    openingMinor?: number;
                    fileExpectedBy?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchBankAccountsByBankAccountId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bankAccountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agreementId?: string | null;
                    recipient?: string | null;
                    kidLengths?: number[];
                    kidModulus?: ("mod10" | "mod11") | null;
                    fileExpectedBy?: string | null;
                    closedFromOn?: string | null;
                    /** @enum {string} */
                    detailSource?: "ocrgiro" | "camt054" | "camt053";
                    /** @enum {string} */
                    proofSource?: "camt053" | "none";
                    cutoverOn?: string | null;
                    openingMinor?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankFiles: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            format: string;
                            channel: string;
                            /** @enum {string} */
                            state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                            byteLength: number;
                            /** Format: date-time */
                            receivedAt: string;
                            receivedBy: string;
                            totals: {
                                lines: number;
                                ledgerMinor: number;
                                byState: {
                                    [key: string]: {
                                        lines: number;
                                        minor: number;
                                    };
                                };
                                statements: number;
                                statementLines: number;
                                problemCount: number;
                            };
                            payments: number;
                            amountMinor: number;
                            waiting: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankFiles: {
        parameters: {
            query?: {
                confirmUnknownAccounts?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        format: string;
                        channel: string;
                        /** @enum {string} */
                        state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                        byteLength: number;
                        /** Format: date-time */
                        receivedAt: string;
                        receivedBy: string;
                        totals: {
                            lines: number;
                            ledgerMinor: number;
                            byState: {
                                [key: string]: {
                                    lines: number;
                                    minor: number;
                                };
                            };
                            statements: number;
                            statementLines: number;
                            problemCount: number;
                        };
                        payments: number;
                        amountMinor: number;
                        waiting: number;
                        problemCount: number;
                        problems: {
                            code: string;
                            /** @enum {string} */
                            level: "file" | "warn" | "info" | "line";
                            line: number;
                            field?: string;
                            value?: string;
                            rule: string;
                            sentence: string;
                        }[];
                        alreadyImported: boolean;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        format: string;
                        channel: string;
                        /** @enum {string} */
                        state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                        byteLength: number;
                        /** Format: date-time */
                        receivedAt: string;
                        receivedBy: string;
                        totals: {
                            lines: number;
                            ledgerMinor: number;
                            byState: {
                                [key: string]: {
                                    lines: number;
                                    minor: number;
                                };
                            };
                            statements: number;
                            statementLines: number;
                            problemCount: number;
                        };
                        payments: number;
                        amountMinor: number;
                        waiting: number;
                        problemCount: number;
                        problems: {
                            code: string;
                            /** @enum {string} */
                            level: "file" | "warn" | "info" | "line";
                            line: number;
                            field?: string;
                            value?: string;
                            rule: string;
                            sentence: string;
                        }[];
                        alreadyImported: boolean;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankFilesByFileId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        format: string;
                        channel: string;
                        /** @enum {string} */
                        state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                        byteLength: number;
                        /** Format: date-time */
                        receivedAt: string;
                        receivedBy: string;
                        totals: {
                            lines: number;
                            ledgerMinor: number;
                            byState: {
                                [key: string]: {
                                    lines: number;
                                    minor: number;
                                };
                            };
                            statements: number;
                            statementLines: number;
                            problemCount: number;
                        };
                        payments: number;
                        amountMinor: number;
                        waiting: number;
                        problemCount: number;
                        problems: {
                            code: string;
                            /** @enum {string} */
                            level: "file" | "warn" | "info" | "line";
                            line: number;
                            field?: string;
                            value?: string;
                            rule: string;
                            sentence: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankFilesByFileIdLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                waiting?: string;
            };
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "payment" | "statement";
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            lineNo: number;
                            /** Format: date */
                            on: string;
                            amountMinor: number;
                            reference: string | null;
                            state: string;
                            invoices: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                amountMinor: number;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankFilesByFileIdRelease: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        format: string;
                        channel: string;
                        /** @enum {string} */
                        state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                        byteLength: number;
                        /** Format: date-time */
                        receivedAt: string;
                        receivedBy: string;
                        totals: {
                            lines: number;
                            ledgerMinor: number;
                            byState: {
                                [key: string]: {
                                    lines: number;
                                    minor: number;
                                };
                            };
                            statements: number;
                            statementLines: number;
                            problemCount: number;
                        };
                        payments: number;
                        amountMinor: number;
                        waiting: number;
                        problemCount: number;
                        problems: {
                            code: string;
                            /** @enum {string} */
                            level: "file" | "warn" | "info" | "line";
                            line: number;
                            field?: string;
                            value?: string;
                            rule: string;
                            sentence: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankFilesByFileIdRefusal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        format: string;
                        channel: string;
                        /** @enum {string} */
                        state: "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
                        byteLength: number;
                        /** Format: date-time */
                        receivedAt: string;
                        receivedBy: string;
                        totals: {
                            lines: number;
                            ledgerMinor: number;
                            byState: {
                                [key: string]: {
                                    lines: number;
                                    minor: number;
                                };
                            };
                            statements: number;
                            statementLines: number;
                            problemCount: number;
                        };
                        payments: number;
                        amountMinor: number;
                        waiting: number;
                        problemCount: number;
                        problems: {
                            code: string;
                            /** @enum {string} */
                            level: "file" | "warn" | "info" | "line";
                            line: number;
                            field?: string;
                            value?: string;
                            rule: string;
                            sentence: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putBankLinesByLineIdSnooze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    untilOn: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteBankLinesByLineIdSnooze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putStatementLinesByLineIdSnooze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    untilOn: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteStatementLinesByLineIdSnooze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdBankQueue: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                texts?: "yes" | "no";
                snoozed?: "yes" | "no";
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "bankLine" | "statementLine";
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            on: string;
                            ageDays: number;
                            amountMinor: number;
                            reference: string | null;
                            state: string;
                            explanation: {
                                [key: string]: unknown;
                            };
                            text: string | null;
                            snoozed: {
                                /** Format: date */
                                untilOn: string;
                                reason: string;
                                by: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                        waiting: {
                            count: number;
                            amountMinor: number;
                        };
                        snoozed: {
                            count: number;
                            amountMinor: number;
                            nextOn: string | null;
                        };
                        newest: {
                            /** Format: date */
                            on: string;
                            payments: number;
                            amountMinor: number;
                            byThemselves: number;
                        } | null;
                        next: {
                            /** Format: date */
                            on: string;
                            by: string;
                        } | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                ledgerId?: string;
                state?: "over" | "closed" | "credited" | "noReference" | "badCheck" | "unknown" | "ambiguous" | "otherOwner" | "possibleDuplicate" | "held";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** Format: date */
                            settledOn: string;
                            amountMinor: number;
                            reference: string | null;
                            kind: string;
                            state: string;
                            explanation: {
                                [key: string]: unknown;
                            };
                            text: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBankLinesByLineId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        text: string | null;
                        suggestions: {
                            allocations: {
                                /** Format: uuid */
                                itemId: string;
                                amountMinor: number;
                            }[];
                            confidence: number;
                            explanation: {
                                rule: string;
                                version: number;
                                inputs: {
                                    [key: string]: unknown;
                                };
                            };
                        }[];
                        candidates: {
                            /** Format: uuid */
                            itemId: string;
                            kind: string;
                            partyId: string | null;
                            customerNo: number | null;
                            name: string | null;
                            invoiceId: string | null;
                            number: string | null;
                            reference: string | null;
                            dueOn: string;
                            amountMinor: number;
                            openMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdOpenItems: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            itemId: string;
                            kind: string;
                            partyId: string | null;
                            customerNo: number | null;
                            name: string | null;
                            invoiceId: string | null;
                            number: string | null;
                            reference: string | null;
                            dueOn: string;
                            amountMinor: number;
                            openMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankLinesByLineIdSolution: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    placings: {
                        /** Format: uuid */
                        itemId: string;
                        amountMinor: number;
                    }[];
                    /** Format: uuid */
                    restToPartyId?: string;
                    roundingMinor?: number;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        entryId: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankLinesByLineIdAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSolutionsByEntryIdReversal: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankLinesByLineIdRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBankLinesByLineIdDismissal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatementLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                ledgerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** Format: date */
                            bookedOn: string;
                            amountMinor: number;
                            bankRef: string | null;
                            state: string;
                            text: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatementLinesByLineId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        text: string | null;
                        suggestions: {
                            allocations: {
                                /** Format: uuid */
                                itemId: string;
                                amountMinor: number;
                            }[];
                            confidence: number;
                            explanation: {
                                rule: string;
                                version: number;
                                inputs: {
                                    [key: string]: unknown;
                                };
                            };
                        }[];
                        candidates: {
                            /** Format: uuid */
                            itemId: string;
                            kind: string;
                            partyId: string | null;
                            customerNo: number | null;
                            name: string | null;
                            invoiceId: string | null;
                            number: string | null;
                            reference: string | null;
                            dueOn: string;
                            amountMinor: number;
                            openMinor: number;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postStatementLinesByLineIdSolution: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path: {
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    placings: {
                        /** Format: uuid */
                        itemId: string;
                        amountMinor: number;
                    }[];
                    /** Format: uuid */
                    restToPartyId?: string;
                    roundingMinor?: number;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        entryId: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHome: {
        parameters: {
            query?: {
                ledgerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        madeAt: string;
                        books: {
                            currency: string;
                            /** Format: date */
                            day: string;
                            ledgers: {
                                /** Format: uuid */
                                ledgerId: string;
                                name: string;
                            }[];
                            figures: {
                                /** @enum {string} */
                                name: "cash" | "dso" | "overdue" | "automation" | "touches" | "differenceMinutes" | "forecast";
                                /** @enum {string} */
                                unit: "minor" | "dayTenths" | "basisPoints" | "hundredths" | "minutes";
                                value: number | null;
                                explanation: {
                                    rule: string;
                                    version: number;
                                    inputs: {
                                        [key: string]: unknown;
                                    };
                                };
                                parts: {
                                    name: string;
                                    /** @enum {string} */
                                    unit: "minor" | "count" | "minutes";
                                    value: number;
                                    count: number;
                                    rows: string;
                                }[];
                            }[];
                            forecast: {
                                /** @enum {string} */
                                name: "cash" | "dso" | "overdue" | "automation" | "touches" | "differenceMinutes" | "forecast";
                                /** @enum {string} */
                                unit: "minor" | "dayTenths" | "basisPoints" | "hundredths" | "minutes";
                                value: number | null;
                                explanation: {
                                    rule: string;
                                    version: number;
                                    inputs: {
                                        [key: string]: unknown;
                                    };
                                };
                                parts: {
                                    name: string;
                                    /** @enum {string} */
                                    unit: "minor" | "count" | "minutes";
                                    value: number;
                                    count: number;
                                    rows: string;
                                }[];
                                weeks: {
                                    no: number;
                                    /** Format: date */
                                    from: string;
                                    /** Format: date */
                                    to: string;
                                    expected: {
                                        name: string;
                                        /** @enum {string} */
                                        unit: "minor" | "count" | "minutes";
                                        value: number;
                                        count: number;
                                        rows: string;
                                    };
                                    low: {
                                        name: string;
                                        /** @enum {string} */
                                        unit: "minor" | "count" | "minutes";
                                        value: number;
                                        count: number;
                                        rows: string;
                                    };
                                    high: {
                                        name: string;
                                        /** @enum {string} */
                                        unit: "minor" | "count" | "minutes";
                                        value: number;
                                        count: number;
                                        rows: string;
                                    };
                                }[];
                            };
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHomeRows: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                figure: "cash" | "dso" | "overdue" | "automation" | "touches" | "differenceMinutes" | "forecast";
                part: string;
                currency: string;
                day: string;
                ledgerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "bankAccount" | "openItem" | "entry" | "bankLine" | "auditEvent" | "invoice";
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** Format: date */
                            day: string;
                            value: number;
                            partyId: string | null;
                            explanation: {
                                rule: string;
                                version: number;
                                inputs: {
                                    [key: string]: unknown;
                                };
                            } | null;
                            number: string | null;
                            reference: string | null;
                            word: string | null;
                            invoiceId: string | null;
                            customerNo: number | null;
                            name: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdFiledReports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            ledgerId: string;
                            /** @enum {string} */
                            kind: "aging";
                            /** Format: date */
                            monthOn: string;
                            /** Format: date */
                            asOfOn: string;
                            /** Format: date-time */
                            knownAt: string;
                            sha256: string;
                            byteLength: number;
                            totals: {
                                openMinor: number;
                                items: number;
                                buckets: {
                                    label: string;
                                    openMinor: number;
                                    items: number;
                                }[];
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdFiledReportsByReportId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ledgerId: string;
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsAging: {
        parameters: {
            query?: {
                asOf?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
                by?: "dueOn" | "openedOn";
                payer?: "person" | "company" | "insurer" | "none";
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        ledgers: {
                            /** Format: uuid */
                            ledgerId: string;
                            name: string;
                            currency: string;
                            buckets: {
                                label: string;
                                fromDays: number | null;
                                toDays: number | null;
                            }[];
                            cells: {
                                openMinor: number;
                                items: number;
                            }[];
                            total: {
                                openMinor: number;
                                items: number;
                            };
                        }[];
                        rows: {
                            /** Format: uuid */
                            ledgerId: string;
                            partyId: string | null;
                            customerNo: number | null;
                            bucketsMinor: number[];
                            totalMinor: number;
                            items: number;
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportsAging: {
        parameters: {
            query?: {
                asOf?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
                by?: "dueOn" | "openedOn";
                payer?: "person" | "company" | "insurer" | "none";
                ledgerId?: string;
                group?: "ledger" | "payer" | "insurer";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        /** @enum {string} */
                        by: "dueOn" | "openedOn";
                        /** @enum {string} */
                        group: "ledger" | "payer" | "insurer";
                        books: {
                            currency: string;
                            buckets: {
                                label: string;
                                fromDays: number | null;
                                toDays: number | null;
                            }[];
                            groups: {
                                /** Format: uuid */
                                ledgerId: string;
                                ledgerName: string;
                                payer: ("person" | "company" | "insurer" | "none") | null;
                                partyId: string | null;
                                name: string | null;
                                cells: {
                                    openMinor: number;
                                    items: number;
                                }[];
                                total: {
                                    openMinor: number;
                                    items: number;
                                };
                            }[];
                            cells: {
                                openMinor: number;
                                items: number;
                            }[];
                            total: {
                                openMinor: number;
                                items: number;
                            };
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsReskontro: {
        parameters: {
            query?: {
                asOf?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
                by?: "dueOn" | "openedOn";
                fromDays?: number;
                toDays?: number;
                payer?: "person" | "company" | "insurer" | "none";
                partyId?: string;
                state?: "notDue" | "partPaid" | "overdue" | "settled" | "ahead" | "credit";
                side?: "receivable" | "credit";
                q?: string;
                settledToo?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        currency: string;
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        partyId: string | null;
                        control: {
                            account: string;
                            name: string;
                            itemsMinor: number;
                            accountMinor: number;
                            differenceMinor: number;
                        }[];
                        items: {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            /** @enum {string} */
                            side: "receivable" | "credit";
                            kind: string;
                            partyId: string | null;
                            customerNo: number | null;
                            number: string | null;
                            reference: string | null;
                            /** Format: date */
                            openedOn: string;
                            /** Format: date */
                            dueOn: string;
                            daysOverdue: number;
                            amountMinor: number;
                            openMinor: number;
                            history: {
                                /** Format: uuid */
                                entryId: string;
                                /** Format: date */
                                bookedOn: string;
                                kind: string;
                                amountMinor: number;
                            }[];
                        }[];
                        totals: {
                            receivableMinor: number;
                            creditMinor: number;
                        };
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReskontro: {
        parameters: {
            query?: {
                asOf?: string;
                knownAt?: string;
                by?: "dueOn" | "openedOn";
                fromDays?: number;
                toDays?: number;
                payer?: "person" | "company" | "insurer" | "none";
                partyId?: string;
                state?: "notDue" | "partPaid" | "overdue" | "settled" | "ahead" | "credit";
                side?: "receivable" | "credit";
                q?: string;
                settledToo?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        currency: string;
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        control: {
                            account: string;
                            name: string;
                            itemsMinor: number;
                            accountMinor: number;
                            differenceMinor: number;
                        }[];
                        sums: {
                            receivableMinor: number;
                            creditMinor: number;
                            overdueMinor: number;
                            items: number;
                            customers: number;
                        };
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReskontroLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                asOf?: string;
                knownAt?: string;
                by?: "dueOn" | "openedOn";
                fromDays?: number;
                toDays?: number;
                payer?: "person" | "company" | "insurer" | "none";
                partyId?: string;
                state?: "notDue" | "partPaid" | "overdue" | "settled" | "ahead" | "credit";
                side?: "receivable" | "credit";
                q?: string;
                settledToo?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            /** @enum {string} */
                            side: "receivable" | "credit";
                            kind: string;
                            partyId: string | null;
                            customerNo: number | null;
                            name: string | null;
                            invoiceId: string | null;
                            number: string | null;
                            reference: string | null;
                            /** Format: date */
                            openedOn: string;
                            /** Format: date */
                            dueOn: string;
                            daysOverdue: number;
                            amountMinor: number;
                            openMinor: number;
                            /** @enum {string} */
                            state: "notDue" | "partPaid" | "overdue" | "settled" | "ahead" | "credit";
                            last: {
                                kind: string;
                                /** Format: date */
                                bookedOn: string;
                            } | null;
                            customer: {
                                openMinor: number;
                                items: number;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsTrialBalance: {
        parameters: {
            query?: {
                asOf?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        currency: string;
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        rows: {
                            code: string;
                            name: string;
                            role: string;
                            debitMinor: number;
                            creditMinor: number;
                            balanceMinor: number;
                        }[];
                        totals: {
                            debitMinor: number;
                            creditMinor: number;
                            balanceMinor: number;
                        };
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdNumberCertificate: {
        parameters: {
            query?: {
                asOf?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        /** Format: uuid */
                        seriesId: string;
                        /** Format: date */
                        asOf: string;
                        /** Format: date-time */
                        knownAt: string;
                        own: {
                            first: string;
                            last: string;
                            count: number;
                            missing: number;
                            missingNumbers: string[];
                            ledgers: {
                                /** Format: uuid */
                                ledgerId: string;
                                name: string;
                                first: string | null;
                                last: string | null;
                                count: number;
                            }[];
                        } | null;
                        practiceSystem: {
                            first: string;
                            last: string;
                            count: number;
                            missing: number;
                            missingNumbers: string[];
                            ledgers: {
                                /** Format: uuid */
                                ledgerId: string;
                                name: string;
                                first: string | null;
                                last: string | null;
                                count: number;
                            }[];
                        } | null;
                        otherLedgers: boolean;
                        seal: {
                            root: string;
                            entries: number;
                            auditEvents: number;
                        } | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsAccountStatement: {
        parameters: {
            query: {
                partyId: string;
                from: string;
                to: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        partyId: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        /** Format: date-time */
                        knownAt: string;
                        ledgers: {
                            /** Format: uuid */
                            ledgerId: string;
                            ledgerName: string;
                            currency: string;
                            openingMinor: number;
                            movements: {
                                /** Format: uuid */
                                entryId: string;
                                /** Format: date */
                                bookedOn: string;
                                kind: string;
                                amountMinor: number;
                                numbers: string[];
                                balanceMinor: number;
                            }[];
                            closingMinor: number;
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsDayProof: {
        parameters: {
            query?: {
                day?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        currency: string;
                        /** Format: date */
                        day: string;
                        /** Format: date-time */
                        knownAt: string;
                        holds: boolean;
                        lines: {
                            name: string;
                            sentence: string;
                            parts: {
                                name: string;
                                amountMinor: number;
                                of: string;
                                count: number;
                                ids: string[];
                            }[];
                            differenceMinor: number;
                            holds: boolean;
                        }[];
                        files: {
                            /** Format: uuid */
                            fileId: string;
                            lines: number;
                            linesMinor: number;
                            settledMinor: number;
                            customerCreditMinor: number;
                            unallocatedMinor: number;
                            otherMinor: number;
                            differenceMinor: number;
                        }[];
                        lumps: {
                            of: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            since: string;
                            ageDays: number;
                            amountMinor: number;
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsDayProofs: {
        parameters: {
            query: {
                from: string;
                to: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        days: {
                            /** Format: uuid */
                            ledgerId: string;
                            ledgerName: string;
                            currency: string;
                            /** Format: date */
                            day: string;
                            /** Format: date-time */
                            knownAt: string;
                            holds: boolean;
                            lines: {
                                name: string;
                                sentence: string;
                                parts: {
                                    name: string;
                                    amountMinor: number;
                                    of: string;
                                    count: number;
                                    ids: string[];
                                }[];
                                differenceMinor: number;
                                holds: boolean;
                            }[];
                            files: {
                                /** Format: uuid */
                                fileId: string;
                                lines: number;
                                linesMinor: number;
                                settledMinor: number;
                                customerCreditMinor: number;
                                unallocatedMinor: number;
                                otherMinor: number;
                                differenceMinor: number;
                            }[];
                            lumps: {
                                of: string;
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                since: string;
                                ageDays: number;
                                amountMinor: number;
                            }[];
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsCurrentness: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        /** Format: date */
                        today: string;
                        /** Format: date-time */
                        madeAt: string;
                        /** Format: date */
                        expectedThrough: string;
                        current: boolean;
                        accounts: {
                            /** Format: uuid */
                            bankAccountId: string;
                            paymentsFileId: string | null;
                            paymentsThrough: string | null;
                            paymentsReceivedAt: string | null;
                            statementFileId: string | null;
                            statementThrough: string | null;
                            statementReceivedAt: string | null;
                            current: boolean | null;
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsJournal: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                knownAt?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        ledgerId: string;
                        ledgerName: string;
                        currency: string;
                        from: string | null;
                        /** Format: date */
                        to: string;
                        /** Format: date-time */
                        knownAt: string;
                        entries: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            /** Format: date */
                            bookedOn: string;
                            /** Format: date-time */
                            recordedAt: string;
                            sourceKind: string;
                            sourceId: string | null;
                            reverses: string | null;
                            explanation: {
                                [key: string]: unknown;
                            } | null;
                            postings: {
                                line: number;
                                debit: string;
                                credit: string;
                                amountMinor: number;
                                debitItemId: string | null;
                                creditItemId: string | null;
                            }[];
                        }[];
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdEntries: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                cursor?: string;
                limit?: number;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            /** Format: date */
                            bookedOn: string;
                            /** Format: date-time */
                            recordedAt: string;
                            sourceKind: string;
                            sourceId: string | null;
                            reverses: string | null;
                            explanation: {
                                [key: string]: unknown;
                            } | null;
                            postings: {
                                line: number;
                                debit: string;
                                credit: string;
                                amountMinor: number;
                                debitItemId: string | null;
                                creditItemId: string | null;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdReportsDayProofRows: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                day: string;
                part: "openYesterday" | "issued" | "settled" | "credited" | "lost" | "openToday" | "receivableAccount" | "linesIn" | "linesSettled" | "customerCredit" | "unallocated" | "otherAccounts" | "bankClearing" | "unpairedLumps" | "aheadOfFile" | "repeatedLines" | "bank" | "closingBalance";
                knownAt?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            of: "entry" | "openItem" | "bankLine" | "bankBatch" | "statementLine" | "bankStatement";
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            on: string;
                            kind: string | null;
                            label: string | null;
                            invoiceId: string | null;
                            fileId: string | null;
                            amountMinor: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdExportsHledger: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgersByLedgerIdExportsBeancount: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                ledgerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlarms: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "standing" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            subjectKind: string;
                            /** Format: uuid */
                            subjectId: string;
                            /** Format: date */
                            day: string;
                            /** Format: date-time */
                            raisedAt: string;
                            clearedAt: string | null;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAlarmsByAlarmIdAcknowledgement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarmId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        askedAt: string;
                        run: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            ranAt: string;
                            checks: number;
                            broken: {
                                name: string;
                                rows: number;
                            }[];
                        } | null;
                        items: {
                            name: string;
                            sentence: string;
                            /** @enum {string} */
                            state: "holds" | "broken" | "notRun";
                            rows: number;
                            brokenSince: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            ranAt: string;
                            checks: number;
                            broken: {
                                name: string;
                                rows: number;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChecksByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        sentence: string;
                        /** Format: date-time */
                        askedAt: string;
                        holds: boolean;
                        more: boolean;
                        /** @enum {string} */
                        amounts: "shown" | "withheld";
                        rows: {
                            values: {
                                [key: string]: number | string | boolean | null;
                            };
                            subject: {
                                /** @enum {string} */
                                kind: "invoice" | "bankFile" | "party" | "ledger";
                                /** Format: uuid */
                                id: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                subjectKind?: string;
                subjectId?: string;
                action?: string;
                actorId?: string;
                partyId?: string;
                from?: string;
                to?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                language?: "nb" | "sv" | "da" | "it" | "en";
                bom?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            actorKind: string;
                            actorId: string;
                            actorName: string | null;
                            action: string;
                            subjectKind: string;
                            subjectId: string | null;
                            requestId: string | null;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actions: string[];
                        actors: {
                            id: string;
                            kind: string;
                            name: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSeal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        streams: {
                            /** @enum {string} */
                            stream: "entry" | "audit";
                            sealed: number;
                            /** Format: date-time */
                            sealedAt: string;
                            waiting: number;
                        }[];
                        checked: {
                            /** Format: date-time */
                            at: string;
                            holds: boolean;
                        } | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignInSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignInEnrolment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uri: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignInEnrolmentConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            userAgent: string | null;
                            /** Format: date-time */
                            signedInAt: string;
                            /** Format: date-time */
                            usedAt: string;
                            current: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMeSessionsBySessionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignInPasskeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        options: {
                            challenge: string;
                            timeout: number;
                            rpId: string;
                            allowCredentials?: {
                                id: string;
                                type: string;
                                transports?: string[];
                            }[];
                            /** @enum {string} */
                            userVerification: "required";
                        };
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSignInPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credential: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        authenticatorAttachment?: ("platform" | "cross-platform") | null;
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postStepUpPasskeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        options: {
                            challenge: string;
                            timeout: number;
                            rpId: string;
                            allowCredentials?: {
                                id: string;
                                type: string;
                                transports?: string[];
                            }[];
                            /** @enum {string} */
                            userVerification: "required";
                        };
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postStepUpPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credential: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        authenticatorAttachment?: ("platform" | "cross-platform") | null;
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        next: "secondFactor" | "enrol" | "done";
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postMePasskeysOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        options: {
                            challenge: string;
                            timeout: number;
                            rp: {
                                id: string;
                                name: string;
                            };
                            user: {
                                id: string;
                                name: string;
                                displayName: string;
                            };
                            pubKeyCredParams: {
                                alg: number;
                                type: string;
                            }[];
                            excludeCredentials: {
                                id: string;
                                type: string;
                                transports?: string[];
                            }[];
                            /** @enum {string} */
                            attestation: "none";
                            authenticatorSelection: {
                                /** @enum {string} */
                                residentKey: "required";
                                /** @enum {boolean} */
                                requireResidentKey: true;
                                /** @enum {string} */
                                userVerification: "required";
                            };
                        };
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMePasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            host: string;
                            synced: boolean;
                            /** Format: date-time */
                            createdAt: string;
                            usedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postMePasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    credential: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        authenticatorAttachment?: ("platform" | "cross-platform") | null;
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        response: {
                            clientDataJSON: string;
                            attestationObject: string;
                            /** @default [] */
                            transports?: ("ble" | "cable" | "hybrid" | "internal" | "nfc" | "smart-card" | "usb")[];
                            authenticatorData?: string;
                            publicKey?: string;
                            publicKeyAlgorithm?: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        host: string;
                        synced: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        usedAt: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMePasskeysByPasskeyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkeyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchMePasskeysByPasskeyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkeyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        name: string;
                        email: string;
                        tenants: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        tenantId: string | null;
                        roles: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            clinicIds: string[] | null;
                            ledgerIds: string[] | null;
                        }[];
                        actions: {
                            /** @enum {string} */
                            action: "ledgers.read" | "ledgers.activate" | "ledgers.configure" | "parties.read" | "parties.write" | "claims.read" | "claims.write" | "invoices.read" | "invoices.readTexts" | "invoices.propose" | "invoices.approve" | "credits.grant" | "credits.approve" | "supplierInvoices.write" | "remittances.read" | "remittances.acknowledge" | "bankFiles.read" | "bankFiles.upload" | "bankFiles.release" | "bankLines.read" | "bankLines.solve" | "proposals.read" | "proposals.handle" | "writeOffs.propose" | "writeOffs.approve" | "periods.close" | "reports.read" | "exports.read" | "exports.withNames" | "checks.run" | "alarms.read" | "alarms.acknowledge" | "audit.read" | "jobs.read" | "jobs.run" | "tenant.read" | "tenant.configure" | "users.read" | "users.manage" | "apiKeys.read" | "apiKeys.manage";
                            ledgerIds: string[] | null;
                        }[];
                        secondFactor: {
                            /** Format: date-time */
                            shownAt: string;
                            /** Format: date-time */
                            freshUntil: string;
                            fresh: boolean;
                        };
                        preferences: {
                            language: ("nb" | "sv" | "da" | "it" | "en") | null;
                            letterKeys: boolean;
                            /** @enum {string} */
                            density: "comfortable" | "compact";
                            /** @enum {string} */
                            colourMode: "system" | "light" | "dark";
                        };
                        training: boolean;
                        idleMinutes: number;
                        maintenance: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        } | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    language?: ("nb" | "sv" | "da" | "it" | "en") | null;
                    letterKeys?: boolean;
                    /** @enum {string} */
                    density?: "comfortable" | "compact";
                    /** @enum {string} */
                    colourMode?: "system" | "light" | "dark";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        name: string;
                        email: string;
                        tenants: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        tenantId: string | null;
                        roles: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            clinicIds: string[] | null;
                            ledgerIds: string[] | null;
                        }[];
                        actions: {
                            /** @enum {string} */
                            action: "ledgers.read" | "ledgers.activate" | "ledgers.configure" | "parties.read" | "parties.write" | "claims.read" | "claims.write" | "invoices.read" | "invoices.readTexts" | "invoices.propose" | "invoices.approve" | "credits.grant" | "credits.approve" | "supplierInvoices.write" | "remittances.read" | "remittances.acknowledge" | "bankFiles.read" | "bankFiles.upload" | "bankFiles.release" | "bankLines.read" | "bankLines.solve" | "proposals.read" | "proposals.handle" | "writeOffs.propose" | "writeOffs.approve" | "periods.close" | "reports.read" | "exports.read" | "exports.withNames" | "checks.run" | "alarms.read" | "alarms.acknowledge" | "audit.read" | "jobs.read" | "jobs.run" | "tenant.read" | "tenant.configure" | "users.read" | "users.manage" | "apiKeys.read" | "apiKeys.manage";
                            ledgerIds: string[] | null;
                        }[];
                        secondFactor: {
                            /** Format: date-time */
                            shownAt: string;
                            /** Format: date-time */
                            freshUntil: string;
                            fresh: boolean;
                        };
                        preferences: {
                            language: ("nb" | "sv" | "da" | "it" | "en") | null;
                            letterKeys: boolean;
                            /** @enum {string} */
                            density: "comfortable" | "compact";
                            /** @enum {string} */
                            colourMode: "system" | "light" | "dark";
                        };
                        training: boolean;
                        idleMinutes: number;
                        maintenance: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        } | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDemoSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            name: string;
                            email: string;
                            password: string;
                            code: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        market: string;
                        currency: string;
                        onePerson: boolean;
                        creditLimitMinor: number | null;
                        marketCreditLimitMinor: number;
                        language: ("nb" | "sv" | "da" | "it" | "en") | null;
                        training: boolean;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    onePerson?: boolean;
                    creditLimitMinor?: number | null;
                    language?: ("nb" | "sv" | "da" | "it" | "en") | null;
                    training?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        market: string;
                        currency: string;
                        onePerson: boolean;
                        creditLimitMinor: number | null;
                        marketCreditLimitMinor: number;
                        language: ("nb" | "sv" | "da" | "it" | "en") | null;
                        training: boolean;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roles: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            actions: {
                                /** @enum {string} */
                                action: "ledgers.read" | "ledgers.activate" | "ledgers.configure" | "parties.read" | "parties.write" | "claims.read" | "claims.write" | "invoices.read" | "invoices.readTexts" | "invoices.propose" | "invoices.approve" | "credits.grant" | "credits.approve" | "supplierInvoices.write" | "remittances.read" | "remittances.acknowledge" | "bankFiles.read" | "bankFiles.upload" | "bankFiles.release" | "bankLines.read" | "bankLines.solve" | "proposals.read" | "proposals.handle" | "writeOffs.propose" | "writeOffs.approve" | "periods.close" | "reports.read" | "exports.read" | "exports.withNames" | "checks.run" | "alarms.read" | "alarms.acknowledge" | "audit.read" | "jobs.read" | "jobs.run" | "tenant.read" | "tenant.configure" | "users.read" | "users.manage" | "apiKeys.read" | "apiKeys.manage";
                                /** @enum {string} */
                                reach: "clinics" | "tenant";
                            }[];
                        }[];
                        scopes: {
                            /** @enum {string} */
                            scope: "ledgers:read" | "claims:write" | "claims:read" | "invoices:read" | "remittances:fetch" | "supplierInvoices:write" | "bankFiles:upload" | "reports:read" | "alarms:read" | "audit:read";
                            actions: ("ledgers.read" | "ledgers.activate" | "ledgers.configure" | "parties.read" | "parties.write" | "claims.read" | "claims.write" | "invoices.read" | "invoices.readTexts" | "invoices.propose" | "invoices.approve" | "credits.grant" | "credits.approve" | "supplierInvoices.write" | "remittances.read" | "remittances.acknowledge" | "bankFiles.read" | "bankFiles.upload" | "bankFiles.release" | "bankLines.read" | "bankLines.solve" | "proposals.read" | "proposals.handle" | "writeOffs.propose" | "writeOffs.approve" | "periods.close" | "reports.read" | "exports.read" | "exports.withNames" | "checks.run" | "alarms.read" | "alarms.acknowledge" | "audit.read" | "jobs.read" | "jobs.run" | "tenant.read" | "tenant.configure" | "users.read" | "users.manage" | "apiKeys.read" | "apiKeys.manage")[];
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            secondFactor: boolean;
                            lockedAt: string | null;
                            roles: {
                                /** @enum {string} */
                                role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                                clinicIds: string[] | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    roles: {
                        /** @enum {string} */
                        role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                        /** @default null */
                        clinicIds?: string[] | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        initialPassword: string | null;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string;
                        name: string;
                        secondFactor: boolean;
                        lockedAt: string | null;
                        roles: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            clinicIds: string[] | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUsersByUserId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUsersByUserIdRoles: {
        parameters: {
            query?: never;
            header: {
                "if-match": string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: {
                        /** @enum {string} */
                        role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                        /** @default null */
                        clinicIds?: string[] | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string;
                        name: string;
                        secondFactor: boolean;
                        lockedAt: string | null;
                        roles: {
                            /** @enum {string} */
                            role: "reception" | "clinicManager" | "hqFinance" | "cfo" | "ceo" | "accountant" | "auditor" | "admin";
                            clinicIds: string[] | null;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersByUserIdSecondFactorReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersByUserIdLock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUsersByUserIdLock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            scopes: ("ledgers:read" | "claims:write" | "claims:read" | "invoices:read" | "remittances:fetch" | "supplierInvoices:write" | "bankFiles:upload" | "reports:read" | "alarms:read" | "audit:read")[];
                            ledgerIds: string[] | null;
                            createdBy: string;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                            revokedAt: string | null;
                            lastUsedAt: string | null;
                            /** @enum {string} */
                            state: "live" | "ending" | "ended" | "revoked";
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("ledgers:read" | "claims:write" | "claims:read" | "invoices:read" | "remittances:fetch" | "supplierInvoices:write" | "bankFiles:upload" | "reports:read" | "alarms:read" | "audit:read")[];
                    /** @default null */
                    ledgerIds?: string[] | null;
                    /** @default null */
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiKeysByKeyIdRotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 24 */
                    overlapHours?: number;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiKeysByKeyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            localTime: string;
                            zone: string;
                            lastDoneOn: string | null;
                            /** Format: date-time */
                            nextAt: string;
                            last: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                state: "done" | "waiting" | "retrying" | "failed";
                                attempts: number;
                                problem: string | null;
                                sentence: string | null;
                                remedy: string | null;
                            } | null;
                            canRunNow: boolean;
                        }[];
                        failed: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            attempts: number;
                            problem: string;
                            sentence: string | null;
                            remedy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            failedAt: string;
                        }[];
                    };
                };
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postJobRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    name: "banking.morningImport" | "banking.morningLook" | "controls.nightWatch";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postFailedJobsByJobIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, or failed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
