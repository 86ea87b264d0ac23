import './platform/scalars.ts';
import './platform/error-types.ts';
import './platform/nodes.graphql.ts';
import './people/schema.ts';
import './people/subscriptions.ts';
import './resources/schema.ts';
import './bookings/schema.ts';
import './closures/schema.ts';
import './facility/schema.ts';
import './rooms/schema.ts';
import './notifications/schema.ts';
import './planning/schema.ts';
import './series/schema.ts';
import './leaving/schema.ts';
import './device-desk/schema.ts';
import './audit/schema.ts';
import { isObjectType } from 'graphql';
import { answerAtOnce } from './platform/answer-at-once.ts';
import { auditMutations } from './platform/audit/audit-mutations.ts';
import { builder } from './platform/builder.ts';
import { mustDeclareRights } from './platform/declared-rights.ts';
import { mustCapLists } from './platform/http/limits/list-caps.ts';
import { mustNameIdTypes } from './platform/named-ids.ts';
import { nodeTypes } from './platform/node-field.ts';
import { describeSchema } from './words/schema.ts';

export const schema = builder.toSchema();

for (const type of Object.values(schema.getTypeMap())) {
  if (isObjectType(type) && type.getInterfaces().some((face) => face.name === 'Node')) nodeTypes.add(type.name);
}
mustDeclareRights(schema);
mustCapLists(schema);
mustNameIdTypes(schema);
describeSchema(schema);
answerAtOnce(schema);
auditMutations(schema);
