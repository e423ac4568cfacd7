import { Alert, Button, PasswordInput, PinInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, Refused } from "../api.ts";
import type { Texts } from "../texts/i18n.ts";

type Role = keyof Texts["role"];
type DemoPerson = { readonly role: Role; readonly email: string; readonly password: string; readonly code: string };

/** The demo's people, where the data directory is a demo's; anywhere else the address does not exist. */
async function demoPeople(): Promise<readonly DemoPerson[]> {
  const answer = await fetch("/api/v1/demo-sign-ins");
  return answer.ok ? ((await answer.json()) as { items: DemoPerson[] }).items : [];
}

async function begin(email: string, password: string): Promise<string> {
  const { next } = await answered(kvitt.POST("/api/v1/sign-in", { body: { email, password } }));
  return next;
}

async function showFactor(code: string): Promise<string> {
  const { next } = await answered(kvitt.POST("/api/v1/sign-in/second-factor", { body: { code } }));
  return next;
}

function Trouble({ error }: { readonly error: Error | null }) {
  if (!error) return null;
  const said = error instanceof Refused ? error.problem : undefined;
  return (
    <Alert color="red" variant="light" role="alert" title={said?.sentence ?? error.message}>
      {said?.remedy}
    </Alert>
  );
}

/** Sign-in in two steps, password and second factor; in a demo one user per role with its second factor filled in. */
export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [step, setStep] = useState<"password" | "factor">("password");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const people = useQuery({ queryKey: ["demo-sign-ins"], queryFn: demoPeople, retry: false, staleTime: 20_000 });
  const enter = () => queries.invalidateQueries();
  const first = useMutation({ mutationFn: () => begin(email, password), onSuccess: () => setStep("factor") });
  const second = useMutation({ mutationFn: showFactor, onSuccess: enter });
  const asPerson = useMutation({
    mutationFn: async (role: string) => {
      const fresh = (await demoPeople()).find((person) => person.role === role)!;
      await begin(fresh.email, fresh.password);
      await showFactor(fresh.code);
    },
    onSuccess: enter,
  });
  return (
    <main className="kv-signin">
      <form
        className="kv-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (step === "password") first.mutate();
        }}
      >
        <div className="kv-brand">kvitt</div>
        <h1 className="kv-lead">{step === "password" ? t("signIn.title") : t("signIn.codeTitle")}</h1>
        <Trouble error={first.error ?? second.error ?? asPerson.error} />
        {step === "password" ? (
          <>
            <TextInput
              label={t("signIn.email")}
              type="email"
              autoComplete="username"
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
          </>
        ) : (
          <PinInput
            length={6}
            type="number"
            oneTimeCode
            autoFocus
            aria-label={t("signIn.code")}
            onComplete={(code) => second.mutate(code)}
          />
        )}
        {step === "password" && (people.data ?? []).length > 0 && (
          <section aria-labelledby="demo-people" className="kv-people">
            <h2 id="demo-people">{t("signIn.demo")}</h2>
            <p className="kv-why">{t("signIn.demoHelp")}</p>
            {people.data!.map((person) => (
              <Button
                key={person.role}
                variant="default"
                justify="space-between"
                loading={asPerson.isPending && asPerson.variables === person.role}
                onClick={() => asPerson.mutate(person.role)}
                rightSection={<span className="kv-why">{person.email.split("@")[0]}</span>}
              >
                {t(`role.${person.role}`)}
              </Button>
            ))}
          </section>
        )}
      </form>
    </main>
  );
}
