/** One arrow that may not be drawn; `comment` is the remedy shown to whoever draws it. */
export interface ImportRule {
  name: string;
  severity: "error";
  comment: string;
}

export declare const serverRows: string[][];
export declare const capabilities: string[];

declare const rules: { forbidden: ImportRule[] };
export default rules;
