/** Something that the set-up cannot get by itself. The message is one line: what is missing, and the remedy. */
export class Problem extends Error {}

/**
 * Turns what npm or tar printed into a Problem.
 *
 * @param {string} what what could not be had: 'Node 24.21.0'
 * @param {string} output
 * @param {string} folder where it was to go
 */
export function problemFrom(what, output, folder) {
  if (/ENOSPC|no space left/i.test(output))
    return new Problem(`${what}: the disk of ${folder} is full. Free some space, or set XDG_CACHE_HOME, and run again.`);
  if (/EACCES|EPERM|EROFS/.test(output)) return new Problem(`${what}: ${folder} cannot be written. Make it writable and run again.`);
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network|ERR_SOCKET_TIMEOUT|fetch failed/i;
  if (network.test(output))
    return new Problem(`${what}: the npm registry cannot be reached. Check the network (npm config get registry, proxy) and run again.`);
  const lines = output.split('\n').map((line) => line.replace(/^npm (?:error|ERR!)\s*/, '').trim());
  const told = lines.find((line) => line !== '' && !/^code |^npm warn|A complete log/i.test(line));
  return new Problem(`${what} could not be had: ${told?.replace(/\.$/, '') ?? 'no reason was given'}.`);
}
