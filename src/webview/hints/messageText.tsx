/** A message of a hint or rule: what stands between backticks is code, and nothing in it is markup. */
export function MessageText({ text }: { text: string }) {
  return <>{text.split(/(`[^`]+`)/u).map((part, place) => (place % 2 === 1 ? <code key={place}>{part.slice(1, -1)}</code> : part))}</>;
}
