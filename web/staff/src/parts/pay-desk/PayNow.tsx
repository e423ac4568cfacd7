import { Button, Checkbox, Radio } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { AmountInput } from "../AmountInput.tsx";
import { Asked } from "../Asked.tsx";
import { useKeys } from "../keys.ts";
import { Problem } from "../Problem.tsx";
import { isLive, useBeginning, useReceivers, useScreenLink, type Attempt, type Bill, type Part } from "./bill.ts";
import { useFirstFocus } from "./focus.ts";
import { ScreenCode } from "./ScreenCode.tsx";
import { UnderWay } from "./UnderWay.tsx";

/** Ways that ask the payer's telephone. */
const PUSHED = ["vipps", "swish"] as const;
type Pushed = (typeof PUSHED)[number];
type Phone = { readonly partyId: string; readonly name: string; readonly relation: string; readonly contact: string };

/** A part instead of all: the amount stands as it is owed until somebody says otherwise (ux D-04). */
function PartAmount({
  bill,
  part,
  minor,
  change,
}: {
  readonly bill: Bill;
  readonly part: Part;
  /** Undefined is all of it, null what is no amount yet. */
  readonly minor: number | null | undefined;
  readonly change: (minor: number | null | undefined) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (amount: number) => money(amount, bill.currency, language);
  const rest = part.openMinor - (minor ?? 0);
  return (
    <div className="kv-stack">
      <Checkbox
        label={t("payDesk.pay.part")}
        checked={minor !== undefined}
        onChange={(event) => change(event.currentTarget.checked ? null : undefined)}
      />
      {minor !== undefined && (
        <>
          <AmountInput
            label={t("payDesk.pay.partAmount")}
            valueMinor={minor}
            onChange={change}
            currency={bill.currency}
            error={rest < 0 ? t("payDesk.pay.tooMuch", { left: said(part.openMinor) }) : undefined}
          />
          {minor !== null && rest > 0 && (
            <p role="status">{t("payDesk.pay.rest", { rest: said(rest), day: day(part.dueOn, language) })}</p>
          )}
        </>
      )}
    </div>
  );
}

function Phones({
  phones,
  chosen,
  choose,
}: {
  readonly phones: readonly Phone[];
  readonly chosen: string;
  readonly choose: (partyId: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("payDesk.pay.who")} value={chosen} onChange={choose}>
      <div className="kv-desk-radios">
        {phones.map(({ partyId, name, relation, contact }) => (
          <Radio
            key={partyId}
            value={partyId}
            label={`${name} · ${contact}`}
            description={t(`payDesk.relation.${relation as "debtor"}`)}
            {...(partyId === chosen ? { "data-autofocus": true } : {})}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

type Begun = (attempt: Attempt) => void;

/** Asks a telephone: whose, how much, and what that does, before it is done. */
function Push({
  bill,
  part,
  ways,
  phones,
  begun,
}: {
  readonly bill: Bill;
  readonly part: Part;
  readonly ways: readonly [Pushed, ...Pushed[]];
  readonly phones: readonly [Phone, ...Phone[]];
  readonly begun: Begun;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const place = useFirstFocus();
  const [way, setWay] = useState<Pushed>(ways[0]);
  const [recipientId, setRecipient] = useState(phones[0].partyId);
  const [minor, setMinor] = useState<number | null | undefined>();
  const beginning = useBeginning(part.itemId, begun);
  const { name, contact } = phones.find(({ partyId }) => partyId === recipientId) ?? phones[0];
  const amountMinor = minor === undefined ? part.openMinor : minor;
  const off = beginning.isPending || amountMinor === null || amountMinor <= 0 || amountMinor > part.openMinor;
  const ask = () =>
    beginning.mutate({ way, recipientId, ...(minor === undefined || minor === null ? {} : { amountMinor: minor }) });
  const label = t(`payDesk.pay.ask.${way}`);
  useKeys([{ key: "mod+Enter", label, off, inDialog: true, act: ask }]);
  return (
    <div className="kv-stack" ref={place}>
      <p className="kv-desk-consequence" role="status">
        {t("payDesk.pay.means", { name, contact, amount: money(amountMinor ?? 0, bill.currency, language) })}
      </p>
      <Problem of={beginning.error} />
      {ways.length > 1 && (
        <Radio.Group label={t("payDesk.pay.way")} value={way} onChange={(value) => setWay(value)}>
          <div className="kv-desk-radios">
            {ways.map((each) => (
              <Radio key={each} value={each} label={t(`payDesk.way.${each}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      <Phones phones={phones} chosen={recipientId} choose={setRecipient} />
      <PartAmount bill={bill} part={part} minor={minor} change={setMinor} />
      <div className="kv-form-end">
        <Button onClick={ask} disabled={off} loading={beginning.isPending} rightSection={<Keys of="mod+Enter" />}>
          {label}
        </Button>
      </div>
    </div>
  );
}

function Ask({ bill, part, begun }: { readonly bill: Bill; readonly part: Part; readonly begun: Begun }) {
  const { t } = useTranslation();
  const asked = useReceivers(part.itemId);
  const [way, ...others] = PUSHED.filter((each) => bill.ways.includes(each));
  if (!way) return <p>{t("payDesk.pay.noWays")}</p>;
  return (
    <Asked of={asked} height={220}>
      {({ receivers }) => {
        const [phone, ...more] = receivers.flatMap(({ channels, ...who }) =>
          channels.flatMap(({ channel, contact, isStopped }) =>
            channel === "sms" && !isStopped ? [{ ...who, contact }] : [],
          ),
        );
        if (!phone) return <p>{t("payDesk.pay.nobody")}</p>;
        return <Push bill={bill} part={part} ways={[way, ...others]} phones={[phone, ...more]} begun={begun} />;
      }}
    </Asked>
  );
}

/** Asking a telephone, or a code on the screen for every other way. */
function Begin({
  bill,
  part,
  begun,
  show,
}: {
  readonly bill: Bill;
  readonly part: Part;
  readonly begun: Begun;
  readonly show: (url: string) => void;
}) {
  const { t } = useTranslation();
  const link = useScreenLink(part.itemId);
  return (
    <div className="kv-stack">
      <Ask bill={bill} part={part} begun={begun} />
      <div className="kv-desk-slip">
        <Problem of={link.error} />
        <Button
          variant="default"
          loading={link.isPending}
          onClick={() => link.mutate(undefined, { onSuccess: ({ url }) => show(url) })}
        >
          {t("payDesk.pay.code")}
        </Button>
        <span className="kv-why">{t("payDesk.pay.codeHelp")}</span>
      </div>
    </div>
  );
}

/** Money while the payer stands here: a telephone is asked, or a code is shown; then what became of it, live. */
export function PayNow({
  bill,
  part,
  close,
}: {
  readonly bill: Bill;
  readonly part: Part;
  readonly close: () => void;
}) {
  const [attempt, setAttempt] = useState(bill.attempts.find(isLive));
  const [url, setUrl] = useState<string | undefined>();
  if (url !== undefined) return <ScreenCode url={url} part={part} back={() => setUrl(undefined)} close={close} />;
  if (attempt)
    return <UnderWay key={attempt.id} first={attempt} part={part} anew={() => setAttempt(undefined)} close={close} />;
  return <Begin bill={bill} part={part} begun={setAttempt} show={setUrl} />;
}
