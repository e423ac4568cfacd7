import { Button, Modal, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useMay, useZone } from "../../shell/session.ts";
import { Asked } from "../Asked.tsx";
import { useDone } from "../Done.tsx";
import { FileLink } from "../files.tsx";
import { useKeys } from "../keys.ts";
import { shortMoment } from "../moment.ts";
import { Problem } from "../Problem.tsx";
import { State, type Tone } from "../State.tsx";
import { PROFILES, useContents, useTaken, useTaking, type Contents, type Profile, type Taken } from "./questions.ts";

/** What a dossier is of. */
export type DossierBill = { readonly id: string; readonly number: string; readonly ledgerId: string };

const TONES: Readonly<Record<Contents["papers"][number]["state"], Tone>> = {
  in: "settled",
  missing: "overdue",
  leftOut: "held",
};

/** The papers asked for: which are in, and why not the others. */
function Papers({ of }: { readonly of: Contents }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{t("dossier.papers")}</h3>
      <dl className="kv-facts-beside">
        {of.papers.map(({ paper, state, why, pieces }, at) => (
          <div key={`${paper} ${String(at)}`}>
            <dt>{t(`dossier.paper.${paper}`)}</dt>
            <dd>
              <State tone={TONES[state]}>{t(`dossier.state.${state}`)}</State>
              {why !== null && <p className="kv-why">{t(`dossier.missing.${why}`)}</p>}
              {state === "in" && <span className="kv-why"> {pieces.join(", ")}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function LeftOut({ of }: { readonly of: Contents }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{t("dossier.leftOut")}</h3>
      {of.leftOut.length === 0 && <p className="kv-why">{t("dossier.nothing")}</p>}
      <dl className="kv-facts-beside">
        {of.leftOut.map(({ kind, why, pieces }) => (
          <div key={`${kind} ${why}`}>
            <dt>{t(`dossier.kind.${kind}`)}</dt>
            <dd>
              {t("dossier.pieces", { count: pieces })}
              <p className="kv-why">{t(`dossier.omitted.${why}`)}</p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function TakenBefore({ of, rows }: { readonly of: DossierBill; readonly rows: readonly Taken[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{t("dossier.earlier")}</h3>
      <dl className="kv-facts-beside">
        {rows.map(({ id, profile, madeAt }) => (
          <div key={id}>
            <dt>
              {t("dossier.row", { reader: t(`dossier.profile.${profile}`), at: shortMoment(madeAt, language, zone) })}
            </dt>
            <dd className="kv-acts">
              {(["pdf", "json"] as const).map((form) => (
                <FileLink key={form} plain href={`/api/v1/invoices/${of.id}/dossiers/${id}/file?form=${form}`}>
                  {form.toUpperCase()}
                </FileLink>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Form({ of }: { readonly of: DossierBill }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const reads = useMay("invoices.readTexts", of.ledgerId);
  const profiles = PROFILES.filter((each) => each !== "court" || reads);
  const [profile, setProfile] = useState<Profile>(profiles[0]!);
  const contents = useContents(of.id, profile);
  const earlier = useTaken(of.id);
  const taking = useTaking(of.id, ({ keptUntilOn }) => tell(t("dossier.taken", { day: day(keptUntilOn, language) })));
  const off = taking.isPending || !contents.data;
  const press = () => {
    if (!off) taking.mutate(profile);
  };
  useKeys([{ key: "mod+Enter", label: t("dossier.take"), off, inDialog: true, act: press }]);
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <p className="kv-help">{t("dossier.help")}</p>
      <Problem of={taking.error} />
      <NativeSelect
        label={t("dossier.reader")}
        data-autofocus
        value={profile}
        data={profiles.map((value) => ({ value, label: t(`dossier.profile.${value}`) }))}
        onChange={({ currentTarget: { value } }) => setProfile(profiles.find((each) => each === value) ?? profile)}
      />
      <Asked of={contents} height={240}>
        {(found) => (
          <>
            <Papers of={found} />
            <LeftOut of={found} />
          </>
        )}
      </Asked>
      <TakenBefore of={of} rows={earlier.data ?? []} />
      <div className="kv-form-end">
        <Button type="submit" disabled={off} loading={taking.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("dossier.take")}
        </Button>
      </div>
    </form>
  );
}

/** Everything that is known of a bill, for somebody outside: what is in, what is missing, what is left out; taken as PDF and JSON (N-12). */
export function DossierDialog({ of, close }: { readonly of: DossierBill | undefined; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={of !== undefined}
      onClose={close}
      size="lg"
      title={of && t("dossier.title", { number: of.number })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {of && <Form of={of} />}
    </Modal>
  );
}
