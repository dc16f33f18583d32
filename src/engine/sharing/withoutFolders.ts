/* Where an absolute path begins: at a root, of either kind of system, or as an address. */
const ROOT = String.raw`(?:file:\/{2,3}(?:[A-Za-z]:)?|[A-Za-z]:[\\/]|\\\\|\/(?!\/))`;
/** In quotes a path may hold blanks. */
const QUOTED = new RegExp(String.raw`(['"\x60])${ROOT}(?:(?!\1).)*[\\/]((?:(?!\1)[^\\/])*)\1`, 'gs');
const BARE = new RegExp(String.raw`(^|[\s'"\x60(<[{=:,;])${ROOT}(?:[^\s'"\x60()<>[\]{},;\\/]+[\\/])+([^\s'"\x60()<>[\]{},;\\/]*)`, 'g');

/** The text with `…/name` in place of absolute paths: what a machine calls its folders is nobody else's business. */
export function withoutFolders(text: string): string {
  return text.replace(QUOTED, '$1…/$2$1').replace(BARE, '$1…/$2');
}
