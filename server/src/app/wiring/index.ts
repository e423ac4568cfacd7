export { connectAgreements, type Connected } from "./connect.ts";
export { openPartners, type Partners } from "./partners.ts";
export { readServices, SERVICES_FILE, type Services, type ServicesFile } from "./services.ts";
