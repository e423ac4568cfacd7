import { describe, expect, test } from "vitest";
import {
  errorTable,
  errorText,
  refuse,
  sayIn,
  translatedErrors,
  translatedProblems,
  translations,
} from "../platform/index.ts";
import "./http-server.ts";
import "./index.ts";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

describe("L-04 every refusal in every language", () => {
  test.each(translations)("%s says each code, with the holes and words that English has", (language) => {
    const lacking = errorTable().filter(([code]) => errorText(code, language) === undefined);
    expect(lacking.map(([code]) => code)).toEqual([]);
    for (const [code, { sentence, remedy, words }] of errorTable()) {
      const own = errorText(code, language)!;
      expect(holes(own.sentence), code).toEqual(holes(sentence));
      expect(holes(own.remedy), code).toEqual(holes(remedy));
      expect(Object.keys(own.words ?? {}).sort(), code).toEqual(Object.keys(words ?? {}).sort());
    }
  });

  test.each(translations)("%s is said in its own words, calmly, in whole sentences", (language) => {
    for (const [code, english] of errorTable()) {
      const { sentence, remedy, words = {} } = errorText(code, language)!;
      expect(sentence, code).not.toBe(english.sentence);
      expect(remedy, code).not.toBe(english.remedy);
      for (const text of [sentence, remedy]) expect(text, code).toMatch(/^[^!]+\.$/);
      for (const word of Object.values(words)) expect(word.trim(), code).not.toBe("");
    }
  });

  test("no language keeps a code that is gone", () => {
    const known = new Set(errorTable().map(([code]) => code));
    expect([...translatedErrors().keys()].filter((key) => !known.has(key.slice(3)))).toEqual([]);
  });

  test("single problems are translated in all languages or in none", () => {
    const names = new Map<string, string[]>();
    for (const key of translatedProblems().keys()) {
      const name = key.slice(3);
      names.set(name, [...(names.get(name) ?? []), key.slice(0, 2)]);
    }
    expect(names.size).toBeGreaterThan(0);
    for (const [name, found] of names) {
      expect(found.sort(), name).toEqual([...translations].sort());
      const [first, ...others] = translations.map((language) =>
        holes(translatedProblems().get(`${language} ${name}`)!),
      );
      for (const other of others) expect(other, name).toEqual(first);
    }
  });
});

describe("facts in a sentence", () => {
  test("an amount is money, a day is a day, as the language writes them", () => {
    const amounts = refuse("ALLOCATION_SUM", { partsMinor: 124_050n, amountMinor: -200_000n });
    const said = (language: (typeof translations)[number] | "en") =>
      sayIn(amounts, language).sentence.replace(/[\u00a0\u202f]/g, " ");
    expect(said("en")).toBe("The parts add up to 1,240.50, the money to place is −2,000.00.");
    expect(said("nb")).toBe("Delene blir til sammen 1 240,50, pengene som skal plasseres er −2 000,00.");
    expect(said("it")).toBe("Le parti danno in tutto 1.240,50, il denaro da assegnare è −2.000,00.");

    const days = refuse("PERIOD_CLOSED", { day: "2026-09-30", firstOpenDay: "2026-10-01" });
    expect(sayIn(days, "nb").sentence).toBe("Perioden som 30.09.2026 ligger i, er avsluttet.");
    expect(sayIn(days, "sv").remedy).toBe("Använd en dag i en öppen period; första öppna dag är 2026-10-01.");
    expect(sayIn(days, "it").sentence).toBe("Il periodo che contiene il 30/09/2026 è chiuso.");
    expect(sayIn(days, "en").sentence).toBe("The period that holds 2026-09-30 is closed.");
  });

  test("a state is a word of the language, several are joined by its or; a word nobody knows stays", () => {
    const state = refuse("PROPOSAL_STATE", { state: "withdrawn", needed: "open or approved" });
    expect(sayIn(state, "nb").sentence).toBe(
      "Forslaget er trukket tilbake; her trengs et som er åpent eller godkjent.",
    );
    expect(sayIn(state, "it").sentence).toBe("La proposta è ritirata; ne serve una che sia aperta o approvata.");
    const file = refuse("BANK_FILE_QUARANTINED", { reason: "awaitingRelease" });
    expect(file.message).toBe("The file waits for a person: a second person has to release it.");
    expect(sayIn(file, "da").sentence).toBe("Filen venter på en person: en anden person skal frigive den.");
    expect(sayIn(refuse("BANK_LINE_STATE", { state: "new" }), "sv").sentence).toMatch(/^Bankraden är new;/);
  });
});
