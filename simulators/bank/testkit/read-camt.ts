/** Reads camt bytes with a real XML parser, as far as the tests ask; shares nothing with the writer. */
import { XmlDocument, XmlElement } from "libxml2-wasm";

export type ReadEntry = {
  readonly signedMinor: bigint;
  readonly reference: string;
  readonly reversal: boolean;
  readonly family: string;
  readonly info: string;
  readonly details: readonly ReadDetails[];
};

export type ReadDetails = {
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly endToEndId: string;
  readonly names: string;
  readonly kid: string;
  readonly text: string;
  readonly returnReason: string;
  readonly original: string;
};

export type ReadMessage = {
  readonly namespace: string;
  readonly messageId: string;
  readonly account: string;
  readonly sequence: number;
  /** Signed balances by code (OPBD, CLBD). */
  readonly balances: Readonly<Record<string, bigint>>;
  readonly summary: { readonly entries: number; readonly sumMinor: bigint; readonly netMinor: bigint };
  readonly entries: readonly ReadEntry[];
};

export function readCamt(bytes: Uint8Array): ReadMessage {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    const root = document.root;
    const net = all(root, "TtlNtries")[0];
    return {
      namespace: root.namespaceUri,
      messageId: text(root, "MsgId"),
      account: text(root, "Acct/Id"),
      sequence: Number(text(root, "ElctrncSeqNb")),
      balances: Object.fromEntries(all(root, "Bal").map((balance) => [text(balance, "Cd"), signed(balance)])),
      summary: {
        entries: net === undefined ? 0 : Number(text(net, "NbOfNtries")),
        sumMinor: net === undefined ? 0n : minor(text(net, "Sum")),
        netMinor: net === undefined ? 0n : sign(net) * minor(text(net, "TtlNetNtryAmt") || text(net, "TtlNetNtry/Amt")),
      },
      entries: all(root, "Ntry").map(entryOf),
    };
  } finally {
    document.dispose();
  }
}

function entryOf(entry: XmlElement): ReadEntry {
  return {
    signedMinor: signed(entry),
    reference: text(entry, "AcctSvcrRef"),
    reversal: text(entry, "RvslInd") === "true",
    family: text(entry, "Fmly/Cd"),
    info: text(entry, "AddtlNtryInf"),
    details: all(entry, "TxDtls").map((details) => ({
      reference: text(details, "AcctSvcrRef"),
      amountMinor: minor(text(details, "Amt")),
      endToEndId: text(details, "EndToEndId"),
      names: text(details, "Nm"),
      kid: text(details, "CdtrRefInf/Ref"),
      text: all(details, "Ustrd")
        .map((part) => part.content)
        .join(""),
      returnReason: text(details, "RtrInf/Rsn/Cd"),
      original: text(details, "RtrInf/AddtlInf"),
    })),
  };
}

/** Every element of this name, or path of names, below another. */
function all(element: XmlElement, path: string): XmlElement[] {
  const steps = path.split("/").map((name) => `*[local-name()='${name}']`);
  return element.find(`.//${steps.join("/")}`).filter((node) => node instanceof XmlElement);
}

function text(element: XmlElement, path: string): string {
  return all(element, path)[0]?.content.trim() ?? "";
}

function sign(element: XmlElement): bigint {
  return text(element, "CdtDbtInd") === "DBIT" ? -1n : 1n;
}

function signed(element: XmlElement): bigint {
  return sign(element) * minor(text(element, "Amt"));
}

function minor(decimal: string): bigint {
  if (!/^\d+\.\d\d$/.test(decimal)) throw new Error(`${decimal} is no amount in kroner and øre`);
  return BigInt(decimal.replace(".", ""));
}
