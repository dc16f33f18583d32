/** Two ways to the same result. Both give it back, so that it can be compared and nothing of it is optimized away. */
export interface CostPair {
  /** As the rule finds it; a promise is waited for. */
  readonly before: () => unknown;
  /** As it should be. */
  readonly after: () => unknown;
  /** Called when both have been measured. */
  readonly end?: () => unknown;
}

/** What a pattern costs, by the number of elements that it is about. */
export interface Cost {
  /** What n counts, in the plural: `entries`. */
  readonly unit: string;
  /** Small, medium and large, as they are in real programs. */
  readonly sizes: readonly [number, number, number];
  /**
   * Makes the input for a size, before anything is timed. Both ways must leave it as it was, or work on a copy of their own that costs
   * them the same.
   */
  readonly prepare: (n: number) => CostPair | Promise<CostPair>;
  /** At so many elements the first way fails, and the second does not: that is the claim, whatever the times are. */
  readonly failsAt?: number;
  /** `time` if not given; `memory`: the bytes that stay as long as the result is held. */
  readonly quantity?: 'time' | 'memory';
  /** Where the results of both may differ, in a few words: they are not compared then. */
  readonly differs?: string;
  /** `browser` where it needs a document. */
  readonly platform?: 'node' | 'browser';
}

/** By the names that the rule gives its costs. */
export type RuleCosts = Readonly<Record<string, Cost>>;
