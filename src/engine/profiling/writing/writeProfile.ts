import { open, rename, rm } from 'node:fs/promises';
import { messageOf, UserError } from '../../../base/errors.ts';
import { formatCount } from '../../../base/units.ts';
import type { ProfileForm } from '../../../protocol/profilePage.ts';
import type { NamedProfile } from '../profile.ts';
import { callsWritten } from './callsWritten.ts';
import { writeCollapsed } from './writeCollapsed.ts';
import { writeCpuProfile } from './writeCpuProfile.ts';
import { writeSpeedscope } from './writeSpeedscope.ts';
import { writeSvg } from './writeSvg.ts';

/** Some gigabytes. */
const MOST_CALLS = 2 ** 27;

/**
 * Writes a profile to a file, which has all of it or is as it was.
 * @throws UserError `wrong-form` where the profile does not go into the form, `profile-too-large`, `output-failed` where the file cannot be written
 */
export async function writeProfile(named: NamedProfile, form: ProfileForm, target: string): Promise<void> {
  const pieces = piecesOf(named, form);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      for (const piece of pieces) await handle.appendFile(piece);
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new UserError('output-failed', `${target} could not be written: ${messageOf(error)}.`, { cause: error });
  }
}

function piecesOf(named: NamedProfile, form: ProfileForm): Iterable<string> {
  const { profile } = named;
  const calls = callsWritten(profile, form);
  if (calls > MOST_CALLS) {
    throw new UserError(
      'profile-too-large',
      `Written as stacks, this profile has ${formatCount(calls)} calls, which no program reads. Save it as ${profile.unit === 'bytes' ? 'SVG' : '.cpuprofile'}.`,
    );
  }
  if (form === 'svg') return writeSvg(named);
  if (form === 'collapsed') return writeCollapsed(profile);
  if (form === 'speedscope') return writeSpeedscope(named);
  if (form === 'cpuprofile' && profile.unit !== 'bytes') return writeCpuProfile(profile);
  throw new UserError(
    'wrong-form',
    'A .cpuprofile has time in it, and this profile has bytes. Save it as speedscope JSON, collapsed stacks or SVG.',
  );
}
