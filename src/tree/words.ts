const UNITS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
let format: Intl.RelativeTimeFormat | undefined;

/** `3 days ago`, in English as the rest of the product is. */
export function ago(date: Date, now = Date.now()): string {
  const seconds = (date.getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  format ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return Math.abs(seconds) < 60 ? 'just now' : format.format(Math.trunc(seconds / size), unit);
}

/** AWS's `CREATION_IN_PROGRESS` and `InService` as words: `creation in progress`, `in service`. */
export function statusInWords(status: string): string {
  return status.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
