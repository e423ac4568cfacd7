import type { BankFileReader } from "../banking/index.ts";
import { listLedgers } from "../ledger/index.ts";
import {
  createServer,
  type HttpServer,
  type LedgersOfClinics,
  type Route,
  type ServerOptions,
} from "../platform/http/index.ts";
import { endStreams } from "../platform/live/index.ts";
import { withTenant, type Platform } from "../platform/index.ts";
import { openSignIn, type LimitSizes, type SignIn } from "../platform/sign-in/index.ts";
import { authenticator, tenantCounter } from "./authenticate.ts";
import type { MaintenanceWindow } from "./maintenance.ts";
import { threadedReaders } from "./readers/index.ts";
import { agreementRoutes } from "./routes/agreements.ts";
import { directDebitRoutes } from "./routes/direct-debit.ts";
import { agencyRoutes } from "./routes/agency.ts";
import { alarmRoutes } from "./routes/alarms.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { auditRoutes } from "./routes/audit.ts";
import { bankAccountRoutes } from "./routes/bank-accounts.ts";
import { bankFileRoutes } from "./routes/bank-files.ts";
import { bankLineRoutes } from "./routes/bank-lines.ts";
import { bankQueueRoutes } from "./routes/bank-queue.ts";
import { brandingRoutes } from "./routes/branding.ts";
import { checkRoutes } from "./routes/checks.ts";
import { claimRoutes } from "./routes/claims.ts";
import { customerCreditRoutes } from "./routes/customer-credits.ts";
import { depositRoutes } from "./routes/deposits.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { eventRoutes } from "./routes/events.ts";
import { demoRoutes, type SignInShown } from "./routes/demo.ts";
import { callListRoutes } from "./routes/call-list.ts";
import { deskRoutes } from "./routes/desk.ts";
import { handOverRoutes } from "./routes/hand-over.ts";
import { documentSampleRoutes } from "./routes/document-samples.ts";
import { exportRoutes } from "./routes/exports.ts";
import { clinicTableRoutes } from "./routes/clinic-table.ts";
import { figureRoutes } from "./routes/figures.ts";
import { followUpRoutes } from "./routes/follow-up.ts";
import { headOfficeRoutes } from "./routes/head-office.ts";
import { homeRoutes } from "./routes/home.ts";
import { approvalRequestRoutes } from "./routes/approval-requests.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { invoiceCreditRoutes } from "./routes/invoice-credits.ts";
import { invoiceDocumentRoutes } from "./routes/invoice-documents.ts";
import { invoiceListRoutes } from "./routes/invoice-list.ts";
import { invoiceRoutes } from "./routes/invoices.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { lossRoutes } from "./routes/losses.ts";
import { ledgerSettingsRoutes } from "./routes/ledger-settings.ts";
import { ledgerSetupRoutes } from "./routes/ledger-setup.ts";
import { changeoverRoutes } from "./routes/changeover.ts";
import { ledgerRoutes } from "./routes/ledgers.ts";
import { meRoutes } from "./routes/me.ts";
import { messageRoutes } from "./routes/messages.ts";
import { consequenceRoutes } from "./routes/consequence.ts";
import { followUpCoverageRoutes } from "./routes/follow-up-coverage.ts";
import { monthEndRoutes } from "./routes/month-end.ts";
import { partyRoutes } from "./routes/parties.ts";
import { partyCardRoutes } from "./routes/party-card.ts";
import { partyStandingRoutes } from "./routes/party-standing.ts";
import { partnerRoutes } from "./routes/partners.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { payDeskRoutes, type DeskPartners } from "./routes/pay-desk.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { proofRowRoutes } from "./routes/proof-rows.ts";
import { refundRoutes } from "./routes/refunds.ts";
import { remittanceRoutes } from "./routes/remittances.ts";
import { reportRoutes } from "./routes/reports.ts";
import { requestSettingsRoutes } from "./routes/request-settings.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { searchRoutes } from "./routes/search.ts";
import { selfServiceRoutes } from "./routes/self-service.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { dossierRoutes } from "./routes/dossiers.ts";
import { stateSupportRoutes } from "./routes/state-support.ts";
import { statementLineRoutes } from "./routes/statement-lines.ts";
import { supplierInvoiceRoutes } from "./routes/supplier-invoices.ts";
import { tenantRoutes } from "./routes/tenant.ts";
import { userRoutes } from "./routes/users.ts";
import { addStaffApp } from "./staff-app.ts";

/** Every route of the product, in the order of the reference. A capability that lands adds its list here. */
export function allRoutes(
  signIn: SignIn,
  reader: BankFileReader,
  demoSignIns: readonly SignInShown[] = [],
  maintenance?: MaintenanceWindow,
  partners?: DeskPartners,
): readonly Route[] {
  return [
    ...ledgerRoutes,
    ...ledgerSetupRoutes,
    ...changeoverRoutes,
    ...ledgerSettingsRoutes,
    ...requestSettingsRoutes,
    ...documentSampleRoutes,
    ...brandingRoutes,
    ...claimRoutes,
    ...invoiceRoutes,
    ...invoiceListRoutes,
    ...invoiceDocumentRoutes,
    ...invoiceCreditRoutes,
    ...approvalRoutes,
    ...approvalRequestRoutes,
    ...lossRoutes,
    ...stateSupportRoutes,
    ...dossierRoutes,
    ...headOfficeRoutes,
    ...refundRoutes,
    ...customerCreditRoutes,
    ...depositRoutes,
    ...selfServiceRoutes,
    ...payDeskRoutes(partners),
    ...messageRoutes(partners?.outlets.payPage),
    ...deliveryRoutes,
    ...proposalRoutes,
    ...followUpRoutes(partners?.outlets.payPage),
    ...agencyRoutes,
    ...partnerRoutes,
    ...deskRoutes,
    ...handOverRoutes,
    ...callListRoutes,
    ...supplierInvoiceRoutes,
    ...remittanceRoutes,
    ...partyRoutes,
    ...partyCardRoutes,
    ...partyStandingRoutes,
    ...consequenceRoutes,
    ...followUpCoverageRoutes,
    ...reviewRoutes,
    ...monthEndRoutes,
    ...searchRoutes,
    ...eventRoutes,
    ...bankAccountRoutes,
    ...bankFileRoutes(reader),
    ...bankQueueRoutes,
    ...bankLineRoutes,
    ...statementLineRoutes,
    ...homeRoutes,
    ...figureRoutes,
    ...clinicTableRoutes,
    ...reportRoutes,
    ...proofRowRoutes,
    ...exportRoutes,
    ...alarmRoutes,
    ...checkRoutes,
    ...auditRoutes,
    ...signInRoutes(signIn),
    ...passkeyRoutes(signIn),
    ...meRoutes(signIn, maintenance),
    ...demoRoutes(demoSignIns),
    ...tenantRoutes,
    ...agreementRoutes,
    ...directDebitRoutes,
    ...userRoutes,
    ...apiKeyRoutes,
    ...jobRoutes,
  ];
}

/** What permissions need to know of ledgers: which ones belong to some clinics. */
export function ledgersOfClinics(platform: Platform): LedgersOfClinics {
  return async (context, clinicIds) => {
    const ledgers = await withTenant(platform, context, listLedgers);
    return ledgers.filter((ledger) => clinicIds.includes(ledger.clinicId)).map((ledger) => ledger.id);
  };
}

export type HttpServerOptions = Partial<
  Pick<ServerOptions, "gauges" | "trustProxy" | "mostEventLoopDelayMs" | "canWork">
> & {
  /** Origins of our own pages besides the address asked: `https://staff.example.com`. */
  readonly origins?: readonly string[];
  readonly limits?: LimitSizes;
  /** Who reads bank files; left out, threads of the server's own. */
  readonly reader?: BankFileReader;
  /** The people of a demo, whose passwords its sign-in page shows; left out everywhere else. */
  readonly demoSignIns?: readonly SignInShown[];
  /** When the operator means to stop the installation. */
  readonly maintenance?: MaintenanceWindow | undefined;
  /** Who the installation reaches out by; left out, nothing is sent and nobody pays. */
  readonly partners?: DeskPartners | undefined;
};

/** Kvitt's HTTP API over a platform, ready to listen or to be asked in-process. */
export async function createHttpServer(platform: Platform, options: HttpServerOptions = {}): Promise<HttpServer> {
  const { origins, limits, reader = threadedReaders(), demoSignIns, maintenance, partners, ...rest } = options;
  const signIn = await openSignIn(platform, limits);
  const server = await createServer(platform, {
    ...rest,
    routes: allRoutes(signIn, reader, demoSignIns, maintenance, partners),
    authenticate: authenticator(platform, signIn, origins ?? []),
    countRequest: tenantCounter(signIn),
    ledgersOfClinics: ledgersOfClinics(platform),
  });
  // Who listens would keep a stopping server waiting.
  server.addHook("preClose", async () => endStreams(platform));
  await addStaffApp(server);
  return server;
}
