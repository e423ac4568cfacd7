import { describe as group, expect, test } from "vitest";
import { isPhrase, noteText, phrases, termsText, type NotePhrase, type PhraseLanguage } from "./index.ts";

const languages = Object.keys(phrases) as readonly PhraseLanguage[];

const notes: readonly NotePhrase[] = [
  { key: "specificationAtIssuer" },
  ...Array.from(
    { length: 12 },
    (_, at) => ({ key: "collective", month: `2026-${String(at + 1).padStart(2, "0")}` }) as const,
  ),
  { key: "creditsInPart", number: "100417" },
  { key: "creditsInFull", number: "S-2026/1004" },
];

test.each(languages)("what is written in %s is on the list it is checked against", (language) => {
  for (const note of notes) expect(isPhrase("note", noteText(language, note))).toBe(true);
  for (const days of [0, 14, 30, 365]) expect(isPhrase("terms", termsText(language, days))).toBe(true);
  const list = phrases[language];
  for (const text of Object.values(list.items)) expect(isPhrase("item", text)).toBe(true);
  for (const text of Object.values(list.offices)) expect(isPhrase("office", text)).toBe(true);
  for (const { reason } of Object.values(list.exemptions)) expect(isPhrase("reason", reason)).toBe(true);
});

test("the wording of the month and the number", () => {
  expect(noteText("sv", { key: "collective", month: "2026-10" })).toBe(
    "Samlingsfaktura oktober 2026. Underlag per referens lämnas separat enligt avtal.",
  );
  expect(noteText("da", { key: "creditsInFull", number: "17" })).toBe("Kreditering af faktura 17.");
});

group("nothing else is on a list", () => {
  test.each([
    "",
    "Kreditering av faktura Kari Nordmann.",
    "Kreditering av faktura 100417. Gjelder Kari.",
    "Delvis kreditering av faktura .",
    `Delvis kreditering av faktura ${"1".repeat(21)}.`,
    "Samlefaktura rotfylling 2026. Underlag per referanse gis separat etter avtale.",
    "Samlefaktura oktober 2026. Underlag per referanse gis separat etter avtale.\nKari",
    "samlefaktura oktober 2026. Underlag per referanse gis separat etter avtale.",
  ])("%j is no note", (text) => expect(isPhrase("note", text)).toBe(false));

  test.each(["Netto tretti dager. Oppgi KID ved betaling.", "Netto 3000 dager. Oppgi KID ved betaling.", "30 dager"])(
    "%j are no terms",
    (text) => expect(isPhrase("terms", text)).toBe(false),
  );

  test.each(["Helsetjeneste", "helsetjeneste etter avtale", "Helsetjeneste etter avtale ", "Rotfylling"])(
    "%j is no item",
    (text) => expect(isPhrase("item", text)).toBe(false),
  );
});
