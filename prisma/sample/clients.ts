import type { Random } from './seeded-random.ts';

export type Client = {
  readonly clientName: string;
  readonly clientContactPerson: string;
  readonly clientEmail: string;
  readonly clientPhone: string;
};

/** None of them exists: names, people, and addresses under .example, which nobody can register. */
const companies = [
  'Amber Kraal Insurance',
  'Baobab & Finch Attorneys',
  'Blue Crane Payroll',
  'Bokmakierie Media',
  'Cape Lantern Logistics',
  'Copper Protea Mining Services',
  'Dassie Rock Software',
  'Drakensview Health Group',
  'Egret Bay Retail',
  'Fynbos & Fern Consulting',
  'Gansbaai Tide Fisheries',
  'Golden Acacia Bank',
  'Hadeda Facilities',
  'Highveld Thunder Energy',
  'Hoopoe Learning Trust',
  'Impala Crossing Freight',
  'Indigo Jacaranda Interiors',
  'Jakkals & Son Builders',
  'Karoo Star Astronomics',
  'Kiepersol Estates',
  'Kingfisher Water Works',
  'Kudu Ridge Actuaries',
  'Lowveld Citrus Growers',
  'Marula Moon Brewing',
  'Mpho ya Lesedi Foundation',
  'Nguni Leatherworks',
  'Olive Thrush Audit',
  'Oryx Dune Telecoms',
  'Papkuil Wind Farms',
  'Quiver Tree Pharma',
  'Red Bishop Motors',
  'Rooibos & Rye Catering School',
  'Sable Point Security',
  'Silver Mopane Steel',
  'Springhare Couriers',
  'Sunbird Early Learning',
  'Thorn & Thistle Wool',
  'Tortoise Hill Pensions',
  'Ubuntu Bridge Recruitment',
  'Umsuka Housing Association',
  'Vaal Willow Paper',
  'Weaver Nest Textiles',
  'Wild Fig Architects',
  'Yellowwood Furniture',
  'Zebra Crossing Road Safety',
] as const;

/** Sixty characters each: names that do not fit in a cell must still be readable. */
export const longNames = [
  'Umfolozi and Thukela Rivers Artisan Development Organisation',
  'Southern Kalahari Cooperative of Community Radio Journalists',
  'Interprovincial Bursary Council for Early Childhood Teachers',
] as const;

const initials = ['A.', 'B.', 'C.', 'D.', 'F.', 'G.', 'J.', 'K.', 'L.', 'M.', 'N.', 'P.', 'R.', 'S.', 'T.', 'Z.'];
const surnames = [
  'Adams',
  'Botha',
  'Cele',
  'Dlamini',
  'Ebrahim',
  'Fourie',
  'Govender',
  'Hendricks',
  'Jacobs',
  'Khumalo',
  'Le Roux',
  'Mabaso',
  'Mokoena',
  'Moodley',
  'Naidoo',
  'Ndlovu',
  'Nkosi',
  'Petersen',
  'Pillay',
  'Radebe',
  'Sithole',
  'Tshabalala',
  'Van Wyk',
  'Zulu',
];

export function inventClient(random: Random, name: string = random.pick(companies)): Client {
  const [initial, surname] = [random.pick(initials), random.pick(surnames)];
  const mailbox = `${initial}${surname}`.toLowerCase().replaceAll(' ', '');
  const domain = name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .slice(0, 40)
    .replace(/-$/, '');
  return {
    clientName: name,
    clientContactPerson: `${initial} ${surname} (sample)`,
    clientEmail: `${mailbox}@${domain}.example`,
    clientPhone: `011 555 ${String(random.whole(0, 9_999)).padStart(4, '0')}`,
  };
}
