export const words: readonly string[] = Array.from({ length: 200 }, (_, index) => `word${index}`);

export function joinWithLoop(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${part} `;
  return text;
}
