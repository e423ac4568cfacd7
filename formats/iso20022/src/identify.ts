/** Tells which message a file is without reading it. */
import { messageTypeOf, type MessageType } from "./messages.ts";
import { createXmlReader, XmlRefused, type XmlHandler } from "./xml.ts";

/** The outermost element of a bank message comes within its first bytes, comments before it included. */
const searchedBytes = 65_536;

/** The message and version by the namespace of the outermost element; undefined for anything else. */
export function identifyMessage(bytes: Uint8Array): MessageType | undefined {
  let found: MessageType | undefined;
  const handler: XmlHandler = {
    root: (_name, namespace) => {
      found = messageTypeOf(namespace);
    },
    opened: () => undefined,
    closed: () => false,
  };
  try {
    const reader = createXmlReader(handler);
    reader.write(bytes.subarray(0, searchedBytes));
    if (bytes.length <= searchedBytes) reader.end();
  } catch (error) {
    // What is wrong further down does not change which message it is.
    if (!(error instanceof XmlRefused)) throw error;
  }
  return found;
}
