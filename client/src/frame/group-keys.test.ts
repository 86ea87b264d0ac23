import { describe, expect, it } from 'vitest'
import { TIMELINE_KEYS } from '../calendar/timeline-keys.ts'
import { groupKeys } from './group-keys.ts'

describe('the list of keys', () => {
  it('puts what always works first, and two keys for one thing on one line', () => {
    const groups = groupKeys([
      { group: 'Calendar', keys: 't', words: 'Today' },
      { group: 'Everywhere', keys: 'mod+k', words: 'Search' },
      { group: 'Everywhere', keys: '/', words: 'Search' },
    ])
    expect(groups).toEqual([
      { label: 'Everywhere', lines: [{ words: 'Search', keys: ['mod+k', '/'] }] },
      { label: 'Calendar', lines: [{ words: 'Today', keys: ['t'] }] },
    ])
  })

  it('tells each key of the grid once', () => {
    const keys = TIMELINE_KEYS.map(({ group, keys }) => `${group} ${keys}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(groupKeys(TIMELINE_KEYS).map(({ label }) => label)).toEqual(['Calendar', 'On a booking', 'While dragging'])
  })
})
