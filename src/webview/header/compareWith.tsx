import { Button } from '../controls.tsx';
import { usePanel } from '../panel.ts';

/** Asks the host for a comparison; what with is asked there. */
export function CompareWith({ primary = false }: { primary?: boolean }) {
  const panel = usePanel();
  const isTrusted = panel.snapshot.value?.trusted === true;
  return (
    <Button
      icon="compare"
      primary={primary}
      disabled={!isTrusted || panel.running.value !== null}
      title={isTrusted ? 'Compare the work tree with a revision, measured in turns' : NOT_TRUSTED}
      onClick={() => panel.attempt(panel.host.compareWith())}
    >
      Compare with…
    </Button>
  );
}

export const NOT_TRUSTED = 'Laptime runs nothing in a workspace that is not trusted';
