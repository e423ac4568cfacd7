import { linter } from "@kvitt/values";
import type { DocumentSource, Outlets } from "../../delivery/index.ts";
import { openAccessPoint } from "../../partners/access-point/index.ts";
import { openEfaktura } from "../../partners/efaktura/index.ts";
import { openPrint } from "../../partners/print/index.ts";
import { openSmsForm } from "../../partners/sms-form/index.ts";
import { openSmsJson } from "../../partners/sms-json/index.ts";
import { openSmtp } from "../../partners/smtp/index.ts";
import { maildir } from "./maildir.ts";
import { drawnOn } from "../../payments/index.ts";
import { lettersNow } from "../../collections/index.ts";
import { restingItems } from "./follow-up.ts";
import type { Reach } from "./reach.ts";
import type { Services } from "./services.ts";

export type OpenOutlets = Outlets & {
  /** Lets kept connections go. */
  close(): void;
};

function smsOf(sms: Services["sms"], reach: Reach) {
  if (!sms) return {};
  const { webhookSecrets, url: baseUrl } = sms;
  if (sms.speaks === "json") return { sms: openSmsJson({ baseUrl, key: sms.key, webhookSecrets, reach }) };
  return { sms: openSmsForm({ baseUrl, user: sms.user, password: sms.password, webhookSecrets, reach }) };
}

function mailOf(mail: Services["mail"], reach: Reach) {
  if (!mail) return undefined;
  const { host, port, security, login, from, bounceDomain, bounceKey, bounceDirectory, dkim } = mail;
  return openSmtp({
    host,
    port,
    security,
    from,
    bounceTo: { domain: bounceDomain, key: bounceKey },
    box: maildir(bounceDirectory),
    clock: reach.clock,
    ...(login ? { login } : {}),
    ...(dkim ? { dkim } : {}),
  });
}

/** Opens the ways out of an installation, once for all its tenants. */
export function openOutlets(services: Services, reach: Reach, documents: DocumentSource): OpenOutlets {
  const mail = mailOf(services.mail, reach);
  const { print, eInvoice, efaktura } = services;
  const keyed = ({ url, key, webhookSecrets }: NonNullable<Services["print"]>) => ({
    baseUrl: url,
    key,
    webhookSecrets,
    reach,
  });
  return {
    ...smsOf(services.sms, reach),
    ...(mail ? { mail } : {}),
    ...(print ? { print: openPrint(keyed(print)) } : {}),
    ...(eInvoice ? { einvoice: openAccessPoint(keyed(eInvoice)) } : {}),
    ...(efaktura ? { efaktura: openEfaktura(keyed(efaktura)) } : {}),
    documents,
    // Links lead to the page of a token.
    payPage: `${services.payPage}/p`,
    linter,
    drawn: drawnOn,
    letters: lettersNow(restingItems),
    close: () => mail?.close(),
  };
}
