import { describe, expect, it } from 'vitest';
import { visibleText } from './text.ts';

describe('visibleText', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['parse tree', 'größe µs', '解析 🚀', 'שלום', 'e\u0301', '👩‍👩‍👧']) expect(visibleText(text)).toBe(text);
  });

  it('shows what would act on a terminal', () => {
    expect(visibleText('a\nb\tc\r')).toBe('a\\nb\\tc\\r');
    expect(visibleText('\u001b[31mred\u0007\u009b')).toBe('\\u001b[31mred\\u0007\\u009b');
    expect(visibleText('\u202egnp.exe\u2066')).toBe('\\u202egnp.exe\\u2066');
    expect(visibleText('\ud800')).toBe('\\ud800');
  });
});
