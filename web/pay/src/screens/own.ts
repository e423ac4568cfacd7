/** Confirmation, and what only the confirmed person sees and does (SEC-33, N-18). */
import type { Content } from "../frame.ts";
import { html, type Markup } from "../html.ts";
import { address, back, button, field, form, link, sayIn, standing, summary, writer, facts, note } from "../parts.ts";
import { sayNaming } from "../texts.ts";
import { disputeReasons, type Act, type Agreed, type Frame, type Screen, type Typed } from "../view.ts";

type Of<Name extends Screen["screen"]> = Extract<Screen, { screen: Name }>;

const towards = (to: Act | null): Markup | null =>
  to === null ? null : html`<input type="hidden" name="to" value="${to}" />`;

function birthDay(frame: Frame, typed: Typed): Markup {
  const says = sayIn(frame);
  const digits = (most: number) => html` inputmode="numeric" autocomplete="off" maxlength="${most}" dir="ltr"`;
  return html`<fieldset>
      <legend>${says("confirm.birthDay")}</legend>
      <p class="quiet lead">${says("confirm.noYear")}</p>
      <div class="pair">
        ${field(frame, typed, { field: "day", label: says("confirm.day"), attributes: digits(2) })}${field(frame, typed, { field: "month", label: says("confirm.month"), attributes: digits(2) })}
      </div>
    </fieldset>
    ${field(frame, typed, { field: "postCode", label: says("confirm.postCode"), attributes: html` inputmode="numeric" autocomplete="postal-code" maxlength="10" dir="ltr"` })}${button(says("confirm.go"), null, true)}`;
}

function sendCode(frame: Frame, channel: "sms" | "email", to: Act | null, first: boolean): Markup {
  const says = sayIn(frame);
  const words = says(channel === "sms" ? "confirm.sendSms" : "confirm.sendEmail");
  return form(frame, "/confirm/code", [towards(to), button(words, null, first)]);
}

/** Who are you? By birth day and postcode, or by a code on another channel. Never asked for before paying. */
export function confirm(frame: Frame, { by, to, otherChannel, typed }: Of<"confirm">): Content {
  const says = sayIn(frame);
  const top = html`${back(frame, "")}${summary(frame, typed)}
    <h1>${says("confirm.title")}</h1>
    <p class="lead">${says("confirm.lead")}</p>`;
  if (by === "birthDay") {
    const asks = form(frame, "/confirm", [towards(to), birthDay(frame, typed)], "ask");
    return { main: html`${top}${asks}${otherChannel && sendCode(frame, otherChannel, to, false)}`, form: "ask" };
  }
  if (by === "codeSent") {
    const code = field(frame, typed, {
      field: "code",
      label: says("confirm.code"),
      attributes: html` inputmode="numeric" autocomplete="one-time-code" maxlength="8" dir="ltr"`,
    });
    const asks = form(frame, "/confirm", [towards(to), code, button(says("confirm.go"), null, true)], "ask");
    return { main: html`${top}${note(says("confirm.codeSent"), "calm")}${asks}`, form: "ask" };
  }
  if (otherChannel === null)
    return {
      main: html`${top}
        <p>${says("confirm.alone")}</p>`,
    };
  return {
    main: html`${top}
      <p class="lead">${says("confirm.codeLead")}</p>
      ${sendCode(frame, otherChannel, to, true)}`,
  };
}

export function locked(frame: Frame): Content {
  const says = sayIn(frame);
  return {
    main: html`${standing("stop", says("locked.title"), says("locked.lead"))}${link(frame, "", says("locked.pay"))}`,
  };
}

const PATHS: Readonly<Record<Act, string>> = {
  lines: "/lines",
  document: "/document.pdf",
  receipt: "/receipt",
  moveDue: "/due",
  split: "/split",
  dispute: "/dispute",
  paid: "/paid",
};

/** Where the confirmed person chooses what to do. */
export function menu(frame: Frame, { bill, acts }: Of<"menu">): Content {
  const says = sayIn(frame);
  const owes = bill.openMinor > 0n;
  const items = acts.map((act) => html`<li><a href="${address(frame, PATHS[act])}">${says(`menu.${act}`)}</a></li>`);
  const amount =
    owes &&
    html`<p class="owed">
        <span class="quiet">${says("front.toPay")}</span
        ><strong class="big">${writer(frame).money(bill.openMinor)}</strong>
      </p>
      ${link(frame, "/again", says("menu.pay"), true)}`;
  return {
    main: html`<h1>${says("menu.title")}</h1>
      ${amount}
      <ul class="more">
        ${items}
      </ul>
      <p class="quiet">${says("menu.minutes")}</p>`,
  };
}

/** What the bill is for. */
export function lines(frame: Frame, screen: Of<"lines">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const rows = screen.lines.map(
    ({ text, amountMinor }) =>
      html`<tr>
        <td dir="auto">${text}</td>
        <td>${writes.money(amountMinor)}</td>
      </tr>`,
  );
  return {
    main: html`${back(frame, "")}
      <h1>${says("lines.title")}</h1>
      <div class="card">
        <table>
          <caption>
            ${sayNaming(frame.language, "lines.for", "name", screen.receiverName)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${says("lines.what")}</th>
              <th scope="col">${says("lines.amount")}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">${says("lines.total")}</th>
              <td>${writes.money(screen.totalMinor)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      ${screen.mayDownload && link(frame, PATHS.document, says("menu.document"))}`,
  };
}

export function moveDue(frame: Frame, { bill, latestOn, typed }: Of<"moveDue">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const asks = form(
    frame,
    PATHS.moveDue,
    [
      field(frame, typed, {
        field: "date",
        label: says("moveDue.date"),
        attributes: html` type="date" max="${latestOn}"`,
      }),
      button(says("moveDue.go"), null, true),
    ],
    "ask",
  );
  return {
    main: html`${back(frame, "")}${summary(frame, typed)}
      <h1>${says("moveDue.title")}</h1>
      <p class="lead">${says("moveDue.lead", { due: writes.day(bill.dueOn), latest: writes.day(latestOn) })}</p>
      ${asks}`,
    form: "ask",
  };
}

export function split(frame: Frame, { plans }: Of<"split">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const part = (each: { readonly dueOn: string; readonly amountMinor: bigint }) =>
    says("split.part", { amount: writes.money(each.amountMinor), date: writes.day(each.dueOn) });
  const items = plans.map((parts, at) => {
    const result = parts.map((each, index) => [index > 0 && html`<br />`, part(each)]);
    const words = says("split.choose", { count: parts.length });
    return html`<li>
      ${form(frame, PATHS.split, button(words, result, at === 0, html` name="parts" value="${parts.length}"`))}
    </li>`;
  });
  return {
    main: html`${back(frame, "")}
      <h1>${says("split.title")}</h1>
      <p class="lead">${says("split.lead")}</p>
      <ul class="choices">
        ${items}
      </ul>`,
  };
}

/** What is wrong, in one press. */
export function dispute(frame: Frame): Content {
  const says = sayIn(frame);
  const items = disputeReasons.map(
    (reason) =>
      html`<li>
        ${form(frame, PATHS.dispute, button(says(`dispute.${reason}`), null, false, html` name="reason" value="${reason}"`))}
      </li>`,
  );
  return {
    main: html`${back(frame, "")}
      <h1>${says("dispute.title")}</h1>
      <p class="lead">${says("dispute.lead")}</p>
      <ul class="choices">
        ${items}
      </ul>`,
  };
}

/** "I have paid": day and bank; nothing is uploaded on a public page (V-09). */
export function paid(frame: Frame, { typed }: Of<"paid">): Content {
  const says = sayIn(frame);
  const asks = form(
    frame,
    PATHS.paid,
    [
      field(frame, typed, { field: "date", label: says("paid.date"), attributes: html` type="date"` }),
      field(frame, typed, {
        field: "bank",
        label: says("paid.bank"),
        attributes: html` maxlength="60" autocomplete="off"`,
      }),
      button(says("paid.go"), null, true),
    ],
    "ask",
  );
  return {
    main: html`${back(frame, "")}${summary(frame, typed)}
      <h1>${says("paid.title")}</h1>
      <p class="lead">${says("paid.lead")}</p>
      ${asks}`,
    form: "ask",
  };
}

function untilOf(agreed: Agreed): string | null {
  if (agreed.act === "moveDue") return agreed.dueOn;
  return agreed.act === "split" ? null : agreed.pausedUntil;
}

/** What was agreed: what stops, and until when. */
export function agreed(frame: Frame, { agreed: done }: Of<"agreed">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const until = untilOf(done);
  const sentence = says(`agreed.${done.act}`, until === null ? {} : { date: writes.day(until) });
  const parts =
    done.act === "split" && facts(done.parts.map((each) => [writes.day(each.dueOn), writes.money(each.amountMinor)]));
  return {
    main: html`${standing("tick", says(`agreed.${done.act}Title`), sentence)}${parts}${link(frame, "", says("agreed.back"))}`,
  };
}
