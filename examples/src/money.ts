/** `1234.5 EUR` as a shop shows it. Makes a formatter for every price. */
export function formatPrice(cents: number, currency = 'EUR', locale = 'en-IE'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}

/** As `formatPrice`, with one formatter for all prices. */
export function priceFormatter(currency = 'EUR', locale = 'en-IE'): (cents: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return (cents) => format.format(cents / 100);
}

/** Cents of `1,234.50`; null for what is no price. */
export function parsePrice(text: string): number | null {
  const match = /^\s*(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{2}))?\s*$/.exec(text);
  if (!match) return null;
  return Number(match[1]!.replaceAll(',', '')) * 100 + Number(match[2] ?? 0);
}
