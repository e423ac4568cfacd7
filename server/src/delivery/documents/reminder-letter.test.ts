import { describe, expect, test } from "vitest";
import { languages } from "../../platform/index.ts";
import type { PaymentLetter } from "./model.ts";
import { layOutDocument } from "./render.ts";
import { samplePaymentLetter } from "./samples.ts";

type Reminder = NonNullable<PaymentLetter["reminder"]>;
const letter = (reminder: Reminder, language: PaymentLetter["language"] = "sv"): PaymentLetter => ({
  ...samplePaymentLetter({ country: "SE", language }),
  occasion: "overdue",
  reminder,
});
const said = (of: PaymentLetter): string => JSON.stringify(layOutDocument(of));
const gentle = { nextOn: "2026-04-14", payBy: null } as const;

describe("a letter of follow-up on paper", () => {
  test.each([
    ["nudge", "En vänlig hälsning"],
    ["remind1", "Påminnelse"],
    ["remind2", "Andra påminnelsen"],
  ] as const)("S3-25 DP-012 DP-016 %s names the day of the next step and threatens with nothing", (level, title) => {
    const text = said(letter({ level, ...gentle }));
    expect(text).toContain(title);
    expect(text).toMatch(/senast 14.april.2026 händer inget mer/u);
    expect(text).not.toMatch(/kronofogd|utmätning|betalningsanmärkning|rättslig|inkasso/i);
  });

  test("a notice gives its deadline and says what follows it", () => {
    const text = said(letter({ level: "collectionNotice", nextOn: null, payBy: "2026-05-04" }));
    expect(text).toContain("Meddelande före inkasso");
    expect(text).toMatch(/inte betalt senast 4.maj.2026 kan kravet lämnas till inkasso/u);
  });

  test("E18 several invoices each name what they are paid by", () => {
    const sample = letter({ level: "remind1", ...gentle });
    const [first] = sample.invoices;
    const two = [
      { ...first!, number: "1001", reference: "1014" },
      { ...first!, number: "1002", reference: "1022" },
    ];
    const text = said({ ...sample, invoices: two });
    expect(text).toContain("1001 (1014)");
    expect(text).toContain("1002 (1022)");
  });

  test.each(languages)("every level has its title in %s", (language) => {
    const levels = ["nudge", "remind1", "remind2", "collectionNotice", "paymentDemand"] as const;
    const texts = levels.map((level) => said(letter({ level, ...gentle }, language)));
    expect(new Set(texts).size).toBe(levels.length);
  });
});
