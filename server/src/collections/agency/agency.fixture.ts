import { sql } from "kysely";
import type { Platform } from "../../platform/index.ts";
import { applyFollowUp } from "../apply.ts";
import { ADDRESS, openBooks, PHONE } from "../books.fixture.ts";
import type {
  AgencyAnswer,
  AgencyCorrection,
  AgencyEvent,
  AgencyPacket,
  AgencyReport,
  DebtCollectionAgency,
} from "../ports.ts";
import { proposeFollowUp } from "../propose.ts";
import { approveProposal } from "../../controls/index.ts";
import { itemsById } from "../../ledger/index.ts";
import type { PartyDraft } from "../../parties/index.ts";
import {
  handOverCases,
  noteNotices,
  reportToAgency,
  saveAgencyAgreement,
  takeStatuses,
  withdrawFromAgency,
  type LostClaims,
} from "./index.ts";
import { caseRows } from "./store.ts";
import type { FileFailure } from "./take-statuses.ts";

/** An agency in memory, which does what is said of it, and a clinic whose claims have gone all the way to it. */

export class FakeAgency implements DebtCollectionAgency {
  readonly packets = new Map<string, AgencyPacket>();
  readonly reports: (AgencyReport & { readonly kind: string; readonly corrects?: string | null })[] = [];
  readonly withdrawn: string[] = [];
  readonly told: AgencyEvent[] = [];
  /** How many answers are lost after the work is done. */
  lost = 0;
  refuse: AgencyAnswer<never> | null = null;

  handOver(packet: AgencyPacket) {
    if (this.refuse) return Promise.resolve(this.refuse);
    this.packets.set(packet.caseId, packet);
    return this.#answer({ reference: `INK-${[...this.packets.keys()].indexOf(packet.caseId) + 1}` });
  }

  statuses(after: string | null) {
    const from = Number(after ?? 0);
    return this.#answer({ events: this.told.slice(from), next: String(this.told.length), more: false });
  }

  reportPayment(report: AgencyReport) {
    return this.#keep({ ...report, kind: "payment" });
  }

  reportCredit(report: AgencyReport) {
    return this.#keep({ ...report, kind: "credit" });
  }

  reportReversal(report: AgencyCorrection) {
    return this.#keep({ ...report, kind: "reversal" });
  }

  #keep(report: FakeAgency["reports"][number]) {
    if (this.refuse) return Promise.resolve(this.refuse);
    if (!this.reports.some(({ reportId }) => reportId === report.reportId)) this.reports.push(report);
    return this.#answer(null);
  }

  withdraw(caseId: string) {
    this.withdrawn.push(caseId);
    return this.#answer(null);
  }

  #answer<T>(value: T): Promise<AgencyAnswer<T>> {
    if (this.lost === 0) return Promise.resolve({ outcome: "ok", value });
    this.lost -= 1;
    return Promise.resolve({ outcome: "unknown", cause: "noAnswer" });
  }
}

export const NO_LOSS: LostClaims = { leftOf: () => Promise.resolve(0n), recover: () => Promise.resolve() };

type Filed = Parameters<FileFailure>[1];

export async function openAgencyBooks(installation: Platform, { agreed = true }: { readonly agreed?: boolean } = {}) {
  const books = await openBooks(installation);
  const { ledgerId, context, platform, work, rests } = books;
  const agency = new FakeAgency();
  const filed: Filed[] = [];
  const ways = {
    agency,
    resting: rests,
    numbers: (_tx: unknown, ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, "100245"]))),
    lost: NO_LOSS,
    fileFailure: ((_tx, failure) => Promise.resolve(void filed.push(failure))) as FileFailure,
  };
  if (agreed)
    await work((tx) =>
      saveAgencyAgreement(tx, {
        ...{ ledgerId, agency: "Exempel Inkasso", clientId: "solsidan", secret: "agency_test_demo" },
        ...{ state: "active", leavesWeek: 1, leavesWeekday: 2 },
      }),
    );
  const debtor = (changes: Partial<PartyDraft> = {}) => books.party({ contacts: [PHONE, ADDRESS], ...changes });
  /** Every letter that left is proven, as its channel would say. */
  const prove = () =>
    work((tx) =>
      sql`update dispatch set state = 'done', ended_at = ${tx.now.toString()}::timestamptz where tenant_id = ${tx.tenantId} and state = 'open'`.execute(
        tx.db,
      ),
    );
  /** The steps a person presses for, taken today. */
  const press = async () => {
    const asOf = platform.clock.today("Europe/Stockholm").toString();
    const { id } = await work((tx) => proposeFollowUp(tx, { ledgerId, asOf, approval: "person", resting: rests }));
    await work((tx) => approveProposal(tx, id), books.person("hq"));
    return applyFollowUp(platform, context, id, { resting: rests });
  };
  const toHeadOffice = async (): Promise<void> => {
    for (const day of ["2026-04-07", "2026-04-14", "2026-04-21"]) {
      await books.evening(day);
      await prove();
    }
    await press();
  };
  /** Pressed to the agency on the first working day after head office has had it: it leaves on Tuesday 5 May. */
  const listed = async (): Promise<void> => {
    await toHeadOffice();
    await books.evening("2026-04-28");
    await press();
    await books.work((tx) => noteNotices(tx, ledgerId, ["chef@solsidan.example.test"]));
  };
  const leave = async () => {
    books.at("2026-05-05T19:30");
    await books.statementOf("2026-05-04");
    return handOverCases(platform, context, ledgerId, ways);
  };
  /** The agency says something of the case that it has of a claim. */
  const says = async (itemId: string, changes: Partial<AgencyEvent>) => {
    const [found] = await work((tx) => caseRows(tx, { itemIds: [itemId] }));
    const { status = "demandSent" } = changes;
    agency.told.push({
      ...{ eventId: `ev-${agency.told.length + 1}`, caseId: found?.id ?? "", reference: found?.reference ?? "" },
      ...{ status, said: status, occurredOn: "2026-05-06", reason: null, amounts: null, remittance: null },
      ...changes,
    });
    return takeStatuses(platform, context, ledgerId, ways);
  };
  return {
    ...books,
    ...{ agency, filed, ways, debtor, prove, press, toHeadOffice, listed, leave, says },
    caseOf: async (itemId: string) => (await work((tx) => caseRows(tx, { itemIds: [itemId] })))[0]!,
    itemOf: async (itemId: string) => (await work((tx) => itemsById(tx, [itemId])))[0]!,
    events: (): Promise<{ externalId: string; outcome: string }[]> =>
      work(async (tx) => {
        const found = await sql<{ externalId: string; outcome: string }>`
          select external_id as "externalId", outcome from agency_event where tenant_id = ${tx.tenantId} order by id`.execute(
          tx.db,
        );
        return found.rows;
      }),
    /** The entries of what the agency said it got, first to last. */
    eventEntries: (): Promise<string[]> =>
      work(async (tx) => {
        const found = await sql<{ id: string }>`
          select entry_id as id from agency_event where tenant_id = ${tx.tenantId} and entry_id is not null order by id`.execute(
          tx.db,
        );
        return found.rows.map(({ id }) => id);
      }),
    list: () => work((tx) => noteNotices(tx, ledgerId, ["chef@solsidan.example.test"])),
    handOverCases: () => handOverCases(platform, context, ledgerId, ways),
    poll: () => takeStatuses(platform, context, ledgerId, ways),
    withdraw: () => withdrawFromAgency(platform, context, ledgerId, agency),
    report: () => reportToAgency(platform, context, ledgerId, agency),
  };
}
