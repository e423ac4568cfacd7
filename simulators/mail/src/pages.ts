/** The mailbox: all mail, newest first, each as its reader sees it. What a mail brings along runs nothing and fetches nothing. */

import { cells, framed, html, type Html, page, type Reply, type Steps, table, timestamp } from "@kvitt/simulator-kit";
import type { MailSimulator } from "./simulator.ts";
import type { Attachment, Mail } from "./types.ts";

const NEWEST = 200;
const steps: Steps = [
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["1 day", 86_400],
];

/** Inside the frame: styles and pictures of the mail itself, links that open outside, and nothing else. */
const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

/** GET `/`, `/mail/{no}`, `/mail/{no}/html`, `/mail/{no}/raw`, `/mail/{no}/attachments/{n}`. */
export function mailPage(simulator: MailSimulator, path: string): Reply | undefined {
  if (path === "/") return shown(listPage(simulator));
  const [, no, rest = ""] = /^\/mail\/(\d{1,9})(\/html|\/raw|\/attachments\/\d{1,3})?$/.exec(path) ?? [];
  const mail = simulator.mails().find((one) => String(one.no) === no);
  if (mail === undefined) return undefined;
  if (rest === "/raw") return { status: 200, type: "text/plain; charset=utf-8", body: mail.raw };
  if (rest === "/html") return { ...shown(mail.html), headers: { "content-security-policy": FRAME_POLICY } };
  if (rest === "") return shown(onePage(mail));
  const attachment = mail.attachments[Number(rest.split("/").at(-1))];
  return attachment === undefined ? undefined : download(attachment);
}

const shown = (body: string): Reply => ({ status: 200, type: "text/html; charset=utf-8", body });

/** Never shown in place: a file that came by mail is saved. */
function download({ name, bytes }: Attachment): Reply {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return {
    status: 200,
    type: "application/octet-stream",
    body: bytes,
    headers: { "content-disposition": disposition },
  };
}

function listPage(simulator: MailSimulator): string {
  const newest = simulator.mails().slice(-NEWEST).reverse();
  return page(
    "control",
    "nb",
    "Simulert postkasse",
    html`<h1>Simulert postkasse</h1>
      ${newest.length === 0 ? html`<p>Ingen e-post ennå.</p>` : html``}
      <table>
        <thead>
          <tr>
            <th scope="col">Til</th>
            <th scope="col">Fra</th>
            <th scope="col">Emne</th>
            <th scope="col">Kom</th>
          </tr>
        </thead>
        <tbody>
          ${newest.map(row)}
        </tbody>
      </table>
      <p>
        <a href="/_control"><small>Styring</small></a>
      </p>`,
  );
}

function row({ no, to, fromName, subject, atMs }: Mail): Html {
  return html`<tr>
    <td>${to.join(", ")}</td>
    <td>${fromName}</td>
    <td><a href="/mail/${no}">${subject === "" ? "(uten emne)" : subject}</a></td>
    <td><small>${timestamp(atMs).slice(0, 16).replace("T", " ")}</small></td>
  </tr>`;
}

function onePage(mail: Mail): string {
  const { no, subject, fromName, fromAddress, to, replyTo, text, attachments } = mail;
  return page(
    "control",
    "nb",
    subject,
    html`<p><a href="/">Alle</a></p>
      <h1>${subject}</h1>
      <p>
        ${fromName} <small>&lt;${fromAddress}&gt;</small> til ${to.join(", ")}
        ${replyTo === null ? html`` : html`<br /><small>Svar går til ${replyTo}</small>`}
      </p>
      ${attachments.map((one, index) => html`<p><a href="/mail/${no}/attachments/${index}">${one.name}</a> <small>${one.bytes.length} byte</small></p>`)}
      <iframe
        title="E-posten"
        src="/mail/${no}/html"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
      ></iframe>
      <section>
        <h2>Som tekst</h2>
        <pre>${text}</pre>
      </section>
      <p>
        <a href="/mail/${no}/raw"><small>Kilden</small></a>
      </p>`,
  );
}

/** The control page. Every form on it is a call of the control API. */
export function controlPage(simulator: MailSimulator): string {
  return framed(simulator, {
    title: "Mail simulator",
    home: { path: "/", label: "The mailbox" },
    steps,
    sections: [
      table(
        "Bounces",
        ["Name", "To"],
        simulator.bounces().map(({ name, to }) => cells([name, to])),
      ),
    ],
  });
}
