import { z } from "zod";
import { SUPPORT_KINDS } from "./state-share/model.ts";

/** The claim as a practice system sends it. Unknown fields are refused (SEC-11); amounts arrive as JSON integers and become bigint. */

const text = (longest: number) => z.string().trim().min(1).max(longest);
const minor = z.int().transform(BigInt);
const notNegative = z.int().min(0).transform(BigInt);

const address = z.strictObject({
  line1: text(120),
  line2: text(120).nullish(),
  postCode: text(12),
  city: text(80),
  country: z.string().length(2).nullish(),
});

const contacts = {
  phone: text(24).nullish(),
  email: text(254).nullish(),
  address: address.nullish(),
};

const person = {
  ref: text(64),
  name: text(200),
};

const patient = z.strictObject({
  ...person,
  birthDate: z.iso.date().nullish(),
  birthYear: z.int().min(1900).max(2200).nullish(),
});

export const payerTypes = ["PATIENT", "GUARDIAN", "RELATIVE", "EMPLOYER", "INSURER", "BUSINESS"] as const;

export const payerDeliveries = ["EFAKTURA", "EHF", "EMAIL", "SMS", "PAPER"] as const;
export const payerCreditChecks = ["ASK", "ALWAYS", "NEVER"] as const;

const payer = z.strictObject({
  type: z.enum(payerTypes),
  ref: text(64).nullish(),
  name: text(200),
  ...contacts,
  orgNo: text(20).nullish(),
  /** How the payer wants invoices (S1-05), and whether its credit may be checked (S1-06): what the customer register then says. */
  delivery: z.enum(payerDeliveries).nullish(),
  creditCheck: z.enum(payerCreditChecks).nullish(),
});

/** A guardian of a minor, or a relative who receives payment messages for an adult. Several share by `shareBasisPoints`. */
const guardian = z.strictObject({
  ...person,
  ...contacts,
  shareBasisPoints: z.int().min(1).max(10_000).nullish(),
});

const line = z.strictObject({
  text: text(500),
  /** What the payer is asked for, `vatMinor` included: where the state has a share, the patient's part of the price. */
  amountMinor: minor,
  vatCode: text(20),
  vatMinor: minor,
  /** Where the state pays a share (SE): the whole price, the reference price, the visit as the state knows it, and each share. price = shares + amount. */
  priceMinor: notNegative.nullish(),
  referencePriceMinor: notNegative.nullish(),
  visitId: text(64).nullish(),
  stateShare: z
    .array(z.strictObject({ kind: z.enum(SUPPORT_KINDS), amountMinor: notNegative }))
    .max(SUPPORT_KINDS.length)
    .nullish(),
});

export const claimKinds = ["INVOICE", "PLAN_TERM", "CREDIT", "BUSINESS_LINE"] as const;

export const claimChoices = ["CARD", "VIPPS", "SWISH", "PART_PAYMENT", "INVOICE"] as const;

const fields = z.strictObject({
  externalId: text(100),
  kind: z.enum(claimKinds),
  number: text(30).nullish(),
  kid: text(25).nullish(),
  issueDate: z.iso.date().nullish(),
  dueDate: z.iso.date().nullish(),
  currency: z.string().length(3),
  /** Zero only where the state pays it all. */
  amountMinor: notNegative,
  lines: z.array(line).min(1).max(500),
  patient: patient.nullish(),
  payer: payer.nullish(),
  guardian: z.union([guardian, z.array(guardian).min(1).max(6)]).nullish(),
  /** The ways the payer may choose among; left out is all that the ledger has. */
  choices: z.array(z.enum(claimChoices)).max(claimChoices.length).nullish(),
  plan: z
    .strictObject({
      externalId: text(100),
      kind: z.enum(["PLANNED", "PERFORMED"]),
      termNo: z.int().min(1),
      terms: z.int().min(1),
    })
    .nullish(),
  credits: text(100).nullish(),
  businessMode: z.enum(["SINGLE", "COLLECTIVE"]).nullish(),
  thirdPartyReference: text(100).nullish(),
  /** Of a CREDIT that takes only the patient's part: the clinic has corrected its claim to the state. */
  supportClaimCorrected: z.boolean().nullish(),
});

/** One claim (FR-10). `z.input` is the JSON on the wire, `Claim` what the use case takes. */
export const claimSchema = fields.refine(
  ({ amountMinor, lines }) => amountMinor > 0n || lines.some(({ stateShare }) => stateShare?.length),
  { path: ["amountMinor"], message: "Too small: expected more than 0 where the state does not pay it all" },
);

export type Claim = z.output<typeof claimSchema>;
export type ClaimPayer = NonNullable<Claim["payer"]>;
export type ClaimGuardian = z.output<typeof guardian>;

/** The guardians of a claim as a list: none, the one, or several with shares. */
export function guardiansOf(claim: Claim): readonly ClaimGuardian[] {
  if (!claim.guardian) return [];
  return Array.isArray(claim.guardian) ? claim.guardian : [claim.guardian];
}
