/** The ways to pay that clinics use, by country, in the form that e-invoices write them. */
import type { PaymentMeans } from "./model.ts";

const only = <K extends keyof PaymentMeans>(key: K, value: PaymentMeans[K] | undefined): Partial<PaymentMeans> =>
  value === undefined ? {} : { [key]: value };

/** Norway, domestic payers: an account of 11 digits and a KID. */
export function kidPayment(account: string, kid: string): PaymentMeans {
  return { code: "30", name: "Kreditoverføring", reference: kid, account };
}

/** Norway and Sweden, payers abroad: an IBAN with the bank's BIC. */
export function ibanPayment(given: {
  readonly iban: string;
  readonly bic?: string;
  readonly reference?: string;
  readonly accountName?: string;
  /** What the payment is called, BT-82. */
  readonly name?: string;
}): PaymentMeans {
  return {
    code: "30",
    ...only("name", given.name),
    ...only("reference", given.reference),
    account: given.iban,
    ...only("accountName", given.accountName),
    ...only("branch", given.bic),
  };
}

/** Sweden: a bankgiro number without hyphen and an OCR number. */
export function bankgiroPayment(bankgiro: string, ocr: string): PaymentMeans {
  return { code: "30", name: "Bankgiro", reference: ocr, account: bankgiro, branch: "SE:BANKGIRO" };
}

/** Sweden: a plusgiro number without hyphen and an OCR number. */
export function plusgiroPayment(plusgiro: string, ocr: string): PaymentMeans {
  return { code: "30", name: "Plusgiro", reference: ocr, account: plusgiro, branch: "SE:PLUSGIRO" };
}

/** Denmark: a payment slip; card types 71 and 75 carry the digits of `id`, 73 none. */
export function fikPayment(creditor: string, cardType: "71" | "73" | "75", id = ""): PaymentMeans {
  return { code: "93", name: "FIK", reference: `${cardType}#${id}`, account: creditor };
}

/** Denmark: a bank transfer to a registration number of 4 digits and an account. */
export function danishTransfer(registration: string, account: string, reference?: string): PaymentMeans {
  return { code: "42", ...only("reference", reference), account, branch: registration };
}
