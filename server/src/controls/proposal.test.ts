import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  applyProposal,
  approveProposal,
  cancelProposal,
  createProposal,
  createProposalOf,
  holdLines,
  lineGroups,
  pauseProposal,
  proposalById,
  proposalLines,
  releaseLines,
  retryFailed,
  withdrawProposal,
  type Applier,
  type LineBundle,
  type LineOutcome,
  type ProposalLineDraft,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const line = (amountMinor: bigint): ProposalLineDraft => ({
  action: "issueInvoice",
  subjectKind: "claim",
  subjectId: platform.ids.next(),
  seenHash: createHash("sha256").update(String(amountMinor)).digest(),
  amountMinor,
  explanation: { rule: "invoiceRun.single", version: 1, inputs: { amountMinor } },
});
const propose = (amounts: readonly bigint[]) =>
  inTenant((tx) =>
    createProposal(tx, {
      kind: "invoiceRun",
      ledgerId: clinic.ledgerId,
      asOfOn: "2026-10-05",
      lines: amounts.map(line),
      totals: { invoices: amounts.length },
    }),
  );

/** Applies every line but those of 13 øre, which it calls stale, and counts how often each line was done. */
function counting(): Applier & { seen: number[] } {
  const seen: number[] = [];
  return {
    seen,
    chunk: 2,
    async apply(_tx, _proposal, lines) {
      seen.push(...lines.map((l) => l.lineNo));
      const outcomes = lines.map((l): LineOutcome =>
        l.amountMinor === 13n
          ? { lineNo: l.lineNo, state: "stale", reason: "changed" }
          : { lineNo: l.lineNo, state: "applied" },
      );
      return { outcomes };
    },
  };
}

describe("propose, approve, apply", () => {
  test("N-05 X-04 a proposal that nobody applies changes nothing, and says before what it would do", async () => {
    const proposal = await propose([100n, 200n]);
    expect(proposal.state).toBe("open");
    expect(
      (await inTenant((tx) => proposalLines(tx, proposal.id))).map((l) => [l.lineNo, l.amountMinor, l.state]),
    ).toEqual([
      [1, 100n, "proposed"],
      [2, 200n, "proposed"],
    ]);
    await expect(applyProposal(platform, clinic.context, proposal.id, counting())).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
  });

  test("N-05 held lines stay out, changed lines are listed as stale, each line is done once", async () => {
    const proposal = await propose([100n, 13n, 300n, 400n, 500n]);
    await inTenant((tx) => holdLines(tx, proposal.id, [4], "The patient called"));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const applier = counting();
    expect(await applyProposal(platform, clinic.context, proposal.id, applier)).toEqual({
      applied: 3,
      stale: 1,
      failed: 0,
      held: 1,
      appliedMinor: 900n,
    });
    expect(applier.seen).toEqual([1, 2, 3, 5]);
    await expect(applyProposal(platform, clinic.context, proposal.id, applier)).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
  });

  test("an applying that was cut goes on where it stopped", async () => {
    const proposal = await propose([1n, 2n, 3n, 4n, 5n]);
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const cut = counting();
    let chunks = 0;
    const failing: Applier = {
      chunk: 2,
      apply: (...given) => (chunks++ === 1 ? Promise.reject(new Error("cut")) : cut.apply(...given)),
    };
    await expect(applyProposal(platform, clinic.context, proposal.id, failing)).rejects.toThrow("cut");
    const rest = counting();
    expect(await applyProposal(platform, clinic.context, proposal.id, rest)).toMatchObject({ applied: 5 });
    expect([...cut.seen, ...rest.seen]).toEqual([1, 2, 3, 4, 5]);
  });

  test("two lanes do each line once; when a chunk fails no other begins, and a second run does the rest", async () => {
    const proposal = await propose(Array.from({ length: 12 }, (_, i) => BigInt(i + 2)));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const first = counting();
    const failing: Applier = {
      chunk: 2,
      lanes: 2,
      apply: (...given) => (given[2][0]!.lineNo === 5 ? Promise.reject(new Error("cut")) : first.apply(...given)),
    };
    await expect(applyProposal(platform, clinic.context, proposal.id, failing)).rejects.toThrow("cut");
    expect(first.seen).not.toContain(5);
    expect(first.seen.length).toBeLessThan(12);
    const rest = counting();
    const totals = await applyProposal(platform, clinic.context, proposal.id, { ...rest, lanes: 2 });
    expect(totals).toMatchObject({ applied: 11, stale: 1 });
    expect([...first.seen, ...rest.seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  test("X-05 two runs of one proposal at the same moment do each line once: who is overtaken looks again", async () => {
    const proposal = await propose(Array.from({ length: 6 }, (_, i) => BigInt(i + 20)));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const met = Promise.withResolvers<null>();
    let running = 0;
    const waiting = (): Applier & { committed: number[][] } => {
      const committed: number[][] = [];
      return {
        committed,
        chunk: 6,
        async apply(_tx, _proposal, lines) {
          // Both have read the lines before either writes what became of them.
          if (++running === 2) met.resolve(null);
          await met.promise;
          committed.push(lines.map((l) => l.lineNo));
          return { outcomes: lines.map((l) => ({ lineNo: l.lineNo, state: "applied" })) };
        },
      };
    };
    const [one, other] = [waiting(), waiting()];
    const ended = await Promise.allSettled(
      [one, other].map((applier) => applyProposal(platform, clinic.context, proposal.id, applier)),
    );
    expect(ended.some((each) => each.status === "fulfilled")).toBe(true);
    const lines = await inTenant((tx) => proposalLines(tx, proposal.id));
    expect(lines.map((l) => l.state)).toEqual(Array.from({ length: 6 }, () => "applied"));
    expect([...one.committed, ...other.committed]).toHaveLength(2);
  });

  test("SEC-12 approval ends after 72 hours, and when a stored line was changed behind our back", async () => {
    const changed = await propose([100n]);
    await inTenant((tx) => approveProposal(tx, changed.id));
    await asSuperuser(platform, "update proposal_line set amount_minor = 900 where proposal_id = $1", [changed.id]);
    await expect(applyProposal(platform, clinic.context, changed.id, counting())).rejects.toMatchObject({
      code: "PROPOSAL_CHANGED",
    });

    const late = await propose([100n]);
    await inTenant((tx) => approveProposal(tx, late.id));
    platform.moveTo("2026-10-09T09:00");
    await expect(applyProposal(platform, clinic.context, late.id, counting())).rejects.toMatchObject({
      code: "PROPOSAL_EXPIRED",
    });
  });

  test("N-04 lines that stand there for the same reason share one explanation, and each line still tells its own", async () => {
    const proposal = await propose([100n, 200n, 100n, 200n, 300n]);
    const kept = await inTenant((tx) =>
      sql`select no from proposal_explanation where tenant_id = ${tx.tenantId} and proposal_id = ${proposal.id}`.execute(
        tx.db,
      ),
    );
    expect(kept.rows).toHaveLength(3);
    const lines = await inTenant((tx) => proposalLines(tx, proposal.id));
    expect(lines.map(({ explanation }) => explanation.inputs["amountMinor"])).toEqual([100, 200, 100, 200, 300]);
  });

  test("SEC-12 an explanation that was changed behind our back is not what was approved", async () => {
    const changed = await propose([100n, 200n]);
    await inTenant((tx) => approveProposal(tx, changed.id));
    const other = `update proposal_explanation set explanation = '{"rule":"other","version":1,"inputs":{}}' where proposal_id = $1 and no = 2`;
    await asSuperuser(platform, other, [changed.id]);
    await expect(applyProposal(platform, clinic.context, changed.id, counting())).rejects.toMatchObject({
      code: "PROPOSAL_CHANGED",
    });
  });

  test("an approval of the time when each line was hashed with its explanation's words is still of the same content", async () => {
    const proposal = await propose([100n, 200n, 100n]);
    await asSuperuser(
      platform,
      `update proposal p set content_hash = sha256(
         convert_to('["invoiceRun","' || p.ledger_id || '","' || p.as_of_on || '"]', 'UTF8') || (
           select sha256(convert_to(string_agg(
             action || '|' || subject_kind || '|' || subject_id || '|' || encode(seen_hash, 'hex') || '|' || amount_minor || '|' || explanation::text,
             chr(10) order by line_no), 'UTF8'))
           from proposal_line l join proposal_explanation e on e.proposal_id = l.proposal_id and e.no = l.explanation_no where l.proposal_id = p.id))
       where p.id = $1`,
      [proposal.id],
    );
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const totals = await applyProposal(platform, clinic.context, proposal.id, counting());
    expect(totals).toMatchObject({ applied: 3, stale: 0 });
  });

  test("a withdrawn proposal cannot be approved, and each step left an audit row", async () => {
    const proposal = await propose([100n]);
    await inTenant((tx) => withdrawProposal(tx, proposal.id));
    await expect(inTenant((tx) => approveProposal(tx, proposal.id))).rejects.toMatchObject({ code: "PROPOSAL_STATE" });
    const rows = await inTenant((tx) =>
      sql<{
        action: string;
      }>`select action from audit_event where tenant_id = ${tx.tenantId} and subject_id = ${proposal.id} order by id`.execute(
        tx.db,
      ),
    );
    expect(rows.rows.map((row) => row.action)).toEqual(["proposal.made", "proposal.withdrawn"]);
  });

  test("N-05 a pause lets no other chunk begin; applying it again does the rest, each line once", async () => {
    const proposal = await propose([1n, 2n, 3n, 4n, 5n]);
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const first = counting();
    const pausing: Applier = {
      chunk: 2,
      async apply(...given) {
        await inTenant((other) => pauseProposal(other, proposal.id));
        return first.apply(...given);
      },
    };
    expect(await applyProposal(platform, clinic.context, proposal.id, pausing)).toMatchObject({ applied: 2 });
    expect((await inTenant((tx) => proposalById(tx, proposal.id))).state).toBe("paused");
    const rest = counting();
    expect(await applyProposal(platform, clinic.context, proposal.id, rest)).toMatchObject({ applied: 5 });
    expect([...first.seen, ...rest.seen]).toEqual([1, 2, 3, 4, 5]);
    await expect(inTenant((tx) => pauseProposal(tx, proposal.id))).rejects.toMatchObject({ code: "PROPOSAL_STATE" });
  });

  test("what is cancelled keeps what was done and is never applied again", async () => {
    const proposal = await propose([1n, 2n, 3n]);
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const first = counting();
    const cancelling: Applier = {
      chunk: 1,
      async apply(...given) {
        await inTenant((other) => cancelProposal(other, proposal.id));
        return first.apply(...given);
      },
    };
    expect(await applyProposal(platform, clinic.context, proposal.id, cancelling)).toMatchObject({ applied: 1 });
    expect((await inTenant((tx) => proposalById(tx, proposal.id))).state).toBe("cancelled");
    await expect(applyProposal(platform, clinic.context, proposal.id, counting())).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
  });

  test("lines that failed for one cause are tried again, those of another are left", async () => {
    const proposal = await propose([1n, 2n, 3n]);
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const causes = ["closed", "closed", "unknown"];
    await applyProposal(platform, clinic.context, proposal.id, {
      chunk: 5,
      apply: (_tx, _p, lines) =>
        Promise.resolve({
          outcomes: lines.map(({ lineNo }) => ({ lineNo, state: "failed" as const, reason: causes[lineNo - 1]! })),
        }),
    });
    expect(await inTenant((tx) => lineGroups(tx, proposal.id))).toEqual([
      { state: "failed", reason: "closed", lines: 2n, amountMinor: 3n, sampleLineNo: 1 },
      { state: "failed", reason: "unknown", lines: 1n, amountMinor: 3n, sampleLineNo: 3 },
    ]);
    expect(await inTenant((tx) => retryFailed(tx, proposal.id, "closed"))).toBe(2);
    expect(await applyProposal(platform, clinic.context, proposal.id, counting())).toMatchObject({
      applied: 2,
      failed: 1,
    });
    expect(await inTenant((tx) => retryFailed(tx, proposal.id, "closed"))).toBe(0);
  });

  test("N-05 a hold is taken back before approval, not after: what was approved is not widened", async () => {
    const proposal = await propose([1n, 2n]);
    await inTenant((tx) => holdLines(tx, proposal.id, [1, 2], "The patient called"));
    expect(await inTenant((tx) => releaseLines(tx, proposal.id, [1]))).toBe(1);
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await expect(inTenant((tx) => releaseLines(tx, proposal.id, [2]))).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
  });
});

describe("lines in bundles", () => {
  const bundle = (action: string, rank: number, lines: readonly (readonly [place: number, minor: bigint])[]) => {
    const list = (values: readonly unknown[]): string => values.join();
    return {
      ...{ action, rank, subjectKind: "item", seen: action, explanation: { rule: action, version: 1, inputs: {} } },
      ...{ lines: lines.length, amountMinor: lines.reduce((sum, [, minor]) => sum + minor, 0n) },
      subjectIds: list(lines.map(() => platform.ids.next())),
      amountsMinor: list(lines.map(([, minor]) => minor)),
      places: list(lines.map(([place]) => place)),
    } satisfies LineBundle;
  };
  const proposeOf = (...bundles: readonly LineBundle[]) => {
    const draft = { kind: "followUp", ledgerId: clinic.ledgerId, asOfOn: "2026-10-05", totals: {} };
    return inTenant((tx) => createProposalOf(tx, draft, bundles));
  };

  test("N-05 are numbered by rank, then by place, each with its bundle's explanation, and told once", async () => {
    const second = bundle("second", 2, [
      [1, 10n],
      [4, 40n],
    ]);
    const first = bundle("first", 1, [
      [3, 30n],
      [2, 20n],
    ]);
    const { id } = await proposeOf(second, first, bundle("second", 2, [[3, 35n]]));
    const lines = await inTenant((tx) => proposalLines(tx, id));
    expect(lines.map((l) => [l.lineNo, l.action, l.amountMinor, l.explanation.rule])).toEqual([
      [1, "first", 20n, "first"],
      [2, "first", 30n, "first"],
      [3, "second", 10n, "second"],
      [4, "second", 35n, "second"],
      [5, "second", 40n, "second"],
    ]);
    expect(lines.find((l) => l.lineNo === 2)!.subjectId).toBe(first.subjectIds.split(",")[0]);
    const { rows } = await inTenant((tx) =>
      sql`select no from proposal_explanation where tenant_id = ${tx.tenantId} and proposal_id = ${id}`.execute(tx.db),
    );
    expect(rows).toHaveLength(2);
  });

  test("each line's hash is of its subject, of what was seen and of its amount; the whole is approved and applied as any other", async () => {
    const one = bundle("remind1", 1, [[1, 100n]]);
    const others = [one, { ...one, amountsMinor: "101" }, { ...one, seen: "remind2" }];
    const hashes: string[] = [];
    for (const of of others) {
      const { id } = await proposeOf(of);
      hashes.push((await inTenant((tx) => proposalLines(tx, id)))[0]!.seenHash.toString("hex"));
    }
    expect(new Set(hashes).size).toBe(3);
    const expected = createHash("sha256").update(`${one.subjectIds}|remind1|100`).digest("hex");
    expect(hashes[0]).toBe(expected);
    const { id } = await proposeOf(one);
    await inTenant((tx) => approveProposal(tx, id));
    expect(await applyProposal(platform, clinic.context, id, counting())).toMatchObject({ applied: 1 });
  });

  test("bad input: no line at all", async () => {
    await expect(proposeOf()).rejects.toMatchObject({ code: "PROPOSAL_EMPTY" });
  });
});
