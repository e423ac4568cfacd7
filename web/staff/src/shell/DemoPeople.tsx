import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../parts/ask.ts";
import { Problem } from "../parts/Problem.tsx";
import type { Texts } from "../texts/i18n.ts";
import { begin, showFactor } from "./entering.ts";

type Role = keyof Texts["role"];
type DemoPerson = {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly code: string;
};

/** The demo's people, where the data directory is a demo's; anywhere else the address does not exist. */
async function demoPeople(): Promise<readonly DemoPerson[]> {
  const answer = await ask("/api/v1/demo-sign-ins");
  if (answer.status === 404) return [];
  if (!answer.ok) throw new Error(`The demo's people: ${String(answer.status)}`);
  return ((await answer.json()) as { items: DemoPerson[] }).items;
}

async function enterAs(role: string): Promise<void> {
  const person = (await demoPeople()).find((each) => each.role === role)!;
  await begin(person.email, person.password);
  await showFactor(person.code);
}

/** One user for each role, in a demo only. */
export function DemoPeople({ entered }: { readonly entered: () => void }) {
  const { t } = useTranslation();
  const people = useQuery({ queryKey: ["demo-sign-ins"], queryFn: demoPeople, retry: 3, staleTime: 20_000 });
  const asPerson = useMutation({ mutationFn: enterAs, onSuccess: entered });
  if (!people.data || people.data.length === 0) return null;
  return (
    <section aria-labelledby="demo-people" className="kv-people">
      <h2 id="demo-people">{t("signIn.demo")}</h2>
      <p className="kv-why">{t("signIn.demoHelp")}</p>
      <Problem of={asPerson.error} />
      {people.data.map(({ role, name }) => (
        <Button
          key={role}
          data-role={role}
          variant="default"
          justify="space-between"
          loading={asPerson.isPending && asPerson.variables === role}
          onClick={() => asPerson.mutate(role)}
          rightSection={<span className="kv-why">{t(`role.${role}`)}</span>}
        >
          {name}
        </Button>
      ))}
    </section>
  );
}
