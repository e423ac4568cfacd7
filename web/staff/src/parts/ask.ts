/** What every question to the server says beside itself: the language of the screen, and for whom it asks where somebody chose. */

let chosen: string | undefined;

/** From now on everything is asked for this tenant; for a person who works for several. */
export function askFor(tenant: string | undefined): void {
  chosen = tenant;
}

export function askingHeaders(): Readonly<Record<string, string>> {
  return { "accept-language": document.documentElement.lang, ...(chosen ? { "x-kvitt-tenant": chosen } : {}) };
}

/** `fetch`, for what the typed client does not read: streams and files. */
export const ask = (address: string, signal?: AbortSignal): Promise<Response> =>
  fetch(address, { headers: askingHeaders(), signal: signal ?? null });
