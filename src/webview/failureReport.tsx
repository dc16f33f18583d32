import type { Failure } from '../model/measurement.ts';
import { LinkButton } from './controls.tsx';
import { failureTitles } from './format.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel.ts';

/** What failed, where, and the stack on demand. */
export function FailureReport({ failure }: { failure: Failure }) {
  const panel = usePanel();
  const { kind, message, location, stack } = failure;
  return (
    <div class="failure">
      <Icon name="error" />
      <div class="failure-body">
        <p class="failure-message">
          <strong>{failureTitles[kind]}: </strong>
          <bdi>{message}</bdi>
        </p>
        {location && (
          <LinkButton title="Open the source" onClick={() => panel.attempt(panel.host.openSource(location.file, location.line, location.column))}>
            <bdi>{`${location.file}:${location.line}:${location.column}`}</bdi>
          </LinkButton>
        )}
        {stack !== '' && (
          <details>
            <summary>Stack</summary>
            <pre class="output" tabIndex={0}>
              {stack}
            </pre>
          </details>
        )}
      </div>
    </div>
  );
}
