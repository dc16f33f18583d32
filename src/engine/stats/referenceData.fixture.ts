/**
 * Michelson's 100 measurements of the speed of light in air, 1879, km/s above 299,000. NIST Statistical Reference
 * Datasets, "Michelso" (there in thousands of km/s); R's `morley`.
 */
export const michelson: readonly number[] = [
  850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960, 960, 940, 960, 940, 880, 800, 850,
  880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800, 880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870,
  840, 840, 850, 840, 840, 840, 890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880, 720, 840, 850, 850, 780, 890,
  840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740, 810, 940, 950, 800, 810, 870,
];

/** Dana's self-awareness times (1990), the running example of Wilcox, "Introduction to Robust Estimation and Hypothesis Testing". */
export const selfAwareness: readonly number[] = [
  77, 87, 88, 114, 151, 210, 219, 246, 253, 262, 296, 299, 306, 376, 428, 515, 666, 1310, 2611,
];

/** Student's sleep data (1908): extra hours of sleep of ten patients under two drugs. R's `sleep`. */
export const sleep: { readonly first: readonly number[]; readonly second: readonly number[] } = {
  first: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  second: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};
