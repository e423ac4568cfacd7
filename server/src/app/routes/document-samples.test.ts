import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { codeOf, openApi, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform, { name: "Fjordsmil Tannklinikk AS" });
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const sample = (kind: string, language = "nb") =>
  manager("GET", `/ledgers/${clinic.ledgerId}/document-samples?kind=${kind}&language=${language}`);

describe("a document is looked at before anybody gets one", () => {
  test.each(["invoice", "thirdPartyInvoice", "receipt"])(
    "G-08 %s as a tagged PDF in the ledger's name, the same each time",
    async (kind) => {
      const first = await sample(kind);
      expect([first.status, first.headers["content-type"]]).toEqual([200, "application/pdf"]);
      expect(first.body.slice(0, 8)).toBe("%PDF-1.7");
      expect(first.body).toContain("/StructTreeRoot");
      expect((await sample(kind)).body).toBe(first.body);
      expect((await sample(kind, "it")).body).not.toBe(first.body);
    },
  );

  test("a kind or language that is not there is refused", async () => {
    expect(codeOf(await sample("postcard"))[0]).toBe(422);
    expect(codeOf(await sample("invoice", "fr"))[0]).toBe(422);
  });
});
