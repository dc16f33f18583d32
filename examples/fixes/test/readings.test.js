import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newDegrees, ofStations, reportOf } from '../src/readings.js';

const reading = (station, degrees) => ({ station, degrees });

describe('readings', () => {
  it('are those of the wanted stations', () => {
    const readings = [reading('north', 1), reading('south', 2), reading('north', 3)];
    assert.deepEqual(ofStations(readings, ['north', 'east']), [readings[0], readings[2]]);
  });

  it('tell whether it freezes', () => {
    assert.equal(reportOf([reading('north', 1), reading('north', -1)]).freezes, true);
    assert.equal(reportOf([reading('north', 1), reading('north', 2)]).freezes, false);
  });

  it('count degrees that are new', () => {
    assert.equal(newDegrees([1, 2, 3], [2]), 2);
  });

  it('never know the degrees of a broken station', () => {
    assert.equal(newDegrees([Number.NaN, 1], [Number.NaN, 1]), 1);
  });
});
