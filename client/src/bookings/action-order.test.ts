import { describe, expect, it } from 'vitest'
import { ACTION } from './action-order.ts'

/** What single keys mean to the calendar, which stays usable beside the drawer. */
const CALENDARS = ['n', 't', 'd', 'w', 'm', 'j', 'k', 'g', 'u', '/', '?', '+', '-']

describe('the keys of the actions', () => {
  const keys = Object.values(ACTION).map(({ key }) => key)

  it('are one each', () => {
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('mean nothing else to the calendar', () => {
    expect(keys.filter((key) => CALENDARS.includes(key))).toEqual([])
  })

  it('are the same as there for what can be done from both', () => {
    expect([ACTION.ASSIGN_ROOM.key, ACTION.CONFIRM.key, ACTION.CANCEL.key]).toEqual(['r', 'c', 'x'])
  })
})
