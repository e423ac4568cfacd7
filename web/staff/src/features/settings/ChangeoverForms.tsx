import { SegmentedControl } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Ledger } from "../../shell/session.ts";
import { addPart, bookCall, type Call, type CallWish, type Part } from "./changeover-acts.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import { useSending } from "./sending.ts";
import { typedNumbers, typedTime } from "./typed-settings.ts";

/** How long a call lasts that nobody says otherwise of, and the bounds of what may be said. */
const MINUTES = { usual: 60, least: 15, most: 240 } as const;
const PLACES = { WALKTHROUGH_PAST: "call-on" };

type Given<Made> = {
  readonly ledger: Ledger;
  readonly done: (made: Made) => void;
  readonly leave: () => void;
};

/** Books the call, or moves it: a day and time on the clinic's clock, how long, and with whom. */
export function CallForm({ ledger, call, done, leave }: Given<string> & { readonly call: Call | null }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [on, setOn] = useState<string | undefined>(call?.on);
  const [typed, setTyped] = useState({
    time: call?.time ?? "",
    minutes: String(call?.minutes ?? MINUTES.usual),
    heldWith: call?.heldWith ?? "",
  });
  const time = typedTime(typed.time);
  const minutes = typedNumbers(typed.minutes, MINUTES.least, MINUTES.most);
  const check = useTried({
    "call-on": on ? undefined : t("changeover.onWrong"),
    "call-time": time ? undefined : t("changeover.timeWrong"),
    "call-minutes": minutes?.length === 1 ? undefined : t("changeover.minutesWrong"),
    "call-heldWith": typed.heldWith.trim() ? undefined : t("changeover.heldWithWrong"),
  });
  const sending = useSending({
    act: (wish: CallWish) => bookCall(ledger.id, wish),
    anew: [["set-up", ledger.id]],
    done: (_, wish) => done(`${day(wish.on, language)} ${wish.time}`),
    places: PLACES,
  });
  const errors = { ...check.shown, ...sending.refused };
  const field = (name: keyof typeof typed) => ({
    id: `call-${name}`,
    value: typed[name],
    wrong: errors,
    typed: (text: string) => {
      sending.mended();
      setTyped((old) => ({ ...old, [name]: text }));
    },
  });
  const send = () => {
    if (check.tried()) sending.send({ on: on!, time: time!, minutes: minutes![0]!, heldWith: typed.heldWith.trim() });
  };
  return (
    <DialogForm
      act={t(call ? "changeover.move" : "changeover.book")}
      check={check}
      sending={sending}
      send={send}
      leave={leave}
    >
      <DateInput
        id="call-on"
        label={t("changeover.on")}
        data-autofocus
        value={on}
        onChange={(picked) => {
          sending.mended();
          setOn(picked);
        }}
        error={errors["call-on"]}
      />
      <TextField
        {...field("time")}
        label={t("changeover.time")}
        description={t("changeover.timeHelp")}
        placeholder="14:00"
      />
      <TextField {...field("minutes")} label={t("changeover.minutes")} inputMode="numeric" />
      <TextField
        {...field("heldWith")}
        label={t("changeover.heldWith")}
        description={t("changeover.heldWithHelp")}
        maxLength={120}
      />
    </DialogForm>
  );
}

/** Lists something old that the call disconnects. */
export function PartForm({ ledger, done, leave }: Given<string>) {
  const { t } = useTranslation();
  const label = useId();
  const [{ kind, name }, setTyped] = useState<Pick<Part, "kind" | "name">>({ kind: "device", name: "" });
  const check = useTried({ "part-name": name.trim() ? undefined : t("changeover.nameWrong") });
  const sending = useSending({
    act: (part: Pick<Part, "kind" | "name">) => addPart(ledger.id, part),
    anew: [["set-up", ledger.id]],
    done: (_, part) => done(part.name),
  });
  const send = () => {
    if (check.tried()) sending.send({ kind, name: name.trim() });
  };
  return (
    <DialogForm act={t("changeover.add")} check={check} sending={sending} send={send} leave={leave}>
      <div>
        <span id={label} className="kv-why">
          {t("changeover.kind")}
        </span>
        <SegmentedControl
          aria-labelledby={label}
          fullWidth
          value={kind}
          onChange={(picked) => setTyped((old) => ({ ...old, kind: picked }))}
          data={(["device", "integration"] as const).map((value) => ({ value, label: t(`changeover.${value}`) }))}
        />
      </div>
      <TextField
        id="part-name"
        label={t("changeover.name")}
        description={t("changeover.nameHelp")}
        maxLength={120}
        data-autofocus
        value={name}
        wrong={check.shown}
        typed={(text) => setTyped((old) => ({ ...old, name: text }))}
      />
    </DialogForm>
  );
}
