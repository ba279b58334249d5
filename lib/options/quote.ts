/** A text of unknown origin for a one-line message: quoted, control characters escaped, cut at 60 characters. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short);
}
