/** The pay page: HTML from a view model. It knows no server, no database and no clock. */
import { page, type Content } from "./frame.ts";
import * as ends from "./screens/ends.ts";
import * as own from "./screens/own.ts";
import * as pay from "./screens/pay.ts";
import type { Frame, Screen } from "./view.ts";

export { MOST_LOGO_BYTES } from "./frame.ts";
export { SEEN_SCRIPT, WAITING_SCRIPT } from "./scripts.ts";
export { STYLE } from "./style.ts";
export { inOrder } from "./ways.ts";
export { disputeReasons, languages, standingWord } from "./view.ts";
export type * from "./view.ts";

function contentOf(frame: Frame, screen: Screen): Content {
  switch (screen.screen) {
    case "front":
      return pay.front(frame, screen);
    case "invoice":
      return pay.invoice(frame, screen);
    case "less":
      return pay.less(frame, screen);
    case "offers":
      return pay.offers(frame, screen);
    case "goOn":
      return pay.goOn(frame, screen);
    case "processing":
      return pay.processing(frame, screen);
    case "settled":
      return ends.settled(frame, screen);
    case "closed":
      return ends.closed(frame, screen);
    case "drawn":
      return ends.drawn(frame, screen);
    case "elsewhere":
      return ends.elsewhere(frame, screen);
    case "confirm":
      return own.confirm(frame, screen);
    case "locked":
      return own.locked(frame);
    case "menu":
      return own.menu(frame, screen);
    case "lines":
      return own.lines(frame, screen);
    case "moveDue":
      return own.moveDue(frame, screen);
    case "split":
      return own.split(frame, screen);
    case "dispute":
      return own.dispute(frame);
    case "paid":
      return own.paid(frame, screen);
    case "agreed":
      return own.agreed(frame, screen);
    case "verify":
      return ends.verify(frame, screen);
    case "wrongPerson":
      return ends.wrongPerson(frame, screen);
    case "notFound":
    case "limited":
    case "failed":
    case "noWay":
    case "timedOut":
      return ends.plain(frame, screen);
  }
}

/** One screen as a whole HTML document. */
export function renderPage(frame: Frame, screen: Screen): string {
  return page(frame, contentOf(frame, screen));
}

/** Which script a screen carries; the answer's policy names its hash. */
export function scriptOf(screen: Screen): "seen" | "waiting" | null {
  if (screen.screen === "front" || screen.screen === "drawn") return "seen";
  return screen.screen === "processing" ? "waiting" : null;
}
