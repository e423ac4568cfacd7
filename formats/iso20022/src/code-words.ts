/** ISO 20022 external codes in words, for people at the desk (external code sets; formats: camt, sections 4, 6 and 9). */

/** Why a payment came back (ExternalReturnReason1Code), the ones that banks use. */
const returnReasons: ReadonlyMap<string, string> = new Map([
  ["AC01", "wrong account number"],
  ["AC04", "account closed"],
  ["AC06", "account blocked"],
  ["AG01", "payment not allowed on the account"],
  ["AM05", "paid twice"],
  ["BE04", "payee's address missing"],
  ["BE05", "party not recognised"],
  ["CUST", "requested by the customer"],
  ["FOCR", "returned after a recall"],
  ["MD06", "payer asks for the money back"],
  ["MD07", "account holder deceased"],
  ["MS02", "no reason given by the customer"],
  ["MS03", "no reason given by the bank"],
  ["NARR", "reason in the text"],
  ["RR01", "regulatory: payer's account missing"],
  ["RR02", "regulatory: payer's name or address missing"],
  ["RR03", "regulatory: payee's name or address missing"],
  ["RR04", "regulatory reason"],
  ["TECH", "technical problem"],
]);

/** A return reason in words; undefined for codes not in the list. */
export function returnReasonWords(code: string): string | undefined {
  return returnReasons.get(code);
}
