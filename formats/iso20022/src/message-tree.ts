/** The common door of the messages that are read whole: pain.001 and pain.002. */
import { child, type Reading } from "./fields.ts";
import { messageShapes, messageTypeOf, type MessageKind } from "./messages.ts";
import { createProblemList, type Problem } from "./problems.ts";
import { readTree, XmlRefused, type XmlLimits, type XmlNode } from "./xml.ts";

/** What such a reader answers; `ok` is false when any problem is an error. */
export interface TreeResult<File> {
  readonly ok: boolean;
  readonly file: File | undefined;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** Reads the message `kind`, whose root element is handed to `read`. Anything else is a problem. */
export function readMessageTree<File>(
  bytes: Uint8Array,
  kind: MessageKind,
  limits: XmlLimits,
  read: (reading: Reading, root: XmlNode, version: string) => File,
): TreeResult<File> {
  const problems = createProblemList();
  const answer = (file: File | undefined): TreeResult<File> => ({
    ok: file !== undefined && problems.fileErrors === 0,
    file,
    problems: problems.listed,
    problemCount: problems.count,
  });
  try {
    const { root, namespace } = readTree(bytes, limits);
    const type = messageTypeOf(namespace);
    if (type?.kind !== kind) throw new XmlRefused("NAMESPACE_UNKNOWN", root.line);
    const message = child(root, messageShapes[kind].root);
    if (root.name !== "Document" || message === undefined) throw new XmlRefused("ROOT_UNKNOWN", root.line);
    return answer(read({ problems, where: "" }, message, type.version));
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    problems.add(error.code, error.line, "");
    return answer(undefined);
  }
}
