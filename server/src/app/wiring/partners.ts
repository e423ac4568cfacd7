import { tenantRails, type RailsOf } from "../../payments/index.ts";
import { openAgency, type AgencyService } from "../../partners/agency/index.ts";
import type { Platform } from "../../platform/index.ts";
import { documentSource } from "./documents.ts";
import { openOutlets, type OpenOutlets } from "./outlets.ts";
import { openRailServices, type RailServices } from "./rails.ts";
import { reachOf } from "./reach.ts";
import type { Services } from "./services.ts";

/** The partners of an installation, opened once. */
export type Partners = {
  readonly services: Services;
  readonly rails: RailServices;
  readonly railsOf: RailsOf;
  readonly outlets: OpenOutlets;
  /** Left out where the installation hands over to nobody. */
  readonly agency?: AgencyService;
};

export function openPartners(platform: Platform, services: Services): Partners {
  const reach = reachOf(platform.clock);
  const rails = openRailServices(services, reach);
  const outlets = openOutlets(services, reach, documentSource(platform));
  const agency = services.agency && openAgency({ baseUrl: services.agency.url, reach });
  return { services, rails, railsOf: tenantRails(rails.open), outlets, ...(agency ? { agency } : {}) };
}
