/** `6:09:43:15.399` (ESX) or `8 days 14:02:31.640` (WinDbg) as `6 d 9 h 43 min`; other forms stay as they are. */
export function durationWords(printed: string): string {
  const match = /^(\d+):(\d+):(\d+):(\d+)/.exec(printed) ?? /^(\d+) days? (\d+):(\d+):(\d+)/.exec(printed);
  if (!match) return printed;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  const parts = [days > 0 && `${days} d`, hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`];
  const words = parts.filter((part) => part !== false);
  return words.length > 0 ? words.join(' ') : `${seconds} s`;
}
