import { problemKinds } from "@kvitt/format-iso20022";
import { rules } from "@kvitt/format-nets";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { translatedProblems, translations } from "../../platform/index.ts";
import { openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

type Problem = { readonly code: string; readonly sentence: string; readonly field?: string; readonly facts?: unknown };
type Refused = Problem & { readonly remedy: string; readonly problems?: readonly Problem[] };

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let program: Ask;
let finance: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  program = await api.program(clinic.context, ["claims:write", "invoices:read"]);
  finance = await api.person(clinic.context, "hqFinance");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const inLanguage = (language: string) => ({ headers: { "accept-language": language } });
const nowhere = (language: string): Promise<Answer> =>
  program("GET", `/invoices/${platform.ids.next()}`, inLanguage(language));

describe("E-04 L-01 a refusal in the language that is asked for", () => {
  test.each([
    ["nb", "nb", "Denne fakturaen finnes ikke.", "Kontroller nummeret eller id-en."],
    ["nn-NO", "nb", "Denne fakturaen finnes ikke.", "Kontroller nummeret eller id-en."],
    ["sv-SE,sv;q=0.9,en;q=0.5", "sv", "Den fakturan finns inte.", "Kontrollera numret eller id:t."],
    ["fr, da;q=0.7, en;q=0.3", "da", "Den faktura findes ikke.", "Kontrollér nummeret eller id'et."],
    ["en;q=0.2, it;q=0.8", "it", "Questa fattura non esiste.", "Controllare il numero o l'id."],
    ["it;q=0, en", "en", "There is no such invoice.", "Check the number or the id."],
    ["fr, *", "en", "There is no such invoice.", "Check the number or the id."],
    ["tlh", "en", "There is no such invoice.", "Check the number or the id."],
  ])("%s is answered in %s", async (asked, language, sentence, remedy) => {
    const answer = await nowhere(asked);
    expect(read<Refused>(answer)).toMatchObject({ code: "INVOICE_NOT_FOUND", sentence, remedy });
    expect(answer.headers).toMatchObject({ "content-language": language, vary: "accept-language" });
  });

  test("who names no language, or is not let in, is answered too", async () => {
    const plain = await program("GET", `/invoices/${platform.ids.next()}`);
    expect(read<Refused>(plain).sentence).toBe("There is no such invoice.");
    expect(plain.headers["content-language"]).toBe("en");
    const stranger = await api.server.inject({ url: "/api/v1/me", headers: { "accept-language": "sv" } });
    expect(stranger.json<Refused>()).toMatchObject({ code: "NOT_SIGNED_IN", sentence: "Du är inte inloggad." });
    const lost = await api.server.inject({ url: "/nowhere", headers: { "accept-language": "da" } });
    expect(lost.json<Refused>()).toMatchObject({ code: "NOT_FOUND", sentence: "Her er der intet." });
  });
});

describe("single problems of an input", () => {
  const claim = {
    externalId: "journal-1",
    kind: "INVOICE",
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor: 245_000,
    lines: [{ text: "Behandling", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P1", name: "Pasient 1", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P1", name: "Pasient 1", phone: "+4791234567" },
  };
  const send = (body: readonly object[], language: string) =>
    program("POST", `/ledgers/${clinic.ledgerId}/claims/batch`, { body, ...inLanguage(language) });

  test("fields of the wrong form: rule and field are the same in all languages, bounds stand in the sentence", async () => {
    const bad = [{ ...claim, issueDate: "2026-02-30", strange: 1, externalId: "x".repeat(500) }];
    const { sentence, problems } = read<Refused>(await send(bad, "nb"));
    expect(sentence).toBe("Det som ble sendt, passer ikke med det som ble spurt om.");
    const english = read<Refused>(await send(bad, "en")).problems!;
    expect(problems!.map(({ code, field }) => [code, field])).toEqual(english.map(({ code, field }) => [code, field]));
    const said = problems!.map((problem) => problem.sentence);
    expect(said).toContain("Dette feltet er ikke kjent her.");
    expect(said).toContain("Verdien er ikke skrevet slik den skal være.");
    expect(said.some((text) => /^Verdien er for stor eller for lang: høyst \d+\.$/.test(text))).toBe(true);
    expect(problems!.every((problem) => problem.facts === undefined)).toBe(true);
  });

  test("a rule of our own is said in our own words", async () => {
    const url = `/ledgers/${clinic.ledgerId}/reports/aging?asOf=2026-02-30`;
    const { problems } = read<Refused>(await finance("GET", url, inLanguage("it")));
    expect(problems).toEqual([
      { code: "FIELD_INVALID", sentence: "Non è un giorno del calendario.", field: "asOf", rule: "custom" },
    ]);
  });

  test("rules of a claim: the refusal and each line, with amounts and days as the reader writes them", async () => {
    const bad = [{ ...claim, amountMinor: 245_100, dueDate: "2026-10-01" }];
    const { code, sentence, problems } = read<Refused>(await send(bad, "da"));
    expect(code).toBe("CLAIMS_REFUSED");
    expect(sentence).toBe("Intet blev modtaget: 1 af kravene er ikke rigtige, af forskellige grunde.");
    const said = problems!.map((problem) => problem.sentence.replace(/[\u00a0\u202f]/g, " "));
    expect(said).toContain("Linjerne bliver tilsammen 2.450,00 og ikke beløbet 2.451,00.");
    expect(said).toContain("Forfaldsdatoen ligger før fakturadatoen.");
    expect(problems!.every((problem) => problem.facts === undefined)).toBe(true);
    expect(read<Refused>(await send(bad, "en")).problems!.every((problem) => problem.facts === undefined)).toBe(true);
  });
});

describe("findings of a bank file", () => {
  test("every code of the formats is said in every language", () => {
    const codes = [...Object.keys(rules), ...Object.keys(problemKinds)];
    for (const language of translations)
      for (const code of codes)
        expect(translatedProblems().has(`${language} ${code}`), `${language} ${code}`).toBe(true);
  });

  test("a file that was cut off says so in the reader's language, today and when it is looked at again", async () => {
    const whole = Buffer.from(
      ocrFile({
        transmission: 1,
        settledOn: "2026-10-06",
        payments: [{ kid: "1047112601018", amountMinor: 100n, payer: "12345678903" }],
      }),
    );
    const cut = whole.subarray(0, whole.lastIndexOf("NY"));
    const { id, problems } = read<{ id: string; problems: Problem[] }>(
      await finance("POST", "/bank-files", { file: cut, headers: { "accept-language": "sv" } }),
    );
    expect(problems[0]!.sentence).toBe(
      "Posterna står inte i rätt ordning, eller en post saknas. Filen kan vara avkortad.",
    );
    const again = await finance("GET", `/bank-files/${id}`, inLanguage("it"));
    expect(again.headers).toMatchObject({ "content-language": "it", vary: "accept-language" });
    expect(read<{ problems: Problem[] }>(again).problems[0]!.sentence).toMatch(/^I record non sono nell'ordine giusto/);
    const english = read<{ problems: Problem[] }>(await finance("GET", `/bank-files/${id}`));
    expect(english.problems[0]!.sentence).toMatch(/record 89/);
  });
});
