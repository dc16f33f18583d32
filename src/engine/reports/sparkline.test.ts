import { expect, it } from 'vitest';
import { exampleBlock } from '../../model/example.fixture.ts';
import { levelBars, sparkline } from './sparkline.ts';

const line = (samplesNs: number[]) => sparkline([exampleBlock({ samplesNs })], 8);

it('draws the shape of the samples of all blocks', () => {
  const flat = Array.from({ length: 800 }, (_, i) => i);
  expect(line(flat)).toBe('████████');
  const around = (centre: number) => exampleBlock({ samplesNs: Array.from({ length: 400 }, (_, i) => centre + (i % 3)) });
  expect(sparkline([around(0), around(20)], 8)).toMatch(/^█ +█$/u);
});

it('does not let one wild sample press the rest together', () => {
  const flat = Array.from({ length: 800 }, (_, i) => i);
  expect(line([...flat, 1e9])).toBe('████████');
});

it('draws what there is', () => {
  expect(sparkline([], 8)).toBe('');
  expect(line([5])).toBe('█');
  expect(line([5, 5, 5])).toBe('█');
});

it('draws levels, and noise as what it is', () => {
  expect(levelBars([1, 1, 1, 2, 2, 2], 8)).toBe('▁▁▁███');
  expect(levelBars([1, 1, 9, 1, 2, 2, 2, 2], 2)).toBe('▁█');
  expect(levelBars([100, 100.2, 99.9], 8)).toMatch(/^[▄▅]{3}$/u);
  expect(levelBars([0, 0], 8)).toBe('▁▁');
  expect(levelBars([], 8)).toBe('');
});
