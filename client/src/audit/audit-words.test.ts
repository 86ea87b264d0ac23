import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { actionNames } from '../app/words.ts';
import { actionWords, fieldWords, gistWords, subjectWords, valueWords, viaWords } from './audit-words.ts';

const zone = 'Africa/Johannesburg';

describe('a line of the audit trail', () => {
  it('tells what was done in words, also what nobody has put into words yet', () => {
    expect(actionWords('assignRoom', actionNames)).toBe('Assign a room');
    expect(actionWords('sendDailyReport', actionNames)).toBe('Send daily report');
    expect(subjectWords('RoleGrant')).toBe('Role grant');
    expect(subjectWords('Booking')).toBe('Booking');
    expect(fieldWords('starts_at')).toBe('Starts at');
    expect(fieldWords('room_ids')).toBe('Rooms');
    expect(fieldWords('id')).toBe('Id');
  });

  it('tells moments on the wall of the facility, and what was not there as nothing', () => {
    expect(valueWords('2026-11-17T05:30:00.000Z', zone)).toBe('2026-11-17 07:30');
    expect(valueWords('2026-11-17T05:30:00+00:00', zone)).toBe('2026-11-17 07:30');
    expect(valueWords(null, zone)).toBe('nothing');
    expect(valueWords('true', zone)).toBe('yes');
    expect(valueWords('20 + 1', zone)).toBe('20 + 1');
  });

  it('tells in one line what people look for, and not what only the machine asks about', () => {
    const made = [
      { field: 'created_at', before: null, after: '2026-11-17T05:30:00.000Z' },
      { field: 'id', before: null, after: '5ebf' },
      { field: 'name', before: null, after: 'Wall report' },
    ];
    expect(gistWords(made, zone)).toBe('Wall report');
    expect(gistWords([{ field: 'active', before: 'true', after: 'false' }], zone)).toBe('Active: yes → no');
    expect(gistWords([], zone)).toBe('');
    expect(valueWords('["calendar:read","room:assign"]', zone)).toBe('calendar:read, room:assign');
    expect(valueWords('[broken', zone)).toBe('[broken');
  });

  it('tells of something new which one it is, and not again what it is called', () => {
    const booked = [
      { field: 'client_name', after: 'Baobab' },
      { field: 'ends_at', after: '2026-11-17T10:00:00.000Z' },
      { field: 'room_id', after: '5ebf', afterName: 'Honesty' },
      { field: 'starts_at', after: '2026-11-17T05:30:00.000Z' },
      { field: 'status', after: 'CONFIRMED' },
    ];
    expect(gistWords(booked, zone, 'Baobab')).toBe('Honesty, 2026-11-17 07:30 – 12:00');
    expect(gistWords([{ field: 'role_name', after: 'viewer' }], zone, 'Bongani Zulu')).toBe('viewer');
    expect(
      gistWords([{ field: 'room_id', before: '1', after: '2', beforeName: 'Honesty', afterName: 'Courage' }], zone),
    ).toBe('Room: Honesty → Courage');
    expect(gistWords([{ field: 'num_learners', after: '8' }], zone)).toBe('Num learners: 8');
    expect(
      gistWords(
        [
          { field: 'reason', before: 'Paint' },
          { field: 'room_ids', before: '[]', beforeName: 'Honesty' },
        ],
        zone,
        'Honesty',
      ),
    ).toBe('Paint');
  });

  it('says how somebody came in where that was not by signing in', () => {
    expect(viaWords('session')).toBeNull();
    expect(viaWords('token')).toBe('with an API token');
    expect(viaWords('import')).toBe('by import');
  });
});
