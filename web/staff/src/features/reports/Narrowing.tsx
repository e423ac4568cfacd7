import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../parts/keys.ts";
import { useWords } from "./asking.ts";

const STATES = ["notDue", "partPaid", "overdue", "settled", "ahead", "credit"] as const;
const PAYERS = ["person", "company", "insurer", "none"] as const;
const PAUSE = 250;

/** A text that is looked for when the typing pauses; `/` goes to it. */
function Looking() {
  const { t } = useTranslation();
  const { words, change } = useWords();
  const [text, setText] = useState(words.q ?? "");
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ key: "/", label: t("reskontro.look"), act: () => field.current?.focus() }]);
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === words.q) return;
    const timer = setTimeout(() => change({ q: wanted }, true), PAUSE);
    return () => clearTimeout(timer);
    // What is typed decides; the address follows.
  }, [text]);
  return (
    <TextInput
      ref={field}
      label={t("reskontro.look")}
      placeholder={t("reskontro.lookFor")}
      className="kv-filter-text"
      value={text}
      onChange={({ currentTarget: { value } }) => setText(value)}
    />
  );
}

/** What the address narrows by that has no field here, such as the bar that led here; each can be taken away. */
function Taken() {
  const { t } = useTranslation();
  const { words, change } = useWords();
  const { minDays, maxDays, by, party } = words;
  const days =
    minDays === undefined
      ? maxDays === undefined
        ? undefined
        : `≤ ${maxDays}`
      : `${minDays}${maxDays ? `–${maxDays}` : "+"}`;
  return (
    <>
      {days && (
        <Button variant="light" onClick={() => change({ minDays: undefined, maxDays: undefined, by: undefined })}>
          {t(by === "openedOn" ? "reskontro.withoutIssued" : "reskontro.withoutDue", { days })}
        </Button>
      )}
      {party && (
        <Button variant="light" onClick={() => change({ party: undefined })}>
          {t("reskontro.withoutParty")}
        </Button>
      )}
    </>
  );
}

/** The filter of the sub-ledger: it lives in the address (W-05). */
export function Narrowing() {
  const { t } = useTranslation();
  const { words, change } = useWords();
  return (
    <>
      <Looking />
      <NativeSelect
        label={t("field.state")}
        w={140}
        data={[
          { value: "", label: t("reskontro.open") },
          ...STATES.map((value) => ({ value, label: t(`lineStanding.${value}`) })),
        ]}
        value={words.state ?? ""}
        onChange={({ currentTarget: { value } }) => change({ state: STATES.find((state) => state === value) })}
      />
      <NativeSelect
        label={t("aging.payer")}
        w={140}
        data={[
          { value: "", label: t("reskontro.all") },
          ...PAYERS.map((value) => ({ value, label: t(`payerType.${value}`) })),
        ]}
        value={words.payer ?? ""}
        onChange={({ currentTarget: { value } }) => change({ payer: PAYERS.find((payer) => payer === value) })}
      />
      <Taken />
    </>
  );
}
