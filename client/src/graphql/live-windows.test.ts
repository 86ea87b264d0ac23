import { Client, createRequest, fetchExchange, gql } from 'urql'
import { expect, test } from 'vitest'
import { liveFields } from './cache.ts'
import { LiveWindows } from './live-windows.ts'

const client = new Client({ url: 'http://localhost/graphql', preferGetMethod: false, exchanges: [fetchExchange] })
const windows = new LiveWindows(liveFields)
const windowOf = (subscription: string) => windows.ofSubscription(client.createRequestOperation('subscription', createRequest(gql(subscription), {})))

test('what tells how things stand begins without a position; what tells of changes waits for one', () => {
  const viewer = windowOf('subscription { viewerChanged { permissions } }')
  const booking = windowOf('subscription { bookingChanged(id: "1") { cursor } }')
  expect(viewer && windows.isReady(viewer)).toBe(true)
  expect(booking && windows.isReady(booking)).toBe(false)
})
