import { formatBytes, formatCount, formatDuration, formatPercent } from '../../../base/units.ts';
import type { ProfileSummary, Recording } from '../../../model/profile.ts';
import { Banner, Button, Choice } from '../../controls.tsx';
import { formatTime, plural } from '../../format.ts';
import { Facts, type Fact } from '../../header/facts.tsx';
import { useOpen, useProfilePage } from '../profilePage.ts';
import { formatShare, formatValue } from '../values.ts';
import { SaveMenu } from './saveMenu.tsx';

/** What profile this is, how it was recorded, and what can be done with it. */
export function Header({ title }: { title: string }) {
  const page = useProfilePage();
  const open = useOpen();
  const { summary, profiles } = open;
  const { difference } = summary;
  const shown = summary.recording?.title ?? title;
  return (
    <>
      <header class="header">
        <div class="header-row">
          <div class="profile-title">
            <h1 class="title">
              <bdi>{shown}</bdi>
            </h1>
            {shown !== title && <bdi class="muted profile-file">{title}</bdi>}
          </div>
          {profiles.names.length > 1 && (
            <select
              aria-label="Profile of the file"
              value={String(profiles.chosen)}
              onChange={(event) => page.choose(Number(event.currentTarget.value))}
            >
              {profiles.names.map((name, index) => (
                <option key={index} value={String(index)}>
                  {name.trim() === '' ? `Profile ${index + 1}` : name.slice(0, 200)}
                </option>
              ))}
            </select>
          )}
          <div class="actions">
            <SaveMenu />
            <Button
              icon="compare"
              title="Choose another profile, and show what differs"
              onClick={() => open.attempt(open.host.compareWith())}
            >
              Compare With…
            </Button>
          </div>
        </div>
        <Facts facts={factsOf(summary)} />
        {difference && (
          <div class="profile-difference">
            <Choice
              label="Scale"
              value={difference.scale}
              options={[
                { value: 'share', label: 'Share', title: 'As shares of what was not idle in each profile' },
                ...(canScaleByIterations(summary)
                  ? [{ value: 'iterations', label: 'Iterations', title: 'By iteration of the benchmark' } as const]
                  : []),
                { value: 'none', label: 'As recorded', title: 'Without scaling' },
              ]}
              onChange={(scale) => open.attempt(open.host.rescale(scale))}
            />
            <Choice
              label="Widths"
              value={open.kept.value.side}
              options={[
                { value: 'baseline', label: 'Baseline', title: 'Boxes are as wide as the baseline has them' },
                { value: 'candidate', label: 'Candidate', title: 'Boxes are as wide as the candidate has them' },
              ]}
              onChange={(side) => {
                open.go.forgetLooks();
                open.keep({ side });
              }}
            />
            <DeltaLegend />
          </div>
        )}
      </header>
      {summary.problems.length > 0 && (
        <Banner icon="warning">
          <ul class="profile-problems">
            {summary.problems.map((problem, index) => (
              <li key={index}>{problem}</li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}

/** What the colours of a difference mean. */
function DeltaLegend() {
  return (
    <ul class="legend" aria-label="Colours">
      <li>
        <span class="key key-more" aria-hidden="true" />▲ more in the candidate
      </li>
      <li>
        <span class="key key-less" aria-hidden="true" />▼ less
      </li>
      <li>
        <span class="key key-none" aria-hidden="true" />
        within noise
      </li>
    </ul>
  );
}

const canScaleByIterations = ({ recording, difference }: ProfileSummary): boolean =>
  (recording?.iterations ?? 0) > 0 && (difference?.baselineRecording?.iterations ?? 0) > 0;

function factsOf(summary: ProfileSummary): readonly Fact[] {
  const { format, unit, total, idle, samples, recording, difference } = summary;
  const value = formatValue(total, unit);
  const facts: Fact[] = [
    { label: 'Format', text: format },
    {
      label: unit === 'microseconds' ? 'Duration' : 'All',
      text: unit === 'bytes' ? `${value} allocated` : unit === 'samples' ? `${value} samples` : value,
    },
  ];
  if (difference) {
    facts.push({ label: 'Baseline, on the same scale', text: `baseline ${formatValue(difference.baselineTotal, unit)}` });
    if (difference.factor !== 1)
      facts.push({ label: 'Baseline values were multiplied', text: `baseline × ${difference.factor.toPrecision(3)}` });
  }
  if (idle > 0) facts.push({ label: 'Idle', text: `${formatValue(idle, unit)} idle (${formatShare(idle, total)})` });
  if (samples > 0 && unit !== 'samples') {
    facts.push({
      label: 'Samples',
      text: difference
        ? `${formatCount(difference.baselineSamples)} and ${formatCount(samples)} samples`
        : `${formatCount(samples)} ${plural(samples, 'sample').replace(/^\S+ /u, '')}`,
    });
  }
  return recording ? [...facts, ...recordingFacts(recording)] : facts;
}

/** Above this a profile tells more of the profiler than one should like. */
const MUCH_SLOWER = 1.2;

function recordingFacts({ kind, interval, slowdown, iterations, recordedAt, nodeVersion, commit }: Recording): readonly Fact[] {
  const timeMs = Date.parse(recordedAt);
  return [
    {
      label: kind === 'cpu' ? 'From one sample to the next' : 'Allocated from one sample to the next',
      text: kind === 'cpu' ? `every ${formatDuration(interval * 1000)}` : `every ${formatBytes(interval)}`,
    },
    ...(iterations === null ? [] : [{ label: 'Iterations that were recorded', text: `${formatCount(iterations)} iterations` }]),
    ...(slowdown === null
      ? []
      : [
          {
            label: 'Time of an iteration with the profiler, against that without it',
            text: slowdown > 1 ? `${formatPercent(slowdown - 1)} slower by profiling` : 'not slower by profiling',
            isWarning: slowdown > MUCH_SLOWER,
          },
        ]),
    ...(Number.isFinite(timeMs) ? [{ label: 'Recorded', text: formatTime(timeMs, document.documentElement.lang) }] : []),
    { label: 'Node', text: `Node ${nodeVersion.replace(/^v/u, '')}` },
    ...(commit === null ? [] : [{ label: 'Commit', text: commit.slice(0, 7) }]),
  ];
}
