import { describe, expect, it, vi } from 'vitest';
import type { Engine, RecordedProfile } from '../../engine/engine.ts';
import type { Folder } from '../folders.ts';
import type { Results } from '../results.ts';
import { Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import { Recordings, type RecordingControl, type RecordingJob } from './recordings.ts';
import { progressText } from './recordingTexts.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const never = new AbortController().signal;
const profile = { file: '/profiles/a.cpuprofile' } as RecordedProfile;

function fail(error: unknown): never {
  throw error;
}

/** Recordings whose work ends when the test says so. */
function setUp() {
  const engine = {} as Engine;
  const folder = { engine: async () => engine } as unknown as Folder;
  const runs = new Runs({} as Results, {} as SettingsSource, fail);
  const recordings = new Recordings(runs, fail);
  const begun: { label: string; control: RecordingControl; signal: AbortSignal; end: () => void }[] = [];
  const record = (label: string, more: Partial<RecordingJob> = {}, signal = never) =>
    recordings.record(
      { folder, kind: 'cpu', label, inTurn: true, ...more },
      (_engine, control, cancelled) =>
        new Promise((resolve, reject) => {
          cancelled.addEventListener('abort', () => reject(cancelled.reason as Error));
          control.stopped.addEventListener('abort', () => resolve([profile]));
          begun.push({ label, control, signal: cancelled, end: () => resolve([profile]) });
        }),
      signal,
    );
  const begins = (count: number) => vi.waitFor(() => expect(begun).toHaveLength(count));
  const end = (label: string) => begun.find((one) => one.label === label)?.end();
  const phases = () => recordings.all.map(({ label, phase }) => `${label} ${phase}`);
  return { recordings, runs, record, begun, begins, end, phases };
}

describe('Recordings', () => {
  it('takes turns with what is measured, and not where a process runs anyway', async () => {
    const { record, begun, begins, end, phases, runs } = setUp();
    const [first, second, third] = [record('first'), record('second'), record('third', { inTurn: false })];
    await begins(2);
    expect(phases()).toEqual(['first preparing', 'second waiting', 'third preparing']);
    expect(runs.running).toMatchObject({ label: 'first', isRecording: true });
    end('first');
    expect(await first).toEqual([profile]);
    await begins(3);
    expect(begun.at(-1)?.label).toBe('second');
    end('second');
    end('third');
    await Promise.all([second, third]);
    expect(phases()).toEqual([]);
    expect(runs.running).toBe(null);
  });

  it('keeps what is stopped, and nothing of what is cancelled', async () => {
    const { record, recordings, begins, phases } = setUp();
    const [first, second, third] = [record('first'), record('second'), record('third')];
    await begins(1);
    const [{ id } = fail('none'), , last] = recordings.all;
    recordings.stop(id);
    expect(await first).toEqual([profile]);
    await begins(2);
    // Waits still: there is nothing to keep.
    recordings.stop(last!.id);
    await expect(third).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    recordings.cancel();
    await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(phases()).toEqual([]);
    // Nothing runs: nothing happens.
    recordings.stop();
    recordings.cancel(1);
  });

  it('ends with everything else that is cancelled', async () => {
    const { record, runs, begins, begun } = setUp();
    const stop = new AbortController();
    const [first, second] = [record('first'), record('second', { inTurn: false }, stop.signal)];
    await begins(2);
    runs.cancel();
    await expect(first).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    stop.abort();
    await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(begun.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('tells what each is at', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setInterval', 'clearInterval'] });
    try {
      const { record, recordings, begun } = setUp();
      let changes = 0;
      recordings.onDidChange(() => (changes += 1));
      const ended = record('sum', { inTurn: false });
      for (let turns = 0; turns < 5; turns++) await Promise.resolve();
      const { follow } = begun[0]!.control;
      const text = () => progressText(recordings.all[0]!, Date.now());
      follow({ kind: 'preparing', message: 'Installing packages' });
      expect(text()).toBe('Installing packages');
      follow({ kind: 'recording', title: 'sum', durationMs: 4000, done: 0, total: 2 });
      vi.advanceTimersByTime(1000);
      expect(text()).toBe('1 of 2 · 1 s · 7 s left');
      expect(changes).toBe(6);
      follow({ kind: 'recording', title: 'product', durationMs: 4000, done: 1, total: 2 });
      expect(text()).toBe('2 of 2 · 0 s · 4 s left');
      follow({ kind: 'recording', title: 'server', durationMs: null, done: 0, total: null });
      vi.advanceTimersByTime(65_000);
      expect(text()).toBe('1 min 5 s');
      follow({ kind: 'writing' });
      expect(text()).toBe('is being written');
      begun[0]!.end();
      await ended;
      const last = changes;
      vi.advanceTimersByTime(5000);
      expect(changes).toBe(last);
    } finally {
      vi.useRealTimers();
    }
  });
});
