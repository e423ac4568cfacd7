import { refuse } from "../platform/index.ts";

/** When the operator means to stop the installation, by the machine's own clock. */
export type MaintenanceWindow = { readonly from: Temporal.Instant; readonly to: Temporal.Instant };

/** With or without an offset: without, it is the time of the machine's own zone. */
function instantOf(text: string): Temporal.Instant {
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return Temporal.Instant.from(text);
  const { timeZone } = new Intl.DateTimeFormat("en").resolvedOptions();
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
}

/** A window as the operator writes it, `2026-11-29T03:00/2026-11-29T06:00` (ISO 8601). Throws MAINTENANCE_UNREADABLE. */
export function readMaintenance(text: string): MaintenanceWindow {
  const [from, to, more] = text.split("/");
  try {
    if (from === undefined || to === undefined || more !== undefined) throw new RangeError("Two moments are wanted");
    const window = { from: instantOf(from), to: instantOf(to) };
    if (Temporal.Instant.compare(window.from, window.to) >= 0) throw new RangeError("It ends before it begins");
    return window;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse("MAINTENANCE_UNREADABLE", { text });
  }
}

/** The window, where it is not over yet; what is over is nobody's news. */
export function stillToCome(window: MaintenanceWindow | undefined, now: Temporal.Instant) {
  if (!window || Temporal.Instant.compare(window.to, now) <= 0) return null;
  return { from: window.from.toString(), to: window.to.toString() };
}
