import { aboutText, type Alert } from '../../model/alert.ts';
import { Button } from '../controls.tsx';
import { formatTime } from '../format.ts';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';

/** Alerts that have not ended, the gravest first. */
export function AlertsList({ alerts }: { alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null;
  return (
    <section class="alerts" aria-label="Alerts">
      <ul>
        {alerts.map((alert) => (
          <Line key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  );
}

function Line({ alert }: { alert: Alert }) {
  const panel = usePanel();
  const { id, severity, state, title, text, sinceMs, acknowledged, muted } = alert;
  const since = formatTime(sinceMs, document.documentElement.lang);
  const by = acknowledged === null ? '' : ` by ${acknowledged.by}${acknowledged.note === '' ? '' : `: ${acknowledged.note}`}`;
  return (
    <li class={`alert alert-${severity}`}>
      <Icon name={severity === 'info' ? 'info' : severity === 'warning' ? 'warning' : 'error'} />
      <div class="alert-text">
        <strong>
          <bdi>{title}</bdi>
        </strong>
        <bdi>{text + aboutText(alert)}</bdi>
        <span class="muted">
          <bdi>{`${severity}, ${state}${by}, since ${since}${muted === null ? '' : `; nobody was told: ${muted}`}`}</bdi>
        </span>
      </div>
      <div class="actions">
        {state === 'firing' && <Button onClick={() => panel.attempt(panel.host.acknowledgeAlert(id))}>Acknowledge</Button>}
        {(state === 'firing' || state === 'acknowledged') && (
          <Button onClick={() => panel.attempt(panel.host.resolveAlert(id))}>Resolve</Button>
        )}
      </div>
    </li>
  );
}
