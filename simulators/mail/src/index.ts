export { createMailServer } from "./http.ts";
export { createMailSimulator, demoRules, type MailOptions, type MailSimulator } from "./simulator.ts";
export { createSmtpServer, type SmtpOptions } from "./smtp.ts";
export type * from "./types.ts";
