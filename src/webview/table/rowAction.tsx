import type { ComponentChild } from 'preact';
import { Icon, type IconName } from '../icons.tsx';
import { rovingControl } from './rovingFocus.ts';

/** Whose rows an action is for. */
export interface ActionSubject {
  readonly kind: 'row' | 'group' | 'file';
  readonly name: string;
}

/** A button with what can be done with these rows, or nothing. */
export type RenderAction<R> = (rows: readonly R[], subject: ActionSubject) => ComponentChild;

export interface RowActionProps {
  readonly icon: IconName;
  /** Its name for screen readers. */
  readonly label: string;
  readonly title?: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** What can be done with a row or a group of them: shown where the pointer or the focus is, reached by the arrow keys. */
export function RowAction({ icon, label, title = label, disabled, onClick }: RowActionProps) {
  return (
    <button
      type="button"
      class="icon-button row-action"
      aria-label={label}
      title={title}
      disabled={disabled}
      {...rovingControl('run')}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
