import type { FeatureWords } from '../bookings/feature-words.ts';

export const accountWords: FeatureWords = {
  actions: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    refreshSession: 'Renew a session',
    endSession: 'End a session',
    startDisplay: 'Start a wall display',
    createToken: 'Create a token',
    revokeToken: 'Revoke a token',
    changePassword: 'Change password',
    setPassword: 'Set a password by link',
    requestPasswordReset: 'Request a password link',
  },
};
