import { describe, expect, test } from "vitest";
import { nextPayoutState, parsePain002, payoutStateOf, type PayoutState } from "./index.ts";

const report = (group: string, transaction: string, version = "10"): Uint8Array =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-04-14T08:00:00+02:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>KVITT-PAYOUT-1</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId><GrpSts>${group}</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>KVITT-PAYOUT-1-A</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>PO-1</OrgnlEndToEndId><TxSts>${transaction}</TxSts>
<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>wrong number</AddtlInf></StsRsnInf></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`);

describe("S0-13 the bank's answer to payment orders", () => {
  test.each<readonly [string, PayoutState]>([
    ["RCVD", "sent"],
    ["PDNG", "sent"],
    ["ACTC", "accepted"],
    ["ACCP", "accepted"],
    ["ACWC", "accepted"],
    ["ACSP", "inProgress"],
    ["ACSC", "executed"],
    ["ACCC", "executed"],
    ["PART", "partly"],
    ["RJCT", "rejected"],
    ["PAID", "unknown"],
  ])("%s means %s", (status, state) => {
    expect(payoutStateOf(status)).toBe(state);
  });

  test.each(["03", "10"])("version %s: file in part, one payment rejected with its reason", (version) => {
    const { ok, file } = parsePain002(report("PART", "RJCT", version));
    expect(ok).toBe(true);
    expect(file).toMatchObject({ originalMsgId: "KVITT-PAYOUT-1", status: "PART", state: "partly" });
    expect(file?.groups[0]).toMatchObject({ pmtInfId: "KVITT-PAYOUT-1-A", status: undefined, state: undefined });
    expect(file?.groups[0]?.transactions).toMatchObject([
      { endToEndId: "PO-1", state: "rejected", reasons: [{ code: "AC01", texts: ["wrong number"] }] },
    ]);
  });

  test("a status nobody knows is a warning and never paid", () => {
    const { ok, file, problems } = parsePain002(report("ACCP", "DONE"));
    expect(ok).toBe(true);
    expect(file?.groups[0]?.transactions[0]?.state).toBe("unknown");
    expect(problems).toMatchObject([{ code: "STATUS_UNKNOWN", level: "warning", value: "DONE" }]);
  });

  test("an answer that does not say to what is refused", () => {
    const text = new TextDecoder()
      .decode(report("ACCP", "ACCP"))
      .replace("<OrgnlMsgId>KVITT-PAYOUT-1</OrgnlMsgId>", "");
    expect(parsePain002(new TextEncoder().encode(text))).toMatchObject({
      ok: false,
      problems: [{ code: "ELEMENT_MISSING" }],
    });
  });
});

describe("a payout's state only moves forward", () => {
  test.each<readonly [PayoutState, PayoutState, boolean, PayoutState]>([
    ["sent", "accepted", false, "accepted"],
    ["accepted", "sent", false, "accepted"],
    ["executed", "inProgress", false, "executed"],
    ["accepted", "accepted", false, "accepted"],
    ["sent", "partly", false, "sent"],
    ["sent", "unknown", false, "sent"],
    ["executed", "rejected", false, "rejected"],
    ["executed", "rejected", true, "executed"],
    ["rejected", "executed", false, "rejected"],
  ])("%s, then %s (on the account: %s) is %s", (current, reported, isOnAccount, expected) => {
    expect(nextPayoutState(current, reported, isOnAccount)).toBe(expected);
  });
});
