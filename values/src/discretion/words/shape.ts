/** What a word tells about a patient. */
export type ClinicalKind = "treatment" | "tooth" | "diagnosis" | "material" | "drug" | "illness";

/**
 * One language's clinical words, by kind, parted by white space. `fylling` is that word alone, `fylling*` every word that begins so,
 * `*fylling` every word that ends so, `*fylling*` every word that holds it; `_` joins the words of a phrase. A `~` before it: only sought in
 * texts of this language, since the word is an ordinary one elsewhere. Case and accents are not seen.
 *
 * `harmless` are words that hold a clinical one and tell nothing: who treats, a name, a thing in a shop.
 */
export type Words = Readonly<Record<ClinicalKind, string>> & {
  readonly harmless: string;
  /** Words that are clinical only beside the number of a tooth: a crown is also money. */
  readonly besideTooth: string;
};
