import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { createMemoryRecord } from './alertRecord.ts';
import { createAlertDesk } from './createAlertDesk.ts';
import { benchOf, busy, exampleRule, quietConfig } from './desk.fixture.ts';

const cpu = (share: number) => ({ 'machine.cpu': share });

describe('a desk that watches nothing itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hears of what another one watches, within 2 s, and of its own changes once', async () => {
    const memory = createMemoryRecord();
    let writes = 0;
    const record = {
      ...memory,
      saveAlert(...saved: Parameters<typeof memory.saveAlert>) {
        memory.saveAlert(...saved);
        writes += 1;
      },
    };
    const { desk: watching, tick, clock } = benchOf({ rules: [exampleRule(busy())] }, { record });
    const { onMessage } = benchOf({}).desk;
    const desk = createAlertDesk({
      ...{ clock, log: silentLog, source: null, record: { ...record, version: () => String(writes) } },
      config: quietConfig,
      channels: { onMessage, send() {}, test: () => Promise.resolve(), drain: () => Promise.resolve(), dispose() {} },
    });
    const heard: string[] = [];
    desk.onAlert(({ state, text }) => heard.push(`${state}: ${text}`));
    tick(cpu(0.9), 8);
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual(['firing: CPU has been over 80 % for 5 s (90 %).']);
    desk.acknowledge(desk.active()[0]!.id, 'Ada', '');
    await vi.advanceTimersByTimeAsync(4000);
    expect(heard.slice(1)).toEqual(['acknowledged: CPU has been over 80 % for 5 s (90 %).']);
    tick(cpu(0.1), 8);
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard.slice(2)).toEqual(['resolved: CPU is 10 % again.']);
    desk.dispose();
    watching.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
