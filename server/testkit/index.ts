export { breaches, ledgerText, trialBalance } from "./books.ts";
export { testClinic, type TestClinic, type TestClinicOptions } from "./clinic.ts";
export { asSuperuser, instantIn, testPlatform, type TestPlatform } from "./platform.ts";
export { ACCOUNT, bytes, exampleBatch, importBytes, ocrFile, testBankAccount, type TestPayment } from "./bank.ts";
