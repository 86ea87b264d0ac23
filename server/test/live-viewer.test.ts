import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';

const { facility, app } = await arrange();

type Told = {
  readonly viewerChanged: {
    readonly permissions: readonly string[];
    readonly tenants: readonly { readonly code: string }[];
    readonly user: { readonly displayName: string };
  };
};
const stream = 'subscription { viewerChanged { permissions tenants { code } user { displayName } } }';

describe('who asks', () => {
  it('is told at once, without a position, and again when rights or the name are others', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    const subscription = staff.connect().subscribe<Told>(stream);
    const first = await subscription.next();
    expect(first?.viewerChanged.permissions).toContain('booking:create');
    expect(first?.viewerChanged.tenants).toEqual([{ code: 'TECH' }]);

    await facility.revoke('staff.tech', 'staff');
    expect(await subscription.next()).toMatchObject({ viewerChanged: { permissions: [], tenants: [] } });
    await facility.grant('staff.tech', 'viewer', 'TRAINING');
    const given = await subscription.next();
    expect(given?.viewerChanged.tenants).toEqual([{ code: 'TRAINING' }]);
    expect(given?.viewerChanged.permissions).not.toContain('booking:create');
    await facility.owner.query(`update users set display_name = 'Another Name' where username = 'staff.tech'`);
    expect(await subscription.next()).toMatchObject({ viewerChanged: { user: { displayName: 'Another Name' } } });
    subscription.stop();
  });

  it('hears of the end of the session as a socket that is closed with 4403', async () => {
    const viewer = await Caller.signIn(app.url, 'viewer.tech');
    const socket = viewer.connect();
    await socket.subscribe<Told>(stream).next();
    await viewer.get('mutation { signOut }');
    expect((await socket.closed).code).toBe(4403);
  });

  it('is told to nobody who is not signed in', async () => {
    const { errors } = await new Caller(app.url, null).ask(stream);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
  });
});
