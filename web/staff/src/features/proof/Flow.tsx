import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Amount } from "../../parts/Amount.tsx";
import { lineNamed, partNamed, STATIONS, type LineName, type Proof, type Station } from "./figures.ts";
import { PartLink } from "./PartLink.tsx";

function Box({ proof, station }: { readonly proof: Proof; readonly station: Station }) {
  const { t } = useTranslation();
  const part = partNamed(proof, station.part);
  const beside = station.beside.flatMap((name) => {
    const found = partNamed(proof, name);
    return found && found.amountMinor !== 0 ? [{ name, found }] : [];
  });
  return (
    <li className="kv-station kv-card">
      <h2>{t(`proofBox.${station.name}`)}</h2>
      {part && (
        <p className="kv-station-figure">
          <PartLink part={part} />
        </p>
      )}
      <p className="kv-why">{t(`proofPart.${station.part}`)}</p>
      {beside.length > 0 && (
        <dl>
          {beside.map(({ name, found }) => (
            <div key={name}>
              <dt>{t(`proofPart.${name}`)}</dt>
              <dd>
                <PartLink part={found} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Between two stations: a line that goes through, or a gap with what is missing. */
function Joint({ proof, name }: { readonly proof: Proof; readonly name: LineName }) {
  const { t } = useTranslation();
  const line = lineNamed(proof, name);
  if (!line || line.holds)
    return (
      <li className="kv-joint" data-holds="true">
        <svg viewBox="0 0 40 12" aria-hidden="true">
          <path d="M0 6 H32 M27 1 L33 6 L27 11" />
        </svg>
        <span className="kv-unseen">{t("proof.joined", { line: t(`proofLine.${name}`) })}</span>
      </li>
    );
  return (
    <li className="kv-joint" data-holds="false">
      <svg viewBox="0 0 40 12" aria-hidden="true">
        <path d="M0 6 H10 M30 6 H40 M13 1 L10 11 M30 1 L27 11" />
      </svg>
      <Link to="." search={(old) => old} hash={`proof-${name}`}>
        <Amount minor={line.differenceMinor} />{" "}
        <span className="kv-unseen">{t("proof.gap", { line: t(`proofLine.${name}`) })}</span>
      </Link>
    </li>
  );
}

/** The day's money from claims to the books as one picture; each number leads to its rows, a break is a gap with what is missing. */
export function Flow({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation();
  return (
    <figure className="kv-proof-flow" aria-label={t("proof.picture")}>
      <ol>
        {STATIONS.flatMap((station) => [
          <Box key={station.name} proof={proof} station={station} />,
          ...(station.then ? [<Joint key={station.then} proof={proof} name={station.then} />] : []),
        ])}
      </ol>
      {proof.holds && (
        <svg className="kv-closed" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
          <path d="M4 12 H956 L972 20 L996 4" />
        </svg>
      )}
    </figure>
  );
}
