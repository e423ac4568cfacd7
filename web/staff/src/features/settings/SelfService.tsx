import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { money } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import { Facts } from "./LedgerParts.tsx";
import { useCan, type SetUp } from "./questions.ts";
import { useSending } from "./sending.ts";
import { typedNumbers } from "./typed-settings.ts";

type Limits = SetUp["selfService"];
/** The most each may be; zero is not at all. */
const BOUNDS = { mostDaysToMove: 90, mostParts: 36, disputeDays: 180, saysPaidDays: 60 } as const;
type Field = keyof typeof BOUNDS;
const FIELDS = Object.keys(BOUNDS) as Field[];
/** One part is no split. */
const FEWEST_PARTS = 2;

const isOff = (of: Limits, field: Field) => of[field] < (field === "mostParts" ? FEWEST_PARTS : 1);

function Fields({
  ledgerId,
  of,
  done,
  leave,
}: {
  readonly ledgerId: string;
  readonly of: Limits;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const { currency } = useLedger();
  const [typed, setTyped] = useState(() => Object.fromEntries(FIELDS.map((each) => [each, String(of[each])])));
  const [least, setLeast] = useState<number | null>(of.leastPartMinor);
  const numberOf = (field: Field) => {
    const numbers = typedNumbers(typed[field]!, 0, BOUNDS[field]);
    return numbers?.length === 1 ? numbers[0] : undefined;
  };
  const check = useTried({
    ...Object.fromEntries(
      FIELDS.map((field) => [
        `limit-${field}`,
        numberOf(field) === undefined ? t("selfService.wrong", { most: BOUNDS[field] }) : undefined,
      ]),
    ),
    "limit-least": least === null || least < 0 ? t("selfService.leastWrong") : undefined,
  });
  const sending = useSending({
    act: () => {
      const days = Object.fromEntries(FIELDS.map((field) => [field, numberOf(field)!]));
      const body = { selfService: { ...days, leastPartMinor: String(least) } };
      return answered(kvitt.PATCH("/api/v1/ledgers/{ledgerId}/settings", { params: { path: { ledgerId } }, body }));
    },
    anew: [["set-up", ledgerId]],
    done,
  });
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      {FIELDS.map((field, index) => (
        <TextField
          key={field}
          id={`limit-${field}`}
          label={t(`selfService.field.${field}`)}
          description={t(`selfService.help.${field}`)}
          inputMode="numeric"
          data-autofocus={index === 0 || undefined}
          value={typed[field]}
          wrong={check.shown}
          typed={(text) => {
            sending.mended();
            setTyped((old) => ({ ...old, [field]: text }));
          }}
        />
      ))}
      <AmountInput
        id="limit-least"
        label={t("selfService.least")}
        error={check.shown["limit-least"]}
        currency={currency}
        valueMinor={least}
        onChange={setLeast}
      />
    </DialogForm>
  );
}

/** How far payers may go alone on the pay page (V-09), and what of it is closed. */
export function SelfService({ ledgerId, of }: { readonly ledgerId: string; readonly of: Limits }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const tell = useDone();
  const may = useCan()("ledgers.configure", ledgerId);
  const [changing, setChanging] = useState(false);
  const leave = () => setChanging(false);
  const said = (field: Field) =>
    isOff(of, field) ? t("selfService.off") : t(`selfService.value.${field}`, { count: of[field] });
  return (
    <section className="kv-card kv-block" aria-labelledby="alone-title">
      <div className="kv-block-head">
        <h2 id="alone-title">{t("selfService.title")}</h2>
        {may && (
          <Button variant="default" size="compact-sm" onClick={() => setChanging(true)}>
            {t("settings.change")}
          </Button>
        )}
      </div>
      <p className="kv-why">{t("selfService.why")}</p>
      <Facts
        of={[
          ...FIELDS.map(
            (field) =>
              [
                t(`selfService.field.${field}`),
                <Explain
                  key={field}
                  of={{ title: t(`selfService.field.${field}`), sentence: t(`selfService.help.${field}`) }}
                >
                  {said(field)}
                </Explain>,
              ] as const,
          ),
          [t("selfService.least"), money(of.leastPartMinor, currency, language)],
        ]}
      />
      <FormDialog opened={changing} leave={leave} title={t("selfService.title")} made={() => tell(t("settings.saved"))}>
        {(done: (made: undefined) => void) => (
          <Fields ledgerId={ledgerId} of={of} done={() => done(undefined)} leave={leave} />
        )}
      </FormDialog>
    </section>
  );
}
