import { describe, expect, it } from "vitest";
import { invoiceLadder, isAsked, messageLadder, remindersLadder, type Reach } from "./ladder.ts";

const none: Reach = {
  kind: "person",
  preference: null,
  hasOrgNo: false,
  hasPhone: false,
  hasEmail: false,
  hasAddress: false,
  takesEmailInvoices: false,
  hasNetBank: true,
};
const all = { hasPhone: true, hasEmail: true, hasAddress: true };
const company = { ...all, kind: "company", hasOrgNo: true, hasNetBank: false } as const;
const rows: [string, Partial<Reach>, string, string, boolean][] = [
  // who                                                        message        invoice, beside            is asked
  ["S0-27 a telephone", { hasPhone: true }, "sms", "efaktura + sms", true],
  ["everything, no consent", all, "sms email", "efaktura paper + sms", true],
  [
    "FR-34 everything, with consent",
    { ...all, takesEmailInvoices: true },
    "sms email",
    "efaktura email paper + sms",
    true,
  ],
  ["consent, but no address for it", { hasPhone: true, takesEmailInvoices: true }, "sms", "efaktura + sms", true],
  ["e-mail alone", { hasEmail: true }, "email", "efaktura", true],
  ["S0-28 an address alone", { hasAddress: true }, "", "efaktura paper", false],
  ["nothing, in a market with a net bank", {}, "", "efaktura", false],
  ["nothing, in a market without", { hasNetBank: false }, "", "", false],
  ["a telephone, in a market without a net bank", { hasNetBank: false, hasPhone: true }, "sms", "", true],
  [
    "S1-05 prefers e-mail",
    { ...all, preference: "email", takesEmailInvoices: true },
    "email sms",
    "email efaktura paper + sms",
    true,
  ],
  [
    "S1-05 prefers e-mail without having accepted it",
    { ...all, preference: "email" },
    "email sms",
    "efaktura paper + sms",
    true,
  ],
  ["S1-04 prefers paper", { ...all, preference: "paper" }, "sms email", "paper efaktura + sms", false],
  ["prefers the net bank", { ...all, preference: "efaktura" }, "sms email", "efaktura paper + sms", false],
  ["prefers SMS, which is never an invoice", { ...all, preference: "sms" }, "sms email", "efaktura paper + sms", true],
  ["S1-04 a company", company, "", "ehf email paper", false],
  ["a company that prefers paper", { ...company, preference: "paper" }, "", "paper ehf email", false],
  ["a company without a number", { ...company, hasOrgNo: false }, "", "email paper", false],
  ["a company with nothing but a number", { ...company, hasEmail: false, hasAddress: false }, "", "ehf", false],
];

describe("S1-03 FR-43 by which channels", () => {
  it.each(rows)("%s", (_, changes, message, invoice, asked) => {
    const reach = { ...none, ...changes };
    const { ladder, beside } = invoiceLadder(reach);
    expect(messageLadder(reach).join(" ")).toBe(message);
    expect([ladder.join(" "), beside.join(" ")].filter((part) => part !== "").join(" + ")).toBe(invoice);
    expect(isAsked(reach)).toBe(asked);
  });

  it("a link by SMS is beside an invoice, never a rung of it, and never alone", () => {
    for (const [, changes] of rows) {
      const { ladder, beside } = invoiceLadder({ ...none, ...changes });
      expect(ladder).not.toContain("sms");
      expect(beside.length > 0 && ladder.length === 0).toBe(false);
    }
  });
});

describe("for a reminder", () => {
  it.each([
    ["everything", all, "sms email paper", "sms email", "paper"],
    ["who wants paper", { ...all, preference: "paper" }, "paper sms email", "sms email", "paper"],
    ["an address alone", { hasAddress: true }, "paper", "", "paper"],
    ["nothing", {}, "", "", ""],
    ["a company", company, "email paper", "email", "paper"],
  ] as const)("%s", (_title, changes, thenPost, text, post) => {
    const ladder = (name: "digitalThenPost" | "textMessage" | "postOnly") =>
      remindersLadder({ ...none, ...changes }, name).join(" ");
    expect([ladder("digitalThenPost"), ladder("textMessage"), ladder("postOnly")]).toEqual([thenPost, text, post]);
  });
});
