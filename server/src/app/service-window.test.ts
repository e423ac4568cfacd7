import { beforeEach, describe, expect, test } from "vitest";
import { instantIn, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { applyProposal, approveProposal, pauseProposal, proposalById, proposalLines } from "../controls/index.ts";
import { claimSchema, proposeInvoices, receiveClaims } from "../invoicing/index.ts";
import { drainOutbox, runDueSchedules, withTenant, type TenantTransaction } from "../platform/index.ts";
import { createBankReaders } from "./readers/index.ts";
import { codeOf, openApi, read } from "./routes/asking.fixture.ts";
import { ensureDaily, productJobs, productSchedules } from "./commands/work.ts";
import { GO_ON, PAUSE_RUNS, serviceWindow } from "./service-window.ts";

describe("B-09 the service window", () => {
  const zone = "Europe/Oslo";
  const at = (local: string) => serviceWindow(instantIn(local, zone), zone);
  const said = ({ from, to, standing }: ReturnType<typeof at>) =>
    [from, to]
      .map((one) => one.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" }))
      .join("/") + (standing === "later" ? "" : ` ${standing}`);

  test.each([
    ["2026-11-28T02:59", "2026-11-29T03:00/2026-11-29T06:00"],
    ["2026-11-28T03:00", "2026-11-29T03:00/2026-11-29T06:00 soon"],
    ["2026-11-29T02:59", "2026-11-29T03:00/2026-11-29T06:00 soon"],
    ["2026-11-29T03:00", "2026-11-29T03:00/2026-11-29T06:00 open"],
    ["2026-11-29T05:59", "2026-11-29T03:00/2026-11-29T06:00 open"],
    ["2026-11-29T06:00", "2026-12-06T03:00/2026-12-06T06:00"],
    ["2026-11-30T03:30", "2026-12-06T03:00/2026-12-06T06:00"],
    // Clocks go forward at two, and back at three.
    ["2026-03-29T03:00", "2026-03-29T03:00/2026-03-29T06:00 open"],
    ["2026-10-25T02:30", "2026-10-25T03:00/2026-10-25T06:00 soon"],
  ])("at %s is %s", (local, window) => {
    expect(said(at(local))).toBe(window);
  });
});

describe("B-09 a run and the service window", () => {
  let platform: TestPlatform;
  let clinic: TestClinic;
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
  const stateOf = async (id: string) => (await inTenant((tx) => proposalById(tx, id))).state;
  const linesOf = async (id: string) => (await inTenant((tx) => proposalLines(tx, id))).map(({ state }) => state);

  beforeEach(async () => {
    platform = await testPlatform("2026-10-10T12:00");
    clinic = await testClinic(platform);
    await ensureDaily(platform);
    return () => platform.close();
  });

  /** What the schedules and their jobs do up to a moment of the tenant's clock. */
  async function liveTo(local: string): Promise<void> {
    platform.moveTo(local);
    const own = new Map([...productSchedules].filter(([name]) => name === PAUSE_RUNS || name === GO_ON));
    await runDueSchedules(platform, clinic.tenantId, own);
    await drainOutbox(platform, productJobs(createBankReaders()));
  }

  async function approved(amounts: readonly number[]): Promise<string> {
    const claims = amounts.map((amountMinor, at) =>
      claimSchema.parse({
        externalId: platform.ids.next(),
        kind: "INVOICE",
        currency: "NOK",
        amountMinor,
        lines: [{ text: "Rotfylling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
        patient: { ref: `P${String(at)}`, name: "Kari Eksempel", birthDate: "1984-03-09" },
        payer: { type: "PATIENT", ref: `P${String(at)}`, name: "Kari Eksempel", phone: "+4791234567" },
      }),
    );
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-10"));
    await inTenant((tx) => approveProposal(tx, id));
    return id;
  }

  /** Begun, and cut off after its first chunk: it is under way for everybody who looks. */
  async function begun(id: string): Promise<void> {
    let chunks = 0;
    const cut = applyProposal(platform, clinic.context, id, {
      chunk: 1,
      apply: async (_tx, _run, lines) => {
        if (chunks++ > 0) throw new Error("cut");
        return { outcomes: lines.map(({ lineNo }) => ({ lineNo, state: "stale", reason: "changedSince" }) as const) };
      },
    });
    await expect(cut).rejects.toThrow("cut");
  }

  test("under way at three on Sunday it pauses between two chunks, and at six it goes on where it was", async () => {
    const id = await approved([100_000, 200_000, 300_000]);
    await begun(id);
    expect([await stateOf(id), await linesOf(id)]).toEqual(["applying", ["stale", "proposed", "proposed"]]);
    await liveTo("2026-10-11T02:59");
    expect(await stateOf(id)).toBe("applying");
    await liveTo("2026-10-11T03:00");
    expect(await stateOf(id)).toBe("paused");
    await liveTo("2026-10-11T05:59");
    expect(await stateOf(id)).toBe("paused");
    await liveTo("2026-10-11T06:00");
    expect([await stateOf(id), await linesOf(id)]).toEqual(["applied", ["stale", "applied", "applied"]]);
  });

  test("what a person paused stays paused, and on other days nothing pauses", async () => {
    const id = await approved([100_000, 200_000]);
    await begun(id);
    await inTenant((tx) => pauseProposal(tx, id));
    await liveTo("2026-10-11T03:00");
    await liveTo("2026-10-11T06:00");
    expect(await stateOf(id)).toBe("paused");
    const other = await approved([300_000]);
    await liveTo("2026-10-12T03:00");
    await liveTo("2026-10-12T06:00");
    expect(await stateOf(other)).toBe("approved");
  });

  test("a window that nobody was there for pauses nothing afterwards", async () => {
    const id = await approved([100_000, 200_000]);
    await begun(id);
    await liveTo("2026-10-11T07:00");
    expect(await stateOf(id)).toBe("applying");
  });

  test("none is started in it: the refusal says until when, and the page is told before", async () => {
    const id = await approved([100_000]);
    platform.moveTo("2026-10-11T03:30");
    const api = await openApi(platform);
    const manager = await api.person(clinic.context, "hqFinance");
    type Progress = { serviceWindow: { from: string; to: string; standing: string; resting: boolean } };
    const window = async () => read<Progress>(await manager("GET", `/proposals/${id}/progress`)).serviceWindow;
    expect(await window()).toEqual({
      from: "2026-10-11T01:00:00Z",
      to: "2026-10-11T04:00:00Z",
      zone: "Europe/Oslo",
      standing: "open",
      resting: false,
    });
    const refused = await manager("POST", `/proposals/${id}/application`);
    expect(codeOf(refused)).toEqual([409, "SERVICE_WINDOW"]);
    expect(refused.body).toContain("06:00");
    expect(await stateOf(id)).toBe("approved");
    await api.close();
  });
});
