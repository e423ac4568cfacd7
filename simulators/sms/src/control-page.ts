/** The control page: for whoever shows or tests Kvitt by hand. Every form is a call of the control API. */

import { answersText, asJson, cells, framed, type Html, newest, type Steps, table } from "@kvitt/simulator-kit";
import type { SmsSimulator } from "./simulator.ts";
import type { Push, Sms } from "./types.ts";

const steps: Steps = [
  ["10 seconds", 10],
  ["10 minutes", 600],
  ["1 hour", 3_600],
  ["1 day", 86_400],
];

export function controlPage(simulator: SmsSimulator): string {
  return framed(simulator, {
    title: "SMS simulator",
    home: { path: "/", label: "The phones" },
    steps,
    sections: [
      table(
        "Messages",
        ["Gateway", "Id", "To", "From", "Parts", "State"],
        newest(simulator.messages()).map(messageRow),
      ),
      table("Webhooks", ["Gateway", "Reports", "State", "Answers"], newest(simulator.pushes()).map(pushRow)),
      asJson("Numbers", "numbers", simulator.numbers()),
    ],
  });
}

function messageRow({ gateway, id, to, from, parts, reports }: Sms): Html {
  return cells([gateway, id, to, from, parts, reports.at(-1)?.state ?? "accepted"]);
}

function pushRow({ gateway, reports, state, answers }: Push): Html {
  return cells([gateway, reports.length, state, answersText(answers)]);
}
