import { Choice } from '../controls.tsx';
import { usePanel } from '../panel.ts';

/** Which part of the samples is shown, and on which axis. */
export function SampleScaleChoices() {
  const panel = usePanel();
  const { sampleScale, sampleRange } = panel.kept.value;
  return (
    <>
      <Choice
        label="Scale"
        value={sampleScale}
        options={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log' },
        ]}
        onChange={(value) => panel.keep({ sampleScale: value })}
      />
      <Choice
        label="Range"
        value={sampleRange}
        options={[
          { value: 'typical', label: 'Typical', title: 'Without what lies beyond the severe outlier fences' },
          { value: 'all', label: 'All' },
        ]}
        onChange={(value) => panel.keep({ sampleRange: value })}
      />
    </>
  );
}
