import { accountXml, type CamtVersion, type Entry, entryXml, message } from "./camt.ts";

/** The details behind a settlement's lumps: one entry per lump, one transaction per payment. */
export type Notification = {
  readonly account: string;
  readonly ownerName: string;
  readonly accountAs: "iban" | "bban";
  readonly settledOn: string;
  /** Which of the day's settlements. */
  readonly round: number;
  /** `HH:MM` at which it is made, and the offset of Oslo. */
  readonly time: string;
  readonly offset: string;
  readonly entries: readonly Entry[];
};

/** A camt.054 of one account and one settlement. Its entries carry the references of the statement's lumps. */
export function writeNotification(notification: Notification, version: CamtVersion): Uint8Array {
  const { account, settledOn, round, time, offset, entries } = notification;
  const compact = `${account}-${settledOn.replaceAll("-", "")}-${round}`;
  const createdAt = `${settledOn}T${time}:00${offset}`;
  const body = [
    `<Ntfctn><Id>N-${compact}</Id>`,
    `<CreDtTm>${createdAt}</CreDtTm>`,
    accountXml(account, notification.ownerName, notification.accountAs),
    ...entries.map((entry, index) => entryXml(entry, index + 1, version)),
    "</Ntfctn>",
  ].join("\n");
  return message("camt.054", version, { messageId: `M54-${compact}`, createdAt }, body);
}
