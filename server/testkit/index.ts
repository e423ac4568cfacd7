export { breaches, ledgerText, trialBalance } from "./books.ts";
export { testClinic, type TestClinic, type TestClinicOptions } from "./clinic.ts";
export { instantIn, testPlatform, type TestPlatform } from "./platform.ts";
