export { createBank, type Bank } from "./bank.ts";
export { ibanOf, isValidAccount, isValidKid, mod10, mod11 } from "./check-digits.ts";
export { isNorwegianBankDay } from "./bank-days.ts";
export { createBankServer } from "./http.ts";
export type * from "./types.ts";
