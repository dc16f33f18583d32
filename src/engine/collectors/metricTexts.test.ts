import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricTexts } from './index.ts';

const UNITS = {
  share: 'share, 0 to 1',
  cores: 'cores',
  bytes: 'bytes',
  bytesPerSecond: 'bytes/s',
  milliseconds: 'ms',
  perSecond: '1/s',
  count: 'count',
} as const;

const page = readFileSync(new URL('../../../docs/monitoring.md', import.meta.url), 'utf8');

describe('metricTexts', () => {
  it('have ids of their own, which begin with their subject, and whole sentences', () => {
    expect(new Set(metricTexts.map(({ id }) => id)).size).toBe(metricTexts.length);
    for (const { id, subject, description } of metricTexts) {
      expect(id.startsWith(`${subject}.`)).toBe(true);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(metricTexts.map(({ id, unit, description }) => [id, `| \`${id}\` | ${UNITS[unit]} | ${description} |`]))(
    '%s is in docs/monitoring.md',
    (_, row) => expect(page).toContain(row),
  );

  it('are all that docs/monitoring.md has in its tables', () => {
    const told = [...page.matchAll(/^\| `((?:machine|program|extensionHost)\.[^`]+)` \|/gm)].map(([, id]) => id!);
    expect(new Set(told)).toEqual(new Set(metricTexts.map(({ id }) => id)));
    expect(told).toHaveLength(metricTexts.length);
  });
});
