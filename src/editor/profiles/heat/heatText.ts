import * as vscode from 'vscode';
import type { FunctionHeat, ProfileUnit } from '../../../model/profile.ts';
import { commandLink, escapeMarkdown, markdownTable, markdownWithCommands } from '../../markdown.ts';
import { amountText, functionText, placeText, samplesText, shareText } from '../profileTexts.ts';
import type { HotLine } from './hotLines.ts';

/** Why what is shown need not be so any more. */
export type Staleness = 'edited' | 'changed';

/** What the hover over a hot line, or over the name of a function, says. */
export interface HeatFacts {
  /** What was profiled, for people. */
  readonly title: string;
  readonly unit: ProfileUnit;
  readonly whole: number;
  /** Null over the name of a function. */
  readonly line: HotLine | null;
  /** The innermost one around the line; null where none was seen. */
  readonly called: FunctionHeat | null;
  readonly stale: Staleness | null;
}

const MOST_CALLERS = 5;

/** The commands that the hover links to. */
const COMMANDS = ['laptime.showInFlameGraph', 'laptime.hideHeat'] as const;

/** Markdown in which all that comes from the profile is plain text, and only links to two commands of ours work. */
export function heatHover(facts: HeatFacts): vscode.MarkdownString {
  const { called, stale, title } = facts;
  const links = [
    ...(called ? [commandLink(vscode.l10n.t('Show in Flame Graph'), 'laptime.showInFlameGraph', [called.functionId])] : []),
    commandLink(vscode.l10n.t('Hide Heat'), 'laptime.hideHeat'),
  ];
  const parts = [
    stale && `**${escapeMarkdown(vscode.l10n.t('Stale'))}**: ${escapeMarkdown(staleText(stale))}`,
    costTable(facts),
    called && callersText(called),
    `${escapeMarkdown(title)} &nbsp;·&nbsp; ${links.join(' &nbsp;·&nbsp; ')}`,
  ];
  return markdownWithCommands(parts.filter((part) => part !== null).join('\n\n'), COMMANDS);
}

function staleText(stale: Staleness): string {
  return stale === 'edited'
    ? vscode.l10n.t('the text was edited after the profile was recorded.')
    : vscode.l10n.t('the file was changed after the profile was recorded.');
}

function costTable({ line, called, unit, whole }: HeatFacts): string {
  const cost = (value: number) => `${shareText(value, whole)} (${amountText(value, unit)})`;
  const counted = (samples: number) => (samples > 0 && unit !== 'samples' ? samplesText(samples) : '');
  const rows = [
    ...(line ? [[vscode.l10n.t('this line'), cost(line.self), '', counted(line.samples)]] : []),
    ...(called ? [[functionText(called), cost(called.self), cost(called.total), counted(called.samples)]] : []),
  ];
  return markdownTable(
    [{ title: '' }, { title: vscode.l10n.t('self') }, { title: vscode.l10n.t('total') }, { title: vscode.l10n.t('samples') }],
    rows,
  );
}

/** `Called by add (80 %, src/cart.ts:12), …`; null where nobody is known to call it. */
function callersText({ callers, total }: FunctionHeat): string | null {
  if (callers.length === 0) return null;
  const named = callers.slice(0, MOST_CALLERS).map((caller) => {
    const place = placeText(caller, 60);
    const share = shareText(caller.total, total);
    return `${functionText(caller, 40)} (${place === '' ? share : `${share}, ${place}`})`;
  });
  const more = callers.length > MOST_CALLERS ? ', …' : '';
  return escapeMarkdown(vscode.l10n.t('Called by {0}', `${named.join(', ')}${more}`));
}
