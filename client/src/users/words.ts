import type { FeatureWords } from '../bookings/feature-words.ts';

export const usersWords: FeatureWords = {
  actions: {
    createPasswordLink: 'Make a password link',
    inviteUser: 'Invite a person',
    updateUser: 'Change an account',
    shutAccount: 'Close an account',
    grantRole: 'Give a role',
    revokeRole: 'Take a role away',
  },
};
