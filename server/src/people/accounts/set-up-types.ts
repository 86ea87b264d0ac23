import { builder } from '../../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError } from '../../platform/errors.ts';
import { figure } from '../../platform/limit-row.ts';
import { LinkVoidError } from '../errors.ts';
import { peopleBounds } from '../people-bounds.ts';
import { setUpAdministrator } from './set-up-administrator.ts';

const SetUpAdministratorInput = builder.inputType('SetUpAdministratorInput', {
  description: 'Whoever holds the link that a server printed becomes administrator.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands after the # of the link that a server printed.' }),
    username: t.string({
      required: true,
      description: `To sign in with: 2 to ${figure(peopleBounds.username)} letters from a to z, digits, and . _ - @. Kept in lower case.`,
    }),
    displayName: t.string({
      required: true,
      description: `As others read it; ${figure(peopleBounds.givenName)} characters at most.`,
    }),
    newPassword: t.string({
      required: true,
      description: `At least 10 characters, at most ${figure(peopleBounds.passwordLength)}; not among the commonest, and without the user name.`,
    }),
  }),
});

const SetUpAdministratorPayload = builder.objectRef<{ username: string }>('SetUpAdministratorPayload').implement({
  fields: (t) => ({ username: t.exposeString('username', { description: 'To sign in with now.' }) }),
});

builder.queryField('setUpLinkWorks', (t) =>
  t.boolean({
    description:
      'For the page behind the link that a server prints while nobody who can sign in is administrator: whether it still works.',
    authScopes: { everybody: true },
    args: { token: t.arg.string({ required: true, description: 'What stands after its #.' }) },
    resolve: async (_root, { token }, { setUpLinks }) => (await setUpLinks.find(token)) !== null,
  }),
);

builder.mutationField('setUpAdministrator', (t) =>
  t.field({
    type: SetUpAdministratorPayload,
    description:
      'Makes the administrator of a facility that has none, with the link that its servers print. The link is used up.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: SetUpAdministratorInput, required: true }) },
    errors: { types: [LinkVoidError, InvalidInputError, NotAllowedError, BusyError] },
    resolve: (_root, { input }, context) => setUpAdministrator(context, input),
  }),
);
