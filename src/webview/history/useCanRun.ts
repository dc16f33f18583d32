import { usePanel } from '../panel.ts';

/** Whether something may be measured now: one thing at a time, and nothing in a workspace that is not trusted. */
export function useCanRun(): boolean {
  const panel = usePanel();
  return panel.running.value === null && panel.snapshot.value?.trusted === true;
}
