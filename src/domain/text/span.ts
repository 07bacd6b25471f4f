const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const unitNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:ms|milli.*)$/, 'ms'],
  [/^s(?:ecs?|econds?)?$/, 's'],
  [/^m(?:ins?|inutes?)?$/, 'm'],
  [/^h(?:rs?|ours?)?$/, 'h'],
  [/^d(?:ays?)?$/, 'd'],
  [/^w(?:eeks?)?$/, 'w'],
];

/** `1h30m` of a time as people say it (`1 hour 30 min`); null when it is none. */
export function spanMeant(text: string): string | null {
  const said = text.trim();
  if (!/^(\d{1,9}\s*[a-z]+\s*)+$/i.test(said)) return null;
  const parts = [...said.matchAll(/(\d+)\s*([a-z]+)/gi)].map(([, count = '', name = '']) => {
    const unit = unitNames.find(([form]) => form.test(name.toLowerCase()))?.[1];
    return unit === undefined ? null : `${count}${unit}`;
  });
  return parts.includes(null) ? null : parts.join('');
}

/** Reads a time as Prometheus writes it (`90s`, `1h30m`, `14d`) as milliseconds; null when it is none. */
export function spanIn(text: string): number | null {
  const said = text.trim();
  if (!/^(\d{1,9}(ms|s|m|h|d|w))+$/.test(said)) return null;
  return [...said.matchAll(/(\d+)([a-z]+)/g)].reduce(
    (sum, [, count = '0', unit = 'ms']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
