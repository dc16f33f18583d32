/**
 * The most processor time that the thread used between two timers of 1 ms: what blocks it, whatever else the machine does.
 * Waiting for a core is not in it.
 */
export function watchThread(): { endMs(): number } {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const turn = () => {
    const now = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (now.user + now.system - before.user - before.system) / 1000);
    before = now;
  };
  const timer = setInterval(turn, 1);
  return {
    endMs() {
      clearInterval(timer);
      turn();
      return longestMs;
    },
  };
}
