/** Misbehaviour as data: the first rule that fits and still has turns decides. */

/** Skips the first `skip` matches, then fires `times` times (1 when left out); with `share`, for that share of the matches, and without end when `times` is left out. */
export type Turns = {
  readonly times?: number | undefined;
  readonly skip?: number | undefined;
  readonly share?: number | undefined;
};

/** Applies where `on` happens, to what matches all that is named. */
export type AnyRule = Turns & {
  readonly on: string;
  readonly match?: Readonly<Record<string, string | undefined>> | undefined;
  readonly fault: unknown;
};

export type Facts = Readonly<Record<string, string | readonly string[] | undefined>>;

export type RuleList<Rule extends AnyRule> = {
  /** The fault of the first rule that fits what happens, which has then had one more turn. */
  readonly find: <On extends Rule["on"]>(
    on: On,
    facts: Facts,
  ) => Extract<Rule, { readonly on: On }>["fault"] | undefined;
  /** Replaces all rules and their counters. */
  readonly replace: (rules: readonly Rule[]) => void;
  readonly list: () => readonly { readonly rule: Rule; readonly fired: number }[];
};

/** What a simulator shows of its rules, besides the questions of its own wire. */
export type RuleBook<Rule extends AnyRule> = Pick<RuleList<Rule>, "replace" | "list">;

type Settings<Rule> = {
  readonly first?: readonly Rule[];
  /** Chance, for rules with a share. */
  readonly draw?: () => number;
  /** Does what a rule names fit the fact? Left out: when it is the same. */
  readonly fits?: (wanted: string, fact: Facts[string]) => boolean;
};

type Counted<Rule> = { readonly rule: Rule; seen: number; fired: number };

export function createRuleList<Rule extends AnyRule>(settings: Settings<Rule> = {}): RuleList<Rule> {
  const { first = [], draw = () => 0, fits = (wanted, fact) => wanted === fact } = settings;
  let current: Counted<Rule>[] = [];
  const replace = (rules: readonly Rule[]): void => {
    current = rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
  };
  replace(first);
  const matches = ({ match = {} }: Rule, facts: Facts): boolean =>
    Object.entries(match).every(([name, wanted]) => wanted === undefined || fits(wanted, facts[name]));
  return {
    find: (on, facts) =>
      current.find((counted) => counted.rule.on === on && matches(counted.rule, facts) && fires(counted, draw))?.rule
        .fault,
    replace,
    list: () => current.map(({ rule, fired }) => ({ rule, fired })),
  };
}

function fires(counted: Counted<AnyRule>, draw: () => number): boolean {
  const { share, skip = 0, times = share === undefined ? 1 : Infinity } = counted.rule;
  counted.seen += 1;
  if (counted.seen <= skip || counted.fired >= times) return false;
  if (share !== undefined && draw() >= share) return false;
  counted.fired += 1;
  return true;
}
