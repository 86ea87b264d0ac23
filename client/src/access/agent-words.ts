/** In the order in which they hide in one another's names: Edge says that it is Chrome, which says that it is Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(Headless)?Chrom(e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

function nameIn(names: readonly (readonly [RegExp, string])[], agent: string) {
  return names.find(([pattern]) => pattern.test(agent))?.[1];
}

/** What a program says of itself, as people would: `Chrome on Linux`; a tool by the first word, `curl`. */
export function agentWords(agent: string | null): string {
  if (!agent) return 'Unknown program';
  const browser = nameIn(browsers, agent);
  const system = nameIn(systems, agent);
  if (browser) return system ? `${browser} on ${system}` : browser;
  const [tool] = /^[\w.-]+/.exec(agent) ?? [];
  return tool ?? 'Unknown program';
}
