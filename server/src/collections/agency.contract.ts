/** What every adapter of `DebtCollectionAgency` does, whichever agency it speaks to. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import type { AgencyPacket, DebtCollectionAgency } from "./ports.ts";

export type AgencyBench = {
  readonly agency: DebtCollectionAgency;
  /** How many cases the agency has. */
  readonly cases: () => number;
  /** What the agency was told of a case besides. */
  readonly reports: (caseId: string) => {
    readonly payments: number;
    readonly credits: number;
    readonly corrections: number;
  };
  /** The case is paid in full, or given up. */
  readonly happens: (caseId: string, what: "pay" | "fail") => void;
  /** A status that nobody has seen. */
  readonly tellStrange: (caseId: string) => void;
  /** The next call of a kind loses its answer, before or after the agency's work; for good or once. */
  readonly lose: (call: "handOver" | "statuses", when: "before" | "after", times: number) => void;
  readonly tellNonsense: () => void;
  readonly close: () => Promise<void>;
};

export const packet = (caseId: string, changes: Partial<AgencyPacket> = {}): AgencyPacket => ({
  caseId,
  creditorName: "Solsidan Tandvård",
  debtor: {
    kind: "person",
    name: "Anna Andersson",
    organisationNumber: null,
    address: { line1: "Storgatan 1", line2: null, postCode: "11122", city: "Stockholm", country: "SE" },
  },
  groundText: "Tandvård enligt faktura 100245",
  invoiceNumber: "100245",
  invoiceOn: "2026-02-25",
  dueOn: "2026-03-27",
  currency: "SEK",
  capitalMinor: 400_000n,
  interestMinor: 0n,
  feesMinor: 0n,
  interestFromOn: "2026-03-28",
  interestRule: "statutory",
  reminders: [
    { level: "remind1", sentOn: "2026-04-07" },
    { level: "remind2", sentOn: "2026-04-14" },
  ],
  payments: [],
  ...changes,
});

export function agencyContract(name: string, open: () => Promise<AgencyBench>): void {
  const bench = async (): Promise<AgencyBench> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  };
  describe(`${name} as DebtCollectionAgency`, () => {
    handOverContract(bench);
    statusContract(bench);
    reportContract(bench);
  });
}

function handOverContract(bench: () => Promise<AgencyBench>): void {
  test("S0-45 FR-86 a case handed over again is the same case; with another figure it is refused", async () => {
    const { agency, cases } = await bench();
    const first = await agency.handOver(packet("case-0001"));
    expect(first).toMatchObject({ outcome: "ok", value: { reference: expect.any(String) as string } });
    expect(await agency.handOver(packet("case-0001"))).toEqual(first);
    expect(await agency.handOver(packet("case-0001", { capitalMinor: 400_001n }))).toMatchObject({ reason: "differs" });
    expect(cases()).toBe(1);
  });

  test("DP-022 a packet that lacks a field is refused by the field's name", async () => {
    const { agency, cases } = await bench();
    expect(await agency.handOver(packet("case-0002", { reminders: [] }))).toMatchObject({
      ...{ outcome: "refused", reason: "fieldInvalid", field: "reminders" },
    });
    expect(cases()).toBe(0);
  });

  test.each(["before", "after"] as const)(
    "S0-45 silence %s the agency's work is not known, and asking again is one case",
    async (when) => {
      const till = await bench();
      till.lose("handOver", when, 3);
      expect(await till.agency.handOver(packet("case-0003"))).toMatchObject({ outcome: "unknown" });
      expect(await till.agency.handOver(packet("case-0003"))).toMatchObject({ outcome: "ok" });
      expect(till.cases()).toBe(1);
    },
  );
}

function statusContract(bench: () => Promise<AgencyBench>): void {
  test("S2-28 statuses come in order, from a place on, with the split of what was paid", async () => {
    const { agency, happens } = await bench();
    await agency.handOver(packet("case-0004"));
    const first = await agency.statuses(null);
    expect(first).toMatchObject({ value: { events: [{ caseId: "case-0004", status: "received" }], more: false } });
    happens("case-0004", "pay");
    const next = await agency.statuses(first.outcome === "ok" ? first.value.next : null);
    expect(next).toMatchObject({
      value: { events: [{ status: "paid", amounts: { capitalMinor: 400_000n, remittedMinor: 400_000n } }] },
    });
  });

  test("a status never seen is unknown, with its word, and is never paid", async () => {
    const { agency, tellStrange } = await bench();
    await agency.handOver(packet("case-0005"));
    tellStrange("case-0005");
    const told = await agency.statuses(null);
    const events = told.outcome === "ok" ? told.value.events : [];
    expect(events.at(-1)).toMatchObject({ status: "unknown", said: expect.any(String) as string });
    expect(events.map(({ status }) => status)).not.toContain("paid");
  });

  test("what cannot be read is not known", async () => {
    const { agency, tellNonsense } = await bench();
    tellNonsense();
    expect(await agency.statuses(null)).toMatchObject({ outcome: "unknown", cause: "unreadable" });
  });
}

function reportContract(bench: () => Promise<AgencyBench>): void {
  test("DP-023 money and credits are told once, however often they are said; the case can be withdrawn", async () => {
    const { agency, reports } = await bench();
    await agency.handOver(packet("case-0006"));
    const report = { reportId: "report-1", caseId: "case-0006", amountMinor: 100_000n, on: "2026-05-06" };
    for (const _again of [1, 2]) {
      expect(await agency.reportPayment(report)).toEqual({ outcome: "ok", value: null });
      expect(await agency.reportCredit({ ...report, reportId: "report-2" })).toEqual({ outcome: "ok", value: null });
    }
    expect(reports("case-0006")).toEqual({ payments: 1, credits: 1, corrections: 0 });
    expect(await agency.reportPayment({ ...report, amountMinor: 1n })).toMatchObject({ reason: "differs" });
    expect(await agency.withdraw("case-0006", "CREDITOR_ASKED")).toEqual({ outcome: "ok", value: null });
    expect(await agency.withdraw("case-0006", "CREDITOR_ASKED")).toEqual({ outcome: "ok", value: null });
    expect(await agency.reportPayment({ ...report, caseId: "case-9999" })).toMatchObject({ reason: "notFound" });
  });

  test("E22 DP-023 money that was taken back is told once, as a correction of its report or of the packet; of an unknown report it is refused", async () => {
    const { agency, reports } = await bench();
    await agency.handOver(packet("case-0007"));
    const report = { reportId: "report-3", caseId: "case-0007", amountMinor: 100_000n, on: "2026-05-06" };
    await agency.reportPayment(report);
    const correction = { ...report, reportId: "report-4", on: "2026-05-08", corrects: "report-3" };
    for (const _again of [1, 2])
      expect(await agency.reportReversal(correction)).toEqual({ outcome: "ok", value: null });
    expect(await agency.reportReversal({ ...correction, amountMinor: 1n })).toMatchObject({ reason: "differs" });
    expect(await agency.reportReversal({ ...correction, reportId: "report-5", corrects: "report-9" })).toMatchObject({
      reason: "notFound",
    });
    const ofPacket = { ...correction, reportId: "report-6", corrects: null };
    expect(await agency.reportReversal(ofPacket)).toEqual({ outcome: "ok", value: null });
    expect(reports("case-0007")).toEqual({ payments: 1, credits: 0, corrections: 2 });
  });
}
