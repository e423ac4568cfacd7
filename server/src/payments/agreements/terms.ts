import { holdsForbiddenNumber } from "@kvitt/values";
import * as z from "zod";
import type { Way } from "../types.ts";

/**
 * What an agreement by a way consists of: the partner, what may be written down about the clinic there, and which secrets there are. Names that
 * do not stand here are refused: nothing that could be a secret ends up among the settings.
 */

type Terms = {
  readonly partner: string;
  /** The one currency that this way moves; left out where the partner decides. */
  readonly moves?: string;
  readonly settings: z.ZodType<Readonly<Record<string, string>>>;
  /** Without these nothing can be begun. */
  readonly needs: readonly string[];
  /** By which the partner's events are believed. Some give it only once the address is registered. */
  readonly signs: readonly string[];
  /** Bank days until its money is on the account where nothing else is agreed; null where the partner says nothing of it. */
  readonly payoutBankDays: number | null;
};

const settings = (shape: Readonly<Record<string, z.ZodType<string>>>): Terms["settings"] => z.strictObject(shape);

const digits = (pattern: RegExp) => z.string().regex(pattern);
/** A partner's name for the clinic: never what could be somebody's number (SEC-55). */
const word = z
  .string()
  .regex(/^[\w.:-]{1,100}$/)
  .refine((text) => !holdsForbiddenNumber(text));

const terms: Readonly<Record<Way, Terms>> = {
  vipps: {
    partner: "vipps",
    settings: settings({ merchantSerialNumber: digits(/^\d{4,7}$/), clientId: word }),
    needs: ["clientSecret", "subscriptionKey"],
    signs: ["webhookSecret"],
    payoutBankDays: 2,
  },
  card: {
    partner: "stripe",
    settings: settings({ accountId: digits(/^acct_\w{1,60}$/) }),
    needs: ["secretKey"],
    signs: ["webhookSecret"],
    payoutBankDays: null,
  },
  swish: {
    partner: "swish",
    moves: "SEK",
    // The clinic's Swish number; the certificate belongs to it.
    settings: settings({ payeeAlias: digits(/^123\d{7}$/) }),
    needs: ["certificate", "privateKey"],
    signs: ["callbackIdentifier"],
    payoutBankDays: 0,
  },
  partPayment: {
    partner: "finance",
    settings: settings({ merchantId: word }),
    needs: ["apiKey"],
    signs: ["webhookSecret"],
    // The first bank day after the purchase.
    payoutBankDays: 1,
  },
};

export const termsOf = (way: Way): Terms => terms[way];

/** Every secret an agreement by this way may have. */
export const secretNames = (way: Way): readonly string[] => [...terms[way].needs, ...terms[way].signs];

/** The partners whose events may come in. */
export const partners: readonly string[] = Object.values(terms).map(({ partner }) => partner);
