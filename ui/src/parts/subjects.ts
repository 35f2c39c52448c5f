/** The common name of a subject in RFC 4514 text, or the whole of it. */
export function commonName(subject: string): string {
  const value = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(subject)?.[1];
  return value?.replace(/\\(.)/g, '$1') ?? subject;
}
