import { bench, group } from 'laptime';
import { newDegrees, ofStations, reportOf } from '../src/readings.js';

const readings = Array.from({ length: 4000 }, (_, index) => ({
  station: `station ${index % 3000}`,
  degrees: ((index * 37) % 400) / 10 - 10,
}));
const wanted = Array.from({ length: 2500 }, (_, index) => `station ${index + 2000}`);
const degrees = readings.map((reading) => reading.degrees);
const before = degrees.slice(0, 300).map((each) => each + 0.05);

group('readings', () => {
  bench('of stations', () => ofStations(readings, wanted));
  bench('report', () => reportOf(readings));
  bench('new degrees', () => newDegrees(degrees, before));
});
