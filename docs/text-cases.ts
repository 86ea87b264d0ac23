// Cases on which the database, the server and the client must agree. Each has its own few lines of code for this, because the
// client never imports the server; the tests of each read this file.

/** What is typed, and a name that each of these finds. */
export const found: readonly (readonly [typed: readonly string[], text: string])[] = [
  [['obrien', "o'brien", 'o’brien', 'o brien', "O'BRIEN", 'brien', 'obri', 'o bri', 'ʻobrien'], "O'Brien & Sons"],
  [['obrien', "o'brien", 'o brien', 'sons obrien'], 'O’Brien & Sons'],
  [['obrien', "o'brien", 'o’brien', 'o brien'], 'O Brien & Sons'],
  [['obrien', "o'brien", 'o brien'], 'OBrien & Sons'],
  [['jean luc', 'jeanluc', 'jean-luc', 'jean‑luc', 'luc jean', 'picard jeanluc'], 'Jean-Luc Picard'],
  [['jean luc', 'jeanluc', 'jean-luc', 'jean–luc'], 'Jeanluc Picard'],
  [['jean luc', 'jean-luc', 'picard'], 'Jean Luc Picard'],
  [['mcdonalds', "mcdonald's", 'mcdonald'], "McDonald's Kitchens"],
  [['de villiers', 'devilliers', 'villiers'], 'De Villiers'],
  [['de villiers', 'devilliers'], 'Devilliers'],
  [['lodz', 'łódź', 'ŁÓDŹ', 'Lódź', 'łodz'], 'Łódź Logistics'],
  [['strasse', 'straße', 'STRASSE', 'STRAẞE', 'stras'], 'Lange Straße 7'],
  [['strasse', 'straße'], 'Lange Strasse 7'],
  [['dordevic', 'đorđević', 'ĐORĐEVIĆ'], 'Đorđević'],
  [['orsted', 'ørsted', 'ØRSTED'], 'Ørsted'],
  [['aeroskobing', 'ærøskøbing', 'ÆRØSKØBING'], 'Ærøskøbing'],
  [['thor', 'þór', 'ÞÓR', 'thór'], 'Þór'],
  [['istanbul', 'İstanbul', 'ıstanbul', 'ISTANBUL'], 'İstanbul Tekstil'],
  [['izmir', 'ızmır', 'IZMIR'], 'IZMIR'],
  [['cafe', 'café', 'cafe\u0301', 'CAFÉ', 'ｃａｆｅ', 'ca\u00adfe', 'caf\u200be'], 'Cafe\u0301 Zanzibar'],
  [['oeuvre', 'œuvre'], 'Œuvre'],
  [['ofis', 'oﬁs'], 'Ofis'],
  [['σοφος', 'ΣΟΦΟΣ', 'σοφός'], 'ΣΟΦΌΣ'],
  [['می‌خواهم', 'میخواهم'], 'می‌خواهم'],
  [['acme', 'acm pty'], '«Acme» (Pty) Ltd'],
  [['acme ltd', 'acme-ltd', 'ac'], 'Acme — Ltd'],
  [['0821234567', '082 123 4567', '082-123-4567'], '082-123-4567'],
  [['j smith', 'smith j', 'jo smi'], 'John Smith'],
];

/** What does not find this. */
export const missed: readonly (readonly [typed: string, text: string])[] = [
  ['rien o', 'Brien'],
  ['oh', 'John Smith'],
  ['obrienx', "O'Brien"],
  ['karobank', 'Karoo Bank'],
  ['rob', 'Karo Bank'],
  ['lodzi', 'Łódź'],
  ['strase', 'Straße'],
  ['jsmith', 'John Smith'],
];

/** Names that are one. */
export const oneName: readonly (readonly string[])[] = [
  [
    'Café',
    'Cafe\u0301',
    'CAFÉ',
    ' café ',
    'Ca\u200bfé',
    'Café\u200d',
    'C\u200café',
    'Ca\u00adfé',
    '\u202eCafé\u202c',
    '\u2066Café\u2069',
    'Café\ufeff',
    'Ｃａｆé',
    'Caf\u2060e\u0301',
  ],
  ['Green Room', 'green  room', 'GREEN\u00a0ROOM', 'Green\u3000Room', 'Green\u2003Room'],
  ['Straße', 'STRASSE', 'strasse', 'STRAẞE'],
  ['ΣΟΦΟΣ', 'σοφος', 'σοφοσ'],
  ['Office', 'Oﬃce', 'ＯＦＦＩＣＥ'],
  ['👩‍💻 Lab', '👩💻 lab', '👩‍💻\ufe0f LAB'],
  ['İzmir', 'i\u0307zmir'],
  ['کتاب‌خانه', 'کتابخانه'],
];

/** Names that are not. */
export const otherNames: readonly (readonly [string, string])[] = [
  ['Café', 'Cafe'],
  ['Room 1', 'Room 10'],
  ["O'Brien", 'OBrien'],
  ['Łódź', 'Lodz'],
  ['Green Room', 'GreenRoom'],
  ['ı', 'i'],
];
