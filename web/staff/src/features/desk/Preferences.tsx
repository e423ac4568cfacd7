import { Button, Modal, Radio, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useMay } from "../../shell/session.ts";
import type { Card } from "./card.ts";

type Wish = Card["preferences"];
/** One choice of the person at the desk: how the customer's treatments become invoices. */
const MODES = ["single", "monthly", "weekly"] as const;
type Mode = (typeof MODES)[number];
/** May or shall the customer's credit be checked (S1-06). */
const CHECKS = ["ask", "always", "never"] as const;
const CHANNELS = ["efaktura", "ehf", "email", "sms", "paper"] as const;

const modeOf = ({ invoiceMode, collectivePeriod }: Wish): Mode =>
  invoiceMode === "single" ? "single" : collectivePeriod === "week" ? "weekly" : "monthly";

const wishOf = (mode: Mode, { delivery, creditCheck }: Pick<Wish, "delivery" | "creditCheck">): Wish => ({
  invoiceMode: mode === "single" ? "single" : "collective",
  collectivePeriod: mode === "single" ? null : mode === "weekly" ? "week" : "month",
  delivery,
  creditCheck,
});

/** How the customer wants invoices, as it is said on the card. */
export function usePreferenceWords() {
  const { t } = useTranslation();
  return (wish: Wish) =>
    [
      t(`desk.mode.${modeOf(wish)}`),
      ...(wish.delivery ? [t(`desk.delivery.${wish.delivery}`)] : []),
      ...(wish.creditCheck === "ask" ? [] : [t(`desk.creditCheck.card.${wish.creditCheck}`)]),
    ].join(" · ");
}

/** The preferences as they are when the dialog opens, with their version: a colleague's change meanwhile is not overrun. */
function useSeen(partyId: string, opened: boolean) {
  return useQuery({
    queryKey: ["party", partyId, "preferences"],
    enabled: opened,
    gcTime: 0,
    staleTime: 0,
    queryFn: async () => {
      const call = kvitt.GET("/api/v1/parties/{partyId}", { params: { path: { partyId } } });
      const { invoiceMode, collectivePeriod, delivery, creditCheck } = await answered(call);
      const version = (await call).response.headers.get("etag") ?? "";
      return { wish: { invoiceMode, collectivePeriod, delivery, creditCheck }, version };
    },
  });
}

type Seen = { readonly wish: Wish; readonly version: string };

function useSaving(partyId: string, { version }: Seen, saved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Wish) => {
      const params = { path: { partyId }, header: { "if-match": version } };
      return answered(kvitt.PATCH("/api/v1/parties/{partyId}/payment-preferences", { params, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["party", partyId], exact: true });
      saved();
    },
  });
}

/** Each choice with what it does to the next run. */
function Modes({ mode, choose }: { readonly mode: Mode; readonly choose: (mode: Mode) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("desk.wish.mode")} value={mode} onChange={(value) => choose(value)}>
      <div className="kv-stack kv-wishes">
        {MODES.map((each) => (
          <Radio
            key={each}
            value={each}
            label={t(`desk.mode.${each}`)}
            description={t(`desk.wish.next.${each}`)}
            {...(each === mode ? { "data-autofocus": true } : {})}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

/** Whether credit is checked, and under the choice what it means for this customer (S1-06). */
function CreditCheck({
  of,
  choose,
}: {
  readonly of: Wish["creditCheck"];
  readonly choose: (check: Wish["creditCheck"]) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t("desk.creditCheck.label")}
        description={t("desk.creditCheck.help")}
        allowDeselect={false}
        data={CHECKS.map((value) => ({ value, label: t(`desk.creditCheck.${value}`) }))}
        value={of}
        onChange={(value) => value && choose(value)}
        comboboxProps={{ withinPortal: false }}
      />
      <p className="kv-why" role="status">
        {t(`desk.creditCheck.means.${of}`)}
      </p>
    </>
  );
}

function Form({ card, seen, close }: { readonly card: Card; readonly seen: Seen; readonly close: () => void }) {
  const { t } = useTranslation();
  const tell = useDone();
  const [mode, setMode] = useState(modeOf(seen.wish));
  const [delivery, setDelivery] = useState(seen.wish.delivery);
  const [creditCheck, setCheck] = useState(seen.wish.creditCheck);
  const saving = useSaving(card.id, seen, () => {
    tell(t("desk.wish.saved", { name: card.name }));
    close();
  });
  const { wish } = seen;
  const isSame = mode === modeOf(wish) && delivery === wish.delivery && creditCheck === wish.creditCheck;
  const off = saving.isPending || isSame;
  const save = () => saving.mutate(wishOf(mode, { delivery, creditCheck }));
  useKeys([{ key: "mod+Enter", label: t("desk.wish.save"), off, inDialog: true, act: save }]);
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!off) save();
      }}
    >
      <Problem of={saving.error} />
      <Modes mode={mode} choose={setMode} />
      <p className="kv-why">{t("desk.wish.means")}</p>
      <Select
        label={t("desk.wish.delivery")}
        description={t("desk.wish.deliveryHelp")}
        clearable
        clearButtonProps={{ "aria-label": t("desk.wish.anyChannel"), tabIndex: -1 }}
        placeholder={t("desk.wish.anyChannel")}
        data={CHANNELS.map((value) => ({ value, label: t(`desk.delivery.${value}`) }))}
        value={delivery}
        onChange={setDelivery}
        comboboxProps={{ withinPortal: false }}
      />
      <CreditCheck of={creditCheck} choose={setCheck} />
      <div className="kv-form-end">
        <Button type="submit" disabled={off} loading={saving.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("desk.wish.save")}
        </Button>
      </div>
    </form>
  );
}

function Dialog({
  card,
  opened,
  close,
}: {
  readonly card: Card;
  readonly opened: boolean;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const seen = useSeen(card.id, opened);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("desk.wish.title", { name: card.name })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {opened && (
        <Asked of={seen} height={280}>
          {(answer) => <Form card={card} seen={answer} close={close} />}
        </Asked>
      )}
    </Modal>
  );
}

/** How the customer wants invoices; who may changes it, and is told before what the next run makes of it (S0-53, S0-54). */
export function Preferences({ card }: { readonly card: Card }) {
  const { t } = useTranslation();
  const words = usePreferenceWords();
  const writes = useMay("parties.write");
  const [opened, setOpened] = useState(false);
  return (
    <>
      {words(card.preferences)}
      {writes && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t("desk.wish.change")}
            onClick={() => setOpened(true)}
          >
            {t("desk.wish.changeWord")}
          </Button>
        </div>
      )}
      <Dialog card={card} opened={opened} close={() => setOpened(false)} />
    </>
  );
}
