import type { RecordIn } from "@kvitt/format-layout";
import * as avtalegiro from "./avtalegiro-records.ts";
import * as ocr from "./ocr-records.ts";
import * as transmission from "./transmission-records.ts";

/** Every record of the two services. */
export const recordLayouts = {
  startTransmission: transmission.startTransmission,
  endTransmission: transmission.endTransmission,
  startOcr: ocr.startOcr,
  amountItem1: ocr.amountItem1,
  amountItem2: ocr.amountItem2,
  amountItem3: ocr.amountItem3,
  endOcr: ocr.endOcr,
  startClaims: avtalegiro.startClaims,
  claimItem1: avtalegiro.claimItem1,
  claimItem2: avtalegiro.claimItem2,
  specification: avtalegiro.specification,
  endClaims: avtalegiro.endClaims,
  startCancellations: avtalegiro.startCancellations,
  cancellationItem1: avtalegiro.cancellationItem1,
  cancellationItem2: avtalegiro.cancellationItem2,
  endCancellations: avtalegiro.endCancellations,
  startAgreements: avtalegiro.startAgreements,
  agreement: avtalegiro.agreement,
  endAgreements: avtalegiro.endAgreements,
} as const;

export type RecordKind = keyof typeof recordLayouts;

/** A record of the lower level: it mirrors one line of the file. */
export type NetsRecord = {
  readonly [K in RecordKind]: { readonly kind: K; readonly fields: RecordIn<(typeof recordLayouts)[K]> };
}[RecordKind];
