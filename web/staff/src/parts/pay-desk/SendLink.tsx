import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import { Keys } from "../../shell/Keys.tsx";
import { Asked } from "../Asked.tsx";
import { useDone } from "../Done.tsx";
import { useKeys } from "../keys.ts";
import { shortMoment } from "../moment.ts";
import { Problem } from "../Problem.tsx";
import { useReceivers, useSending, useSlip, usePreview, type Part, type Receivers, type Target } from "./bill.ts";
import { useFirstFocus } from "./focus.ts";

type Choice = Target & {
  readonly name: string;
  readonly relation: Receivers["receivers"][number]["relation"];
  readonly contact: string;
  readonly isStopped: boolean;
};

/** Every way to reach somebody, each a choice of its own. */
const choicesOf = ({ receivers }: Receivers): Choice[] =>
  receivers.flatMap(({ partyId, name, relation, channels }) =>
    channels.map((each) => ({ recipientId: partyId, name, relation, ...each })),
  );
const keyOf = ({ recipientId, channel }: Target) => `${recipientId} ${channel}`;

function Whom({
  choices,
  chosen,
  choose,
}: {
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly choose: (key: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("payDesk.send.who")} value={keyOf(chosen)} onChange={choose}>
      <div className="kv-desk-radios">
        {choices.map((each) => (
          <Radio
            key={keyOf(each)}
            value={keyOf(each)}
            disabled={each.isStopped}
            label={`${each.name} · ${t(`payDesk.channel.${each.channel}`)} ${each.contact}`}
            description={
              t(`payDesk.relation.${each.relation}`) + (each.isStopped ? ` · ${t("payDesk.send.stopped")}` : "")
            }
            {...(each === chosen ? { "data-autofocus": true } : {})}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

/** The exact text, in the language it is written in. */
function Text({ itemId, chosen }: { readonly itemId: string; readonly chosen: Choice }) {
  const { t } = useTranslation();
  const asked = usePreview(itemId, chosen);
  return (
    <section className="kv-desk-text" aria-label={t("payDesk.send.text")}>
      <h3>{t("payDesk.send.text")}</h3>
      <Asked of={asked} height={130}>
        {({ subject, text, segments, language }) => (
          <>
            <pre lang={language}>{subject ? `${subject}\n\n${text ?? ""}` : text}</pre>
            <p className="kv-why">
              {segments !== null && `${t("payDesk.send.segments", { count: segments })} · `}
              {t("payDesk.send.masked")}
            </p>
          </>
        )}
      </Asked>
    </section>
  );
}

function When({
  leavesAt,
  waits,
  setWaits,
}: {
  readonly leavesAt: string;
  readonly waits: boolean;
  readonly setWaits: (waits: boolean) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const at = shortMoment(leavesAt, language, useZone());
  return (
    <Radio.Group
      label={t("payDesk.send.quiet", { at })}
      value={waits ? "wait" : "now"}
      onChange={(value) => setWaits(value === "wait")}
    >
      <div className="kv-desk-radios">
        <Radio value="now" label={t("payDesk.send.now")} />
        <Radio value="wait" label={t("payDesk.send.wait")} />
      </div>
    </Radio.Group>
  );
}

/** For somebody without a telephone (ux D-09). */
export function Slip({ itemId, first }: { readonly itemId: string; readonly first?: boolean }) {
  const { t } = useTranslation();
  const tell = useDone();
  const slip = useSlip(itemId, () => tell(t("payDesk.send.slipDone")));
  return (
    <div className="kv-desk-slip">
      <Problem of={slip.error} />
      <Button
        variant="default"
        onClick={() => slip.mutate()}
        loading={slip.isPending}
        {...(first ? { "data-autofocus": true } : {})}
      >
        {t("payDesk.send.slip")}
      </Button>
      <span className="kv-why">{t("payDesk.send.slipHelp")}</span>
    </div>
  );
}

function Form({
  of,
  choices,
  part,
  close,
}: {
  readonly of: Receivers;
  readonly choices: readonly [Choice, ...Choice[]];
  readonly part: Part;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const tell = useDone();
  const place = useFirstFocus();
  const [key, setKey] = useState(keyOf(choices.find(({ isStopped }) => !isStopped) ?? choices[0]));
  const [waits, setWaits] = useState(false);
  const chosen = choices.find((each) => keyOf(each) === key) ?? choices[0];
  const { recipientId, channel, name, contact, relation } = chosen;
  const sending = useSending(part.itemId, () => {
    tell(t("payDesk.send.done", { name }));
    close();
  });
  const off = sending.isPending || chosen.isStopped;
  const send = () => sending.mutate({ recipientId, channel, waits: of.isQuiet && waits });
  const label = t(`payDesk.send.do.${channel}`);
  useKeys([{ key: "mod+Enter", label, off, inDialog: true, act: send }]);
  return (
    <div className="kv-stack" ref={place}>
      <p className="kv-desk-consequence" role="status">
        {t("payDesk.send.to", { name, relation: t(`payDesk.relation.${relation}`), contact })}
      </p>
      <Problem of={sending.error} />
      <Whom choices={choices} chosen={chosen} choose={setKey} />
      <Text itemId={part.itemId} chosen={chosen} />
      {of.isQuiet && <When leavesAt={of.leavesAt} waits={waits} setWaits={setWaits} />}
      <div className="kv-form-end">
        <Button onClick={send} disabled={off} loading={sending.isPending} rightSection={<Keys of="mod+Enter" />}>
          {label}
        </Button>
      </div>
      <Slip itemId={part.itemId} />
    </div>
  );
}

/** Whom the link goes to stands before it is sent, with the exact text (ux D-06). */
export function SendLink({ part, close }: { readonly part: Part; readonly close: () => void }) {
  const { t } = useTranslation();
  const asked = useReceivers(part.itemId);
  return (
    <Asked of={asked} height={320}>
      {(of) => {
        const [first, ...more] = choicesOf(of);
        if (first) return <Form of={of} choices={[first, ...more]} part={part} close={close} />;
        return (
          <div className="kv-stack">
            <p>{t("payDesk.send.nobody")}</p>
            <Slip itemId={part.itemId} first />
          </div>
        );
      }}
    </Asked>
  );
}
