import { describe, expect, it } from 'vitest';
import { adviceInEditor, longerPreset, presetOption, timeAdviceSeconds, timeOption } from './measureLonger.ts';

describe('timeAdviceSeconds', () => {
  it('is round, covers what is needed, and is more than there was', () => {
    expect(timeAdviceSeconds({ budgetMs: 3000 }, 6600)).toBe(8);
    expect(timeAdviceSeconds({ budgetMs: 8000 }, 8000)).toBe(10);
    expect(timeAdviceSeconds({ budgetMs: 8000 }, 100)).toBe(10);
  });

  it('is nothing where nobody would wait for it', () => {
    expect(timeAdviceSeconds({ budgetMs: 3000 }, 18_001)).toBeNull();
    expect(timeAdviceSeconds({ budgetMs: 120_000 }, 130_000)).toBeNull();
  });
});

describe('longerPreset', () => {
  it('is one step up, until there is none', () => {
    expect(longerPreset('quick')).toBe('standard');
    expect(longerPreset('standard')).toBe('thorough');
    expect(longerPreset('thorough')).toBeNull();
  });
});

describe('adviceInEditor', () => {
  it('names what the editor has in place of options', () => {
    const message = `The interval is ± 9 %: ${timeOption(20)} should reach it, or use ${presetOption('thorough')}.`;
    expect(adviceInEditor({ code: 'wide-interval', message })).toBe(
      'The interval is ± 9 %: "time": "20 s" in laptime.config.json should reach it, or use the run profile "thorough".',
    );
  });

  it('leaves what a bench file says as it is', () => {
    const message = 'option --time 20 of the file is ignored';
    expect(adviceInEditor({ code: 'bench-file', message })).toBe(message);
  });
});
