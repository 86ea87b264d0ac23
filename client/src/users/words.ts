import type { FeatureWords } from '../bookings/feature-words.ts';

export const usersWords: FeatureWords = {
  actions: {
    createPasswordLink: 'Create a password link',
    inviteUser: 'Invite a person',
    updateUser: 'Change an account',
    shutAccount: 'Close an account',
    grantRole: 'Add a role',
    revokeRole: 'Remove a role',
  },
};
