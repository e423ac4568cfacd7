import { describe, expect, test } from "vitest";
import {
  actions,
  apiKeyScopeNames,
  apiKeyScopes,
  reachOf,
  roles,
  roleTable,
  type Action,
  type Grant,
  type Reach,
  type Role,
} from "./index.ts";

// The matrix as it was agreed: t the whole tenant, c the ledgers of one's own clinics, - refused. A change to the table is a change here.
const matrix = `
                        reception clinicManager hqFinance cfo ceo accountant auditor admin
ledgers.read                c           c           t      t   t      t         t      t
ledgers.activate            -           -           t      t   -      -         -      t
ledgers.configure           -           -           -      t   -      -         -      t
parties.read                c           c           t      t   t      -         -      -
parties.write               c           c           t      -   -      -         -      -
claims.read                 c           c           t      t   t      t         t      -
claims.write                c           c           t      -   -      -         -      -
invoices.read               c           c           t      t   t      t         t      -
invoices.readTexts          c           c           t      -   -      -         -      -
invoices.propose            -           c           t      t   -      -         -      -
invoices.approve            -           c           t      t   -      -         -      -
credits.grant               c           c           t      t   t      -         -      -
credits.approve             -           c           -      t   t      t         -      -
refunds.read                -           c           t      t   t      t         t      -
refunds.propose             -           c           t      t   -      -         -      -
refunds.approve             -           -           t      t   t      t         -      -
customerCredits.move        -           c           t      t   -      -         -      -
paymentFiles.write          -           -           t      t   -      -         -      -
items.arrange               c           c           t      -   -      -         -      -
payments.take               c           c           t      -   -      -         -      -
messages.send               c           c           t      -   -      -         -      -
deliveries.read             c           c           t      t   t      -         -      -
deliveries.handle           c           c           t      -   -      -         -      -
supplierInvoices.write      -           -           t      t   -      t         -      -
remittances.read            -           c           t      t   -      t         t      -
remittances.acknowledge     -           c           t      -   -      -         -      -
bankFiles.read              -           -           t      t   t      t         t      -
bankFiles.upload            -           -           t      t   -      -         -      -
bankFiles.release           -           -           t      t   -      -         -      -
bankLines.read              -           -           t      t   t      t         t      -
bankLines.solve             -           -           t      t   -      t         -      -
proposals.read              -           c           t      t   t      t         t      -
proposals.handle            -           c           t      t   t      t         -      -
requests.read               c           c           t      t   t      t         t      -
requests.discuss            c           c           t      t   t      t         -      -
followUp.read               c           c           t      t   t      -         -      -
followUp.coverage           -           c           t      t   t      -         -      -
followUp.register           c           c           t      -   -      -         -      -
followUp.manage             -           c           t      -   -      -         -      -
followUp.hold               -           -           t      -   -      -         -      -
followUp.approve            -           -           t      -   -      -         -      -
followUp.setPolicy          -           -           t      -   -      -         -      -
followUp.simulate           -           -           t      t   t      -         -      -
reviews.read                -           c           t      t   t      t         -      -
reviews.hold                -           c           t      t   t      -         -      -
desk.read                   -           -           t      t   t      -         -      -
desk.manage                 -           -           t      -   -      -         -      -
desk.object                 -           c           t      -   -      -         -      -
writeOffs.propose           -           -           t      -   -      -         -      -
writeOffs.approve           -           -           -      t   t      t         -      -
creditsAndLosses.read       -           -           t      t   t      -         -      -
stateSupport.read           -           c           t      t   t      t         -      -
stateSupport.explain        -           c           t      -   -      -         -      -
stateSupport.file           -           -           t      -   -      t         -      -
dossiers.export             -           c           t      t   t      -         -      -
approvals.read              -           -           t      t   t      t         t      t
approvals.configure         -           -           -      t   t      -         -      t
periods.close               -           -           t      t   -      t         -      -
monthEnd.sign               -           c           -      -   -      -         -      -
monthEnd.chase              -           -           t      t   t      -         -      -
monthEnd.board              -           -           t      t   t      t         t      -
reports.read                -           c           t      t   t      t         t      -
exports.read                -           -           t      t   t      t         t      -
exports.withNames           -           -           t      t   -      -         -      -
checks.run                  -           -           t      t   t      t         t      t
alarms.read                 -           -           t      t   t      t         t      t
alarms.acknowledge          -           -           t      t   -      t         -      -
audit.read                  -           -           -      t   t      -         t      t
jobs.read                   -           -           t      t   -      t         t      t
jobs.run                    -           -           t      t   -      -         -      t
tenant.read                 -           -           t      t   t      t         t      t
tenant.configure            -           -           -      -   -      -         -      t
partners.read               -           -           t      t   t      t         -      t
agreements.read             -           -           -      t   -      -         -      t
agreements.manage           -           -           -      t   -      -         -      t
users.read                  -           -           -      -   -      -         t      t
users.manage                -           -           -      -   -      -         -      t
apiKeys.read                -           -           -      -   -      -         t      t
apiKeys.manage              -           -           -      -   -      -         -      t
`;

const lines = matrix.trim().split("\n");
const columns = lines[0]!.trim().split(/\s+/) as Role[];
const rows = new Map(
  lines.slice(1).map((line) => {
    const [action, ...cells] = line.trim().split(/\s+/);
    return [action as Action, cells];
  }),
);
const clinic = "01a10aa5-cb00-7001-bbd6-35d2a171431b";

describe("who may do what", () => {
  test("SEC-10 the table holds every action and every role of the matrix, and no other", () => {
    expect([...rows.keys()]).toEqual(actions);
    expect(columns).toEqual(roles);
  });

  test.each([...rows])("SEC-10 %s, each role both ways", (action, cells) => {
    const held = columns.map(
      (role) => ({ t: "tenant", c: "clinics", "-": undefined })[cells[columns.indexOf(role)]!] as Reach | undefined,
    );
    expect(columns.map((role) => (roleTable[action] as Partial<Record<Role, Reach>>)[role])).toEqual(held);
    for (const [index, role] of columns.entries()) {
      const wide = reachOf([{ kind: "role", role, clinicIds: null }], action);
      const reach = held[index];
      expect(wide).toEqual(reach === "clinics" ? { clinicIds: [], ledgerIds: [] } : reach);
      const bound = reachOf([{ kind: "role", role, clinicIds: [clinic] }], action);
      expect(bound).toEqual(held[index] ? { clinicIds: [clinic], ledgerIds: [] } : undefined);
    }
  });

  test("two roles reach as far as the further one, and two clinics' roles reach both", () => {
    const manager = (clinicIds: string[]): Grant => ({ kind: "role", role: "clinicManager", clinicIds });
    expect(reachOf([manager(["a"]), manager(["b"])], "claims.read")).toEqual({ clinicIds: ["a", "b"], ledgerIds: [] });
    expect(reachOf([manager(["a"]), { kind: "role", role: "cfo", clinicIds: null }], "claims.read")).toBe("tenant");
    expect(reachOf([], "claims.read")).toBeUndefined();
  });

  test("SEC-12 SEC-15 no API key scope opens approval, release, users, keys or names", () => {
    const forPeople: readonly Action[] = [
      "invoices.approve",
      "invoices.readTexts",
      "proposals.handle",
      "writeOffs.approve",
      "bankFiles.release",
      "credits.grant",
      "credits.approve",
      "refunds.propose",
      "refunds.approve",
      "paymentFiles.write",
      "periods.close",
      "users.manage",
      "apiKeys.manage",
      "exports.withNames",
      "ledgers.configure",
      "tenant.configure",
    ];
    for (const scope of apiKeyScopeNames)
      expect((apiKeyScopes[scope] as readonly Action[]).filter((action) => forPeople.includes(action))).toEqual([]);
    expect(reachOf([{ kind: "scope", scope: "claims:write", ledgerIds: ["l"] }], "claims.write")).toEqual({
      clinicIds: [],
      ledgerIds: ["l"],
    });
    expect(reachOf([{ kind: "scope", scope: "claims:write", ledgerIds: null }], "reports.read")).toBeUndefined();
  });
});
