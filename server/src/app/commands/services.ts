/** The partners of an installation, as its file names them. */
export { readServices, type Services, type ServicesFile } from "../wiring/services.ts";
