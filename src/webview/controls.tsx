import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

// The browser's own controls in the theme's tokens. Those of @vscode-elements were tried: five times the size of the rest of
// the page's libraries, and their tabs and selects are less to keyboards, screen readers and forced colours than these.

export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name for screen readers, and the tooltip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
}

export function IconButton({ icon, label, onClick, disabled = false }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

export interface ButtonProps {
  readonly onClick: () => void;
  readonly icon?: IconName;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  /** Of one that opens a menu. */
  readonly expanded?: boolean;
  readonly children: ComponentChildren;
}

export function Button({ onClick, icon, primary = false, disabled = false, title, expanded, children }: ButtonProps) {
  const menu = expanded === undefined ? {} : ({ 'aria-haspopup': 'menu', 'aria-expanded': expanded } as const);
  return (
    <button
      type="button"
      class={primary ? 'button button-primary' : 'button'}
      disabled={disabled}
      title={title}
      onClick={onClick}
      {...menu}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly title?: string }[];
  readonly onChange: (value: T) => void;
}

/** A few exclusive options side by side; radio buttons, so that the arrow keys move between them. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.title}>
          <input type="radio" name={label} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is typed shows only some of the benchmarks; Escape shows all again. */
export function BenchmarkFilter(props: FilterProps) {
  return <Filter label="Filter benchmarks by file, group or name" {...props} />;
}

/** As `BenchmarkFilter`, of what its label says. */
export function Filter({ label, value, onChange }: FilterProps & { label: string }) {
  return (
    <label class="filter">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder="Filter"
        spellcheck={false}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
      />
    </label>
  );
}

export function Banner({ icon, children }: { icon: 'info' | 'warning' | 'error'; children: ComponentChildren }) {
  return (
    <div class={`banner banner-${icon}`}>
      <Icon name={icon} />
      <div class="banner-text">{children}</div>
    </div>
  );
}

/** A name from a workspace: isolated, so that text from right to left does not turn what stands beside it. */
export function Name({ children }: { children: string }) {
  return children.trim() === '' ? <span class="name muted">(blank name)</span> : <bdi class="name">{children}</bdi>;
}

export interface LinkButtonProps {
  readonly onClick: () => void;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

export function LinkButton({ onClick, title, disabled = false, children }: LinkButtonProps) {
  return (
    <button type="button" class="link" title={title} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}

/** Fewer words where the pane is narrow. */
export function Words({ long, short }: { long: string; short: string }) {
  return (
    <>
      <span class="when-wide">{long}</span>
      <span class="when-narrow">{short}</span>
    </>
  );
}

/** Says why there is nothing, and the next step. */
export function Empty({ title, actions, children }: { title: string; actions?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div class="empty-actions">{actions}</div>}
    </div>
  );
}
