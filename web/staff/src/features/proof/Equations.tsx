import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { signOf, type Line, type LineName, type PartName, type Proof } from "./figures.ts";
import { PartLink } from "./PartLink.tsx";

/** Where an equation does not come out: its files that do not, each a link. */
function Astray({ proof }: { readonly proof: Proof }) {
  const files = proof.files.filter((file) => file.differenceMinor !== 0);
  const { t } = useTranslation();
  return files.map((file) => (
    <Link
      key={file.fileId}
      to="/files/$fileId"
      params={{ fileId: file.fileId }}
      search={(old) => ({ ledger: old.ledger })}
    >
      {t("proof.fileOff")} <Amount minor={file.differenceMinor} />
    </Link>
  ));
}

function Outcome({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const name = line.name as LineName;
  return (
    <State tone={line.holds ? "settled" : "overdue"}>
      <Explain
        of={{
          title: t(`proofLine.${name}`),
          sentence: t(`proofWhy.${name}`),
          change: line.holds ? undefined : t("proof.whatHelps"),
          rule: line.parts.map((part) => ({
            label: t(`proofPart.${part.name as PartName}`),
            value: <Amount minor={part.amountMinor} />,
          })),
        }}
      >
        {line.holds ? t("proof.zero") : t("proof.difference")} <Amount minor={line.differenceMinor} />
      </Explain>
    </State>
  );
}

/** One equation, its parts in a row with their signs, and what is missing where it does not come out. */
function Equation({ proof, line }: { readonly proof: Proof; readonly line: Line }) {
  const { t } = useTranslation();
  const name = line.name as LineName;
  return (
    <section className="kv-card kv-equation" id={`proof-${name}`} aria-label={t(`proofLine.${name}`)}>
      <div className="kv-equation-head">
        <h2>{t(`proofLine.${name}`)}</h2>
        <Outcome line={line} />
      </div>
      <div className="kv-parts">
        {line.parts.map((part) => (
          <span key={part.name} className="kv-part">
            <span className="kv-why">{t(`proofPart.${part.name as PartName}`)}</span>
            <span className="kv-term">
              <span aria-hidden="true">{signOf(name, part.name as PartName)}</span>
              <PartLink part={part} />
            </span>
          </span>
        ))}
        {name === "bankLines" && !line.holds && <Astray proof={proof} />}
      </div>
    </section>
  );
}

/** The same numbers as a table: to read line by line, and to copy. */
function Twin({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <section aria-labelledby="proof-twin">
      <h2 id="proof-twin">{t("proof.table")}</h2>
      <div className="kv-card kv-scroll" role="region" aria-labelledby="proof-twin" tabIndex={0}>
        <table className="kv-table">
          <thead>
            <tr>
              <th scope="col">{t("proof.equation")}</th>
              <th scope="col">{t("proof.part")}</th>
              <th scope="col" className="kv-number">
                {t("proof.rows")}
              </th>
              <th scope="col" className="kv-number">
                {t("field.amount")}
              </th>
            </tr>
          </thead>
          {proof.lines.map((line) => (
            <tbody key={line.name}>
              {line.parts.map((part, index) => (
                <tr key={part.name}>
                  <td>{index === 0 ? t(`proofLine.${line.name as LineName}`) : ""}</td>
                  <td>{t(`proofPart.${part.name as PartName}`)}</td>
                  <td className="kv-number">{part.count === 0 ? "" : count(part.count, language)}</td>
                  <td className="kv-number">
                    <Amount minor={part.amountMinor} />
                  </td>
                </tr>
              ))}
              <tr className="kv-difference">
                <td />
                <th scope="row">{t("proof.difference")}</th>
                <td />
                <td className="kv-number">
                  <Amount minor={line.differenceMinor} />
                </td>
              </tr>
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

export function Equations({ proof }: { readonly proof: Proof }) {
  return (
    <>
      {proof.lines.map((line) => (
        <Equation key={line.name} proof={proof} line={line} />
      ))}
      <Twin proof={proof} />
    </>
  );
}
