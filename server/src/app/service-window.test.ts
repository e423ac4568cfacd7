import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { instantIn, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import {
  applyProposal,
  approveProposal,
  pauseProposal,
  proposalById,
  proposalLines,
  retryFailed,
  withdrawProposal,
} from "../controls/index.ts";
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

  type Resting = { until: string; zone: string; begun: boolean };
  const SIX = "2026-10-11T04:00:00Z";

  /** A person who may begin runs, signed in at the moment the clock shows. */
  async function atTheDesk() {
    const api = await openApi(platform);
    const ask = await api.person(clinic.context, "hqFinance");
    return {
      begin: (id: string) => ask("POST", `/proposals/${id}/application`),
      post: (id: string, act: string, body?: object) => ask("POST", `/proposals/${id}/${act}`, body ? { body } : {}),
      resting: async (id: string) => {
        const listed = read<{ items: { id: string; resting: Resting | null }[] }>(await ask("GET", "/proposals"));
        const one = read<{ resting: Resting | null }>(await ask("GET", `/proposals/${id}`)).resting;
        expect(listed.items.find((each) => each.id === id)!.resting).toEqual(one);
        return one;
      },
      progress: async (id: string) =>
        read<{ serviceWindow: object; history: { action: string; byName: string | null }[] }>(
          await ask("GET", `/proposals/${id}/progress`),
        ),
      close: () => api.close(),
    };
  }

  test("S1-27 begun in it a run rests, is said to begin at six, and begins then by itself", async () => {
    const id = await approved([100_000, 200_000]);
    platform.moveTo("2026-10-11T02:59");
    await liveTo("2026-10-11T03:00");
    platform.moveTo("2026-10-11T03:30");
    const desk = await atTheDesk();
    const window = { from: "2026-10-11T01:00:00Z", to: SIX, zone: "Europe/Oslo", standing: "open" };
    expect((await desk.progress(id)).serviceWindow).toEqual({ ...window, resting: false });
    expect(await desk.resting(id)).toBe(null);
    const answer = await desk.begin(id);
    expect([answer.status, read(answer)]).toEqual([202, { restsUntil: SIX }]);
    expect(await desk.resting(id)).toEqual({ until: SIX, zone: "Europe/Oslo", begun: false });
    expect((await desk.progress(id)).serviceWindow).toEqual({ ...window, resting: true });
    expect([await stateOf(id), await linesOf(id)]).toEqual(["paused", ["proposed", "proposed"]]);
    // Begun again it is the same run, and begun once.
    expect((await desk.begin(id)).status).toBe(202);
    expect((await desk.progress(id)).history.filter(({ action }) => action === "proposal.rested")).toEqual([
      expect.objectContaining({ byName: expect.any(String) as string }),
    ]);
    await desk.close();
    await liveTo("2026-10-11T05:59");
    expect(await stateOf(id)).toBe("paused");
    await liveTo("2026-10-11T06:00");
    expect([await stateOf(id), await linesOf(id)]).toEqual(["applied", ["applied", "applied"]]);
    const later = await atTheDesk();
    expect(await later.resting(id)).toBe(null);
    await later.close();
  });

  test("what is resumed in it rests, and goes on at six", async () => {
    const id = await approved([100_000, 200_000, 300_000]);
    await begun(id);
    await inTenant((tx) => pauseProposal(tx, id));
    platform.moveTo("2026-10-11T04:00");
    const desk = await atTheDesk();
    expect(await desk.resting(id)).toBe(null);
    expect((await desk.begin(id)).status).toBe(202);
    expect(await desk.resting(id)).toMatchObject({ begun: true });
    await desk.close();
    await liveTo("2026-10-11T06:00");
    expect([await stateOf(id), await linesOf(id)]).toEqual(["applied", ["stale", "applied", "applied"]]);
  });

  /** A run at its end, every line of which failed for one cause. */
  async function failed(id: string): Promise<void> {
    await applyProposal(platform, clinic.context, id, {
      chunk: 9,
      apply: (_tx, _run, lines) =>
        Promise.resolve({
          outcomes: lines.map(({ lineNo }) => ({ lineNo, state: "failed", reason: "cause" }) as const),
        }),
    });
  }

  test("lines that failed are tried again in it: the run rests, and does them at six", async () => {
    const id = await approved([100_000, 200_000]);
    await failed(id);
    platform.moveTo("2026-10-11T04:00");
    const desk = await atTheDesk();
    expect((await desk.post(id, "retry", { reason: "cause" })).status).toBe(200);
    expect(await desk.resting(id)).toBe(null);
    expect((await desk.begin(id)).status).toBe(202);
    expect(await desk.resting(id)).toMatchObject({ begun: true });
    await desk.close();
    await liveTo("2026-10-11T06:00");
    expect([await stateOf(id), await linesOf(id)]).toEqual(["applied", ["applied", "applied"]]);
  });

  test("made ready to be tried again by a person, a run waits for that person, though a window paused it once", async () => {
    const id = await approved([100_000, 200_000]);
    await begun(id);
    await liveTo("2026-10-11T03:00");
    platform.moveTo("2026-10-11T06:00");
    await failed(id);
    await inTenant((tx) => retryFailed(tx, id, "cause"));
    await liveTo("2026-10-11T06:01");
    expect(await stateOf(id)).toBe("paused");
  });

  test("one that rests is cancelled by a person, and does not begin", async () => {
    const id = await approved([100_000]);
    platform.moveTo("2026-10-11T04:00");
    const desk = await atTheDesk();
    expect((await desk.begin(id)).status).toBe(202);
    expect((await desk.post(id, "cancellation")).status).toBe(204);
    expect(await desk.resting(id)).toBe(null);
    await desk.close();
    await liveTo("2026-10-11T06:00");
    expect([await stateOf(id), await linesOf(id)]).toEqual(["cancelled", ["proposed"]]);
  });

  test("what could not begin at any other hour does not rest either: too old, or withdrawn", async () => {
    const id = await approved([100_000]);
    const other = await approved([200_000]);
    await inTenant((tx) => withdrawProposal(tx, other));
    platform.moveTo("2026-10-18T04:00");
    const desk = await atTheDesk();
    expect(codeOf(await desk.begin(id))).toEqual([409, "PROPOSAL_EXPIRED"]);
    expect(codeOf(await desk.begin(other))).toEqual([409, "PROPOSAL_STATE"]);
    expect([await stateOf(id), await stateOf(other)]).toEqual(["approved", "withdrawn"]);
    await desk.close();
  });

  test.each([
    ["2026-10-11T02:59", 200, "applied"],
    ["2026-10-11T03:00", 202, "paused"],
    ["2026-10-11T05:59", 202, "paused"],
    ["2026-10-11T06:00", 200, "applied"],
  ])("begun at %s is answered %i and %s", async (local, status, state) => {
    const id = await approved([100_000]);
    platform.moveTo(local);
    const desk = await atTheDesk();
    expect((await desk.begin(id)).status).toBe(status);
    expect(await stateOf(id)).toBe(state);
    await desk.close();
  });

  test("begun in its last moment, when what begins the others has looked already, it begins at once", async () => {
    const id = await approved([100_000]);
    platform.moveTo("2026-10-11T05:59");
    const desk = await atTheDesk();
    const waits = sql<{ waiting: bigint }>`
      select count(*) as waiting from pg_locks l where not l.granted and pg_backend_pid() = any (pg_blocking_pids(l.pid))`;
    const { answer } = await inTenant(async (tx) => {
      await proposalById(tx, id, true);
      const asked = desk.begin(id);
      await expect.poll(async () => (await waits.execute(tx.db)).rows[0]!.waiting).toBe(1n);
      platform.moveTo("2026-10-11T06:00");
      return { answer: asked };
    });
    expect((await answer).status).toBe(200);
    expect(await stateOf(id)).toBe("applied");
    await desk.close();
  });
});
