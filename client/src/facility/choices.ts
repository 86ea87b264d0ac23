type Region = { readonly region: string; readonly zones: readonly string[] };

/** All time zones by their region. @param current stands among them, also where this browser does not know it */
export function timeZones(current: string): readonly Region[] {
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), current])].toSorted();
  return [...Map.groupBy(zones, (zone) => (zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'Other'))].map(
    ([region, ofRegion]) => ({ region, zones: ofRegion }),
  );
}

/** All currencies by their names: `South African Rand (ZAR)`. */
export function currencies(current: string): readonly { readonly code: string; readonly words: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'currency', fallback: 'code' });
  return [...new Set([...Intl.supportedValuesOf('currency'), current])]
    .map((code) => ({ code, words: `${names.of(code) ?? code} (${code})` }))
    .toSorted((one, other) => one.words.localeCompare(other.words, 'en'));
}

const locales = ['en-ZA', 'en-AU', 'en-AT', 'en-CA', 'en-DE', 'en-IN', 'en-IE', 'en-NZ', 'en-CH', 'en-GB', 'en-US'];

/** How dates can be written: `South Africa: 17 November 2026`. */
export function dateStyles(current: string): readonly { readonly locale: string; readonly words: string }[] {
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  return [...new Set([...locales, current])].map((locale) => {
    const { region } = new Intl.Locale(locale);
    const example = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2026, 10, 17),
    );
    return { locale, words: `${region ? regions.of(region) : 'English'}: ${example}` };
  });
}
