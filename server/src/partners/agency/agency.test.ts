import type { AddressInfo } from "node:net";
import { createAgencyServer, createAgencySimulator, demoAccount, type Rule } from "@kvitt/simulator-agency";
import { describe, expect, onTestFinished, test } from "vitest";
import { agencyContract, packet, type AgencyBench } from "../../collections/agency.contract.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import { openAgency } from "./index.ts";

type Bench = AgencyBench & { readonly simulator: ReturnType<typeof createAgencySimulator> };

/** The adapter against the simulator over real sockets, on one clock that nobody waits for. */
async function openBench(secret: string = demoAccount.secret): Promise<Bench> {
  const simulator = createAgencySimulator();
  const server = createAgencyServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch: (url, init) => fetch(url, init),
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline: (ms) => AbortSignal.timeout(ms),
  };
  const service = openAgency({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reach });
  const script = (rule: Omit<Rule, "on">) => simulator.rules.replace([{ on: "call", ...rule }]);
  return {
    agency: service.agency({ clientId: demoAccount.clientId, secret }),
    cases: () => simulator.cases().length,
    reports: (caseId) => {
      const { payments, credits, corrections } = simulator.find(caseId)!;
      return { payments: payments.length, credits: credits.length, corrections: corrections.length };
    },
    happens: (caseId, what) => void simulator.act(simulator.find(caseId)!, what),
    tellStrange: (caseId) => void simulator.tell({ caseId, status: "moonPhase" }),
    lose: (operation, when, times) => script({ match: { operation }, times, fault: { do: "drop", when } }),
    tellNonsense: () => script({ match: { operation: "statuses" }, times: 9, fault: { do: "text", body: "<html>" } }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
  };
}

agencyContract("The agency's API", () => openBench());

async function opened(secret?: string): Promise<Bench> {
  const bench = await openBench(secret);
  onTestFinished(() => bench.close());
  return bench;
}

describe("the agency beyond the contract", () => {
  test("SEC-50 a call signed with another secret is refused, and nothing is kept there", async () => {
    const bench = await opened("another secret");
    expect(await bench.agency.handOver(packet("case-0010"))).toMatchObject({ outcome: "refused", reason: "setUp" });
    expect(bench.cases()).toBe(0);
  });

  test.each([
    [429, "TOO_MANY", "tryLater"],
    [403, "CLOSED", "setUp"],
    [409, "MOON_PHASE", "unexpected"],
  ] as const)("S0-45 a refusal %i %s is %s", async (status, code, reason) => {
    const bench = await opened();
    bench.simulator.rules.replace([{ on: "call", times: 3, fault: { do: "refuse", status, code } }]);
    expect(await bench.agency.handOver(packet("case-0011"))).toMatchObject({ outcome: "refused", reason });
  });

  test("SEC-83 of a person no number leaves; words the agency adds are not read, its codes are", async () => {
    const bench = await opened();
    await bench.agency.handOver(packet("case-0012"));
    expect(bench.simulator.find("case-0012")!.body).not.toContain("organisationNumber");
    bench.simulator.tell({ caseId: "case-0012", status: "rejected", reason: "hon är sjuk, 811218-9876" });
    bench.simulator.tell({ caseId: "case-0012", status: "rejected", reason: "ADDRESS_UNKNOWN" });
    const told = await bench.agency.statuses(null);
    const reasons = told.outcome === "ok" ? told.value.events.map(({ reason }) => reason) : [];
    expect(reasons).toEqual([null, null, "ADDRESS_UNKNOWN"]);
  });
});
