/** Reads one thing of the program that it is in. */
export interface Sensor<Reading> {
  /** What there was since the reading before, or since it began. */
  read(elapsedMs: number): Reading;
  /** Gives back what it holds. */
  stop(): void;
}
