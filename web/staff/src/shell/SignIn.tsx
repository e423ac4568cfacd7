import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../api.ts";
import { languages } from "../format.ts";
import { OneTimeCode } from "../parts/OneTimeCode.tsx";
import { Problem } from "../parts/Problem.tsx";
import { DemoPeople } from "./DemoPeople.tsx";
import { begin, showFactor } from "./entering.ts";
import { LANGUAGE_NAMES, useLanguage } from "./language.ts";
import { knowsPasskeys, signInByPasskey, turnedAway } from "./passkey.ts";
import { useLook } from "./preferences.ts";

/** Only who sets up a second factor sees it. */
const QrCode = lazy(() => import("../parts/qr/QrCode.tsx").then(({ QrCode }) => ({ default: QrCode })));

/** Whose screen it was when it was locked. */
export type Locked = { readonly name: string; readonly email: string };

const confirm = (code: string) => answered(kvitt.POST("/api/v1/sign-in/enrolment/confirm", { body: { code } }));

/** The secret of an authenticator's address, in groups to type by hand. */
const secretOf = (uri: string) => (new URL(uri).searchParams.get("secret") ?? "").replaceAll(/(.{4})/g, "$1 ").trim();

/** Six figures; a wrong code leaves them empty again. */
function Code({ act, entered }: { readonly act: (code: string) => Promise<unknown>; readonly entered: () => void }) {
  const [failures, setFailures] = useState(0);
  const show = useMutation({ mutationFn: act, onSuccess: entered, onError: () => setFailures(failures + 1) });
  return (
    <>
      <Problem of={show.error} />
      <OneTimeCode key={failures} take={(code) => show.mutate(code)} busy={show.isPending} />
    </>
  );
}

/** What an authenticator reads: a code for a telephone's camera, a link for one on this device, and the secret in fours for who types. */
function ForAuthenticator({ uri }: { readonly uri: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Suspense>
        <QrCode text={uri} label={t("signIn.enrolQr")} />
      </Suspense>
      <a href={uri}>{t("signIn.enrolOpen")}</a>
      <div>
        <p className="kv-help" id="enrol-secret">
          {t("signIn.enrolType")}
        </p>
        <p className="kv-mono kv-secret" role="group" aria-labelledby="enrol-secret">
          {secretOf(uri)}
        </p>
      </div>
    </>
  );
}

/** The first time: the authenticator is given its secret, and shows that it has it. */
function Enrol({ password, entered }: { readonly password: string; readonly entered: () => void }) {
  const { t } = useTranslation();
  const enrol = useMutation({
    mutationFn: () => answered(kvitt.POST("/api/v1/sign-in/enrolment", { body: { password } })),
  });
  const { mutate } = enrol;
  useEffect(() => mutate(), [mutate]);
  return (
    <>
      <p className="kv-help">{t("signIn.enrolHelp")}</p>
      <Problem of={enrol.error} />
      {enrol.data && (
        <>
          <ForAuthenticator uri={enrol.data.uri} />
          <Code act={confirm} entered={entered} />
        </>
      )}
    </>
  );
}

function WithPasskey({ entered }: { readonly entered: () => void }) {
  const { t } = useTranslation();
  const signIn = useMutation({ mutationFn: signInByPasskey, onSuccess: entered });
  if (!knowsPasskeys()) return null;
  return (
    <>
      <Problem of={turnedAway(signIn.error) ? null : signIn.error} />
      <Button variant="default" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        {t("signIn.passkey")}
      </Button>
    </>
  );
}

type Step = { readonly at: "password" | "secondFactor" | "enrol"; readonly password: string };

function Password({ locked, next }: { readonly locked: Locked | undefined; readonly next: (step: Step) => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(locked?.email ?? "");
  const [password, setPassword] = useState("");
  const first = useMutation({
    mutationFn: () => begin(email, password),
    onSuccess: (at) => next({ at: at as Step["at"], password }),
  });
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        first.mutate();
      }}
    >
      <Problem of={first.error} />
      <TextInput
        label={t("signIn.email")}
        type="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("signIn.password")}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={first.isPending}>
        {t("signIn.next")}
      </Button>
    </form>
  );
}

/** Before anybody is known, each language stands in its own words. */
function Languages() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const look = useLook();
  return (
    <nav className="kv-languages" aria-label={t("top.language")}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-current={each === language}
          onClick={() => look({ language: each })}
        >
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
    </nav>
  );
}

function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Kvitt`;
  }, [title]);
  return (
    <main className="kv-signin">
      <div className="kv-card kv-door">
        <div className="kv-brand">kvitt</div>
        <h1 className="kv-lead">{title}</h1>
        {children}
      </div>
      <Languages />
    </main>
  );
}

/**
 * Sign-in in two steps, password and second factor, or in one with a passkey; in a demo one user per role with its second factor filled in.
 * A locked screen is the same page, at the address where the work stopped.
 */
export function SignIn({ locked, entered }: { readonly locked?: Locked; readonly entered: () => void }) {
  const { t } = useTranslation();
  const [{ at, password }, setStep] = useState<Step>({ at: "password", password: "" });
  const back = (
    <Button variant="subtle" color="gray" onClick={() => setStep({ at: "password", password: "" })}>
      {t("signIn.back")}
    </Button>
  );
  if (at === "enrol")
    return (
      <Door title={t("signIn.enrolTitle")}>
        <Enrol password={password} entered={entered} />
        {back}
      </Door>
    );
  if (at === "secondFactor")
    return (
      <Door title={t("signIn.codeTitle")}>
        <Code act={showFactor} entered={entered} />
        {back}
      </Door>
    );
  return (
    <Door title={locked ? t("signIn.lockedTitle") : t("signIn.title")}>
      {locked && <p className="kv-help">{t("signIn.lockedHelp", { name: locked.name })}</p>}
      <Password locked={locked} next={setStep} />
      <WithPasskey entered={entered} />
      <DemoPeople entered={entered} />
    </Door>
  );
}
