/**
 * @typedef {{ readonly station: string, readonly degrees: number }} Reading
 */

/**
 * Readings of the stations that are wanted. The fix of its hint is many times faster.
 * @param {readonly Reading[]} readings
 * @param {readonly string[]} wanted
 */
export function ofStations(readings, wanted) {
  return readings.filter((reading) => wanted.includes(reading.station));
}

/**
 * All readings as a text, and whether any of the newest 24 is below zero. The fix of its hint makes no difference: 24 readings are
 * looked at, and all are written.
 * @param {readonly Reading[]} readings
 */
export function reportOf(readings) {
  const newest = readings.slice(0, 24);
  const freezes = newest.filter((reading) => reading.degrees < 0).length > 0;
  return { freezes, text: JSON.stringify(readings) };
}

/**
 * How many degrees were not read before. A station that is broken reads NaN, which is never known: `indexOf` does not find it. The fix of its
 * hint breaks that, because a set does.
 * @param {readonly number[]} degrees
 * @param {readonly number[]} before
 */
export function newDegrees(degrees, before) {
  let count = 0;
  for (const each of degrees) if (before.indexOf(each) === -1) count += 1;
  return count;
}
