import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const invoiceDocumentErrors = defineErrors({
  ISSUER_NOT_SET: {
    status: 409,
    sentence: "The ledger does not say yet who sends its documents: address and registration are missing.",
    remedy: "Fill in the sender in the ledger's settings, then make the document again.",
  },
  ISSUER_UNFIT: {
    status: 422,
    sentence: "The sender cannot be kept: {problems} things are wrong with it.",
    remedy: "Mend what is listed, then save again.",
  },
  ISSUER_ACCOUNT_MISSING: {
    status: 409,
    sentence: "The ledger had no open bank account on {day} that a payer could pay to.",
    remedy: "Add the account in the ledger's settings, then make the document again.",
  },
  RENDERING_REFUSED: {
    status: 409,
    sentence: "A third party gets the anonymous rendering only.",
    remedy: "Ask for the anonymous rendering; the patient may read the itemised invoice at the clinic.",
  },
  THIRD_PARTY_FOREIGN_NUMBER: {
    status: 409,
    sentence:
      "Number and payment reference came from the practice system and may hold a patient's number. A third party may not read them.",
    remedy:
      "Credit the invoice and send the claim again without number and payment reference: Kvitt then gives its own.",
  },
  THIRD_PARTY_REFERENCE_LEAKS: {
    status: 422,
    sentence: "Something from the patient's record stands in a reference that a third party would read.",
    remedy: "Ask the payer for a reference of its own, a number, and send the claim again with it.",
  },
  INVOICE_TEXTS_ERASED: {
    status: 409,
    sentence: "The texts of this invoice were erased with the patient's record. It cannot be printed again.",
    remedy: "Use the copy that was made before, or the anonymous rendering.",
  },
  DOCUMENT_SUBJECT_NOT_FOUND: {
    status: 404,
    sentence: "There is nothing here that such a document could be made of.",
    remedy: "Look the invoice, payment or customer up again.",
  },
  E_INVOICE_REFUSED: {
    status: 422,
    sentence: "The e-invoice cannot be sent: {problems} things are wrong with it.",
    remedy: "Mend what is listed, or send the anonymous PDF by e-mail or post.",
  },
  E_INVOICE_NOT_THIRD_PARTY: {
    status: 409,
    sentence: "An e-invoice of this kind goes to companies and public bodies, and this payer is a person.",
    remedy: "Send it as eFaktura, by e-mail or by post.",
  },
});

translateErrors(invoiceDocumentErrors, { nb, sv, da, it });
