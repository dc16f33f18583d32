/** `low` to `high` holds the value with the confidence that was asked for. */
export interface ForecastRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
