import * as path from 'node:path';
import * as vscode from 'vscode';
import { formatBytes, formatCount, formatDuration, formatPercent } from '../../base/units.ts';
import type { ProfiledFunction, ProfileUnit } from '../../model/profile.ts';
import { oneLine } from '../wording.ts';

/** `12.3 ms`, `1.20 MB`, `145 samples`. */
export function amountText(value: number, unit: ProfileUnit): string {
  if (unit === 'microseconds') return formatDuration(value * 1000);
  return unit === 'bytes' ? formatBytes(value) : samplesText(value);
}

export function samplesText(samples: number): string {
  return samples === 1 ? vscode.l10n.t('1 sample') : vscode.l10n.t('{0} samples', formatCount(samples));
}

export const shareText = (value: number, whole: number): string => formatPercent(whole > 0 ? value / whole : 0);

/** What a function is called on one line. */
export function functionText({ name }: Pick<ProfiledFunction, 'name'>, mostCharacters = 80): string {
  return name === '' ? vscode.l10n.t('(anonymous)') : oneLine(name, mostCharacters);
}

/** `src/cart.ts:12`; empty for what is in no file. */
export function placeText({ file, line }: Pick<ProfiledFunction, 'file' | 'line'>, mostCharacters = 160): string {
  if (file === '') return '';
  return oneLine(line > 0 ? `${file}:${line}` : file, mostCharacters);
}

/** The name of a file, without the folders that it is in. */
export const fileNameOf = (file: string): string => oneLine(path.basename(file), 80);
