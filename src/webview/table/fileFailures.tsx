import { LinkButton } from '../controls.tsx';
import { FailureReport } from '../failureReport.tsx';
import { usePanel } from '../panel.ts';

/** Bench files that gave no benchmarks at all. */
export function FileFailures() {
  const panel = usePanel();
  const failures = panel.arrangedFailures.value;
  if (failures.length === 0) return null;
  return (
    <section class="file-failures" aria-label="Files that failed">
      {failures.map(({ file, ...told }) => (
        <article key={`${file} ${told.side}`} class="file-failure">
          <h2>
            <LinkButton title="Open the file" onClick={() => panel.attempt(panel.host.openSource(file, 1, 1))}>
              <bdi>{file}</bdi>
            </LinkButton>
          </h2>
          <FailureReport {...told} />
        </article>
      ))}
    </section>
  );
}
